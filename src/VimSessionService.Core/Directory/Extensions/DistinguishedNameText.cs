using System.Globalization;
using System.Text;

namespace VimSessionService.Core.Directory.Extensions;

/// <summary>
/// Reads the text of a distinguished name as tools write it: RFC 4514 (<c>CN=a,O=b</c>), with blanks and semicolons as older ones do,
/// and OpenSSL's <c>/O=b/CN=a</c>.
/// </summary>
internal static class DistinguishedNameText
{
    private static readonly Dictionary<string, string> Types = new(StringComparer.OrdinalIgnoreCase)
    {
        ["CN"] = "2.5.4.3",
        ["COMMONNAME"] = "2.5.4.3",
        ["SN"] = "2.5.4.4",
        ["SURNAME"] = "2.5.4.4",
        ["SERIALNUMBER"] = "2.5.4.5",
        ["C"] = "2.5.4.6",
        ["COUNTRYNAME"] = "2.5.4.6",
        ["L"] = "2.5.4.7",
        ["LOCALITYNAME"] = "2.5.4.7",
        ["ST"] = "2.5.4.8",
        ["S"] = "2.5.4.8",
        ["STATEORPROVINCENAME"] = "2.5.4.8",
        ["STREET"] = "2.5.4.9",
        ["STREETADDRESS"] = "2.5.4.9",
        ["O"] = "2.5.4.10",
        ["ORGANIZATIONNAME"] = "2.5.4.10",
        ["OU"] = "2.5.4.11",
        ["ORGANIZATIONALUNITNAME"] = "2.5.4.11",
        ["T"] = "2.5.4.12",
        ["TITLE"] = "2.5.4.12",
        ["DESCRIPTION"] = "2.5.4.13",
        ["POSTALCODE"] = "2.5.4.17",
        ["NAME"] = "2.5.4.41",
        ["G"] = "2.5.4.42",
        ["GN"] = "2.5.4.42",
        ["GIVENNAME"] = "2.5.4.42",
        ["I"] = "2.5.4.43",
        ["INITIALS"] = "2.5.4.43",
        ["GENERATIONQUALIFIER"] = "2.5.4.44",
        ["DNQ"] = "2.5.4.46",
        ["DNQUALIFIER"] = "2.5.4.46",
        ["PSEUDONYM"] = "2.5.4.65",
        ["ORGANIZATIONIDENTIFIER"] = "2.5.4.97",
        ["UID"] = "0.9.2342.19200300.100.1.1",
        ["USERID"] = "0.9.2342.19200300.100.1.1",
        ["DC"] = "0.9.2342.19200300.100.1.25",
        ["DOMAINCOMPONENT"] = "0.9.2342.19200300.100.1.25",
        ["E"] = "1.2.840.113549.1.9.1",
        ["EMAIL"] = "1.2.840.113549.1.9.1",
        ["EMAILADDRESS"] = "1.2.840.113549.1.9.1",
        ["UNSTRUCTUREDNAME"] = "1.2.840.113549.1.9.2",
        ["UNSTRUCTUREDADDRESS"] = "1.2.840.113549.1.9.8",
    };

    /// <summary>Its attributes in their order; null for what is no such text, or names a type that is not known.</summary>
    public static List<NameAttribute>? Read(string text) => text.StartsWith('/') ? ReadSlashed(text) : ReadSeparated(text);

    private static List<NameAttribute>? ReadSlashed(string text)
    {
        var found = new List<NameAttribute>();
        var (type, value) = ("", new StringBuilder());
        foreach (var part in text[1..].Split('/'))
        {
            var equals = part.IndexOf('=', StringComparison.Ordinal);
            if (equals >= 0 && TypeOf(part.AsSpan(0, equals)) is { } next)
            {
                Add();
                type = next;
                value.Append(part, equals + 1, part.Length - equals - 1);
            }
            else if (type.Length > 0)
            {
                value.Append('/').Append(part); // a slash within a value, as in host/vc.example.com
            }
            else
            {
                return null;
            }
        }

        Add();
        return found;

        void Add()
        {
            if (type.Length > 0)
                found.Add(new NameAttribute(type, value.ToString()));
            value.Clear();
        }
    }

