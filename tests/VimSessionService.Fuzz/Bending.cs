using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace VimSessionService.Fuzz;

/// <summary>Changes a request at random: single bytes, whole tags and attributes, parts doubled, swapped or cut off, long repetitions.</summary>
internal static class Bending
{
    private static readonly string[] Pieces =
    [
        "<", ">", "</", "/>", "\"", "'", "&", "&lt;", "&#x0;", "&#xD800;", "&amp;", "]]>", "<![CDATA[", "<!--", "-->", "<?a b?>", "<!DOCTYPE a>", "\0", "\uFEFF", "\u2028", "xmlns=\"\"", "xmlns:a=\"b\"",
        " a=\"1\"", "xsi:type=\"xsd:int\"", "xsi:nil=\"true\"", "<a>", "</a>", "<_this>SessionManager</_this>", "é", "\uD83D\uDE00", "-1", "999999999999999999999", "true", "%00", "../",
    ];

    private static readonly string[] Numbers = ["0", "1", "2", "10", "100", "-1", "2147483647", "-2147483648"];

    /// <summary>What is written into a text: all of it may stand in XML.</summary>
    private static readonly string[] Letters = ["a", "/", ".", "*", "[", "]", "\\", "@", "%", "&lt;", "&#10;", " ", "\u00e9", "\u202e", "\U0001F600", "\U000E0041"];

    /// <summary>A request with at least one change, mostly in its body.</summary>
    public static FuzzRequest Bend(FuzzRequest request, Random random)
    {
        // Most calls keep their form and get other values, so that they are read and reach a method.
        if (random.Next(4) != 0 && (JsonValues.Change(request.Body, text => Value(text, random), random) ?? Values(request.Body, random)) is { } body)
            return request with { Body = body };
        var headers = request.Headers;
        if (random.Next(15) == 0 && headers.Count > 0)
        {
            var at = random.Next(headers.Count);
            headers = [.. headers.Take(at), (headers[at].Name, Text(headers[at].Value, random)), .. headers.Skip(at + 1)];
        }

        var target = random.Next(25) == 0 ? "/" + Text(request.Target[1..], random) : request.Target;
        return request with { Headers = headers, Target = target, Body = random.Next(8) == 0 ? request.Body : Body(request.Body, random) };
    }

    /// <summary>The request with a compressed body, now and then with something after it, changed or cut off.</summary>
    public static FuzzRequest Compress(FuzzRequest request, Random random)
    {
        if (request.Method != "POST")
            return request;
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
            gzip.Write(request.Body);
        var body = packed.ToArray();
        return request with
        {
            Headers = [.. request.Headers.Where(static header => header.Name != "Content-Encoding"), ("Content-Encoding", "gzip")],
            Body = random.Next(4) switch { 0 => Body(body, random), 1 when random.Next(4) == 0 => [.. body, .. body], _ => body },
        };
    }

    /// <summary>The bytes of a file or a message with one to three changes.</summary>
    public static byte[] Bend(byte[] sound, Random random) => Body(sound, random);

    /// <summary>What the header of an HTTP request can have: no line breaks and no control characters.</summary>
    private static string Text(string text, Random random) =>
        string.Concat(Encoding.Latin1.GetString(Body(Encoding.Latin1.GetBytes(text), random)).Where(static c => c is >= ' ' and not '\u007F' and < '\u0100').Take(2000));

    /// <summary>The body with one or two of its texts changed, as XML that is still well-formed; null when it has no texts.</summary>
    private static byte[]? Values(byte[] body, Random random)
    {
        var text = Encoding.UTF8.GetString(body);
        var changed = false;
        for (var changes = random.Next(1, 3); changes > 0; changes--)
        {
            if (Leaf(text, random) is not { } leaf)
                break;
            text = string.Concat(text.AsSpan(0, leaf.Start), Value(text.Substring(leaf.Start, leaf.Length), random), text.AsSpan(leaf.Start + leaf.Length));
            changed = true;
        }

        return changed ? Encoding.UTF8.GetBytes(text) : null;
    }

