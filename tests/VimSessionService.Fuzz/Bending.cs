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

    /// <summary>A changed request; one in two stays as it is.</summary>
    public static FuzzRequest Bend(FuzzRequest request, Random random)
    {
        if (random.Next(2) == 0)
            return request;
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

    private static byte[] Body(byte[] body, Random random)
    {
        List<byte> bytes = [.. body];
        for (var changes = random.Next(1, 4); changes > 0 && bytes.Count > 0; changes--)
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