    private static List<NameAttribute>? ReadSeparated(string text)
    {
        var found = new List<NameAttribute>();
        var rest = text.AsSpan();
        while (true)
        {
            var equals = rest.IndexOf('=');
            if (equals < 0 || TypeOf(rest[..equals]) is not { } type)
                return null;
            rest = rest[(equals + 1)..].TrimStart();
            if (ReadValue(ref rest) is not { } value)
                return null;
            found.Add(new NameAttribute(type, value));
            if (rest.IsEmpty)
                return found;
            rest = rest[1..]; // the separator
        }
    }

    private static string? TypeOf(ReadOnlySpan<char> text)
    {
        text = text.Trim();
        if (text.StartsWith("OID.", StringComparison.OrdinalIgnoreCase))
            text = text[4..];
        if (text.IsEmpty)
            return null;
        return char.IsAsciiDigit(text[0]) ? text.ToString() : Types.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(text, out var type) ? type : null;
    }

    /// <summary>Reads a value up to its separator or the end.</summary>
    private static string? ReadValue(ref ReadOnlySpan<char> rest)
    {
        if (rest is ['#', ..])
            return ReadEncoded(ref rest);
        return rest is ['"', ..] ? ReadQuoted(ref rest) : ReadPlain(ref rest);
    }

    private static string? ReadPlain(ref ReadOnlySpan<char> rest)
    {
        var value = new StringBuilder();
        var kept = 0; // blanks at the end do not count unless they are escaped
        while (!rest.IsEmpty && rest[0] is not (',' or ';' or '+' or '\n'))
        {
            if (rest[0] == '\\')
            {
                if (!ReadEscape(ref rest, value))
                    return null;
                kept = value.Length;
                continue;
            }

            value.Append(rest[0]);
            if (!char.IsWhiteSpace(rest[0]))
                kept = value.Length;
            rest = rest[1..];
        }

        return value.ToString(0, kept);
    }

    private static string? ReadQuoted(ref ReadOnlySpan<char> rest)
    {
        var value = new StringBuilder();
        rest = rest[1..];
        while (true)
        {
            switch (rest)
            {
                case []:
                    return null;
                case ['"', '"', ..]:
                    value.Append('"');
                    rest = rest[2..];
                    break;
                case ['"', ..]:
                    rest = rest[1..].TrimStart();
                    return rest.IsEmpty || rest[0] is ',' or ';' or '+' ? value.ToString() : null;
                case ['\\', ..]:
                    if (!ReadEscape(ref rest, value))
                        return null;
                    break;
                default:
                    value.Append(rest[0]);
                    rest = rest[1..];
                    break;
            }
        }
    }

    /// <summary>Reads <c>\,</c> and its like, or bytes of UTF-8 as <c>\C3\A9</c>.</summary>
    private static bool ReadEscape(ref ReadOnlySpan<char> rest, StringBuilder value)
    {
        if (rest.Length < 2)
            return false;
        if (!IsHexPair(rest))
        {
            value.Append(rest[1]);
            rest = rest[2..];
            return true;
        }

        var bytes = new List<byte>();
        while (rest is ['\\', ..] && IsHexPair(rest))
        {
            bytes.Add(byte.Parse(rest.Slice(1, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture));
            rest = rest[3..];
        }

        value.Append(Encoding.UTF8.GetString([.. bytes]));
        return true;
    }

    private static bool IsHexPair(ReadOnlySpan<char> escape) => escape.Length >= 3 && char.IsAsciiHexDigit(escape[1]) && char.IsAsciiHexDigit(escape[2]);

    /// <summary>Reads <c>#0C0141</c>, the encoding of a value.</summary>
    private static string? ReadEncoded(ref ReadOnlySpan<char> rest)
    {
        var length = rest.IndexOfAny(",;+\n");
        var digits = (length < 0 ? rest[1..] : rest[1..length]).Trim();
        rest = length < 0 ? default : rest[length..];
        if (digits.Length is 0 or > 4096 || digits.Length % 2 != 0 || digits.ContainsAnyExcept(System.Buffers.SearchValues.Create("0123456789abcdefABCDEF")))
            return null;

        return DistinguishedNameEncoding.ReadValue(Convert.FromHexString(digits));
    }
}