    /// <summary>The text of an element without elements that follows a random place.</summary>
    private static (int Start, int Length)? Leaf(string text, Random random)
    {
        if (text.Length == 0)
            return null;
        for (var tries = 0; tries < 20; tries++)
        {
            var start = text.IndexOf('>', random.Next(text.Length)) + 1;
            var end = text.IndexOf('<', start);
            var isTarget = end > 0 && text.AsSpan(end).StartsWith("</_this");
            if (start > 0 && end > start && text.AsSpan(end).StartsWith("</") && (!isTarget || random.Next(30) == 0))
                return (start, end - start);
        }

        return null;
    }

    /// <summary>Another value of the same kind: a number for a number, and for a text a similar, shorter or longer one.</summary>
    private static string Value(string value, Random random)
    {
        if (long.TryParse(value, NumberStyles.Integer, CultureInfo.InvariantCulture, out _))
            return Numbers[random.Next(Numbers.Length)];
        if (value is "true" or "false")
            return value == "true" ? "false" : "true";
        var at = random.Next(value.Length + 1);
        var isInReference = value.AsSpan(0, at).LastIndexOf('&') > value.AsSpan(0, at).LastIndexOf(';');
        return random.Next(6) switch
        {
            0 => "",
            1 => value + value,
            2 => string.Concat(Enumerable.Repeat(value, random.Next(2, 50))),
            3 when !value.Contains('&', StringComparison.Ordinal) => value[..at],
            4 when !isInReference => value.Insert(at, Letters[random.Next(Letters.Length)]),
            _ => value.Contains('&', StringComparison.Ordinal) ? value : value.ToUpperInvariant(),
        };
    }

    private static byte[] Body(byte[] body, Random random)
    {
        List<byte> bytes = [.. body];
        for (var changes = random.Next(4) == 0 ? random.Next(2, 4) : 1; changes > 0 && bytes.Count > 0; changes--)
            Change(bytes, random);
        return [.. bytes];
    }

    private static void Change(List<byte> bytes, Random random)
    {
        var at = random.Next(bytes.Count);
        var length = Math.Min(bytes.Count - at, random.Next(1, 60));
        switch (random.Next(9))
        {
            case 0:
                bytes[at] = (byte)random.Next(256);
                break;
            case 1:
                bytes.InsertRange(at, Encoding.UTF8.GetBytes(Pieces[random.Next(Pieces.Length)]));
                break;
            case 2:
                bytes.RemoveRange(at, length);
                break;
            case 3:
                bytes.InsertRange(at, bytes.GetRange(at, length));
                break;
            case 4:
                bytes.RemoveRange(at, bytes.Count - at);
                break;
            case 5 when Element(bytes, at) is { } element:
                bytes.RemoveRange(element.Start, element.Length);
                break;
            case 6 when Element(bytes, at) is { } element:
                var copy = bytes.GetRange(element.Start, element.Length);
                for (var times = random.Next(1, 40); times > 0 && bytes.Count < 200_000; times--)
                    bytes.InsertRange(element.Start, copy);
                break;
            case 7 when Element(bytes, at) is { } element:
                var moved = bytes.GetRange(element.Start, element.Length);
                bytes.RemoveRange(element.Start, element.Length);
                bytes.InsertRange(Element(bytes, random.Next(Math.Max(1, bytes.Count)))?.Start ?? 0, moved);
                break;
            default:
                bytes.InsertRange(at, Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(Pieces[random.Next(Pieces.Length)], random.Next(1, 300)))));
                break;
        }
    }

    /// <summary>An element that begins at a place or after it, as far as its end tag of the same name.</summary>
    private static (int Start, int Length)? Element(List<byte> bytes, int from)
    {
        var text = Encoding.Latin1.GetString([.. bytes]);
        for (var start = text.IndexOf('<', Math.Min(from, text.Length)); start >= 0 && start + 1 < text.Length; start = text.IndexOf('<', start + 1))
        {
            var end = text.AsSpan(start + 1).IndexOfAny(" />");
            if (end <= 0)
                continue;
            var close = $"</{text.AsSpan(start + 1, end)}>";
            var at = text.IndexOf(close, start, StringComparison.Ordinal);
            if (at > 0)
                return (start, at + close.Length - start);
        }

        return null;
    }
}
