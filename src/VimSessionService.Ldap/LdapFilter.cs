using System.Formats.Asn1;
using System.Text;

namespace VimSessionService.Ldap;

/// <summary>Search filters: their text (RFC 4515) as LDAP sends them (RFC 4511).</summary>
internal static class LdapFilter
{
    /// <summary>Deeper than any real filter.</summary>
    private const int MostDepth = 32;

    /// <summary>A value as it can stand in a filter, whatever characters it has.</summary>
    public static string Escape(string value)
    {
        var text = new StringBuilder(value.Length);
        foreach (var character in value)
        {
            if (character is '*' or '(' or ')' or '\\' or < ' ')
                text.Append('\\').Append(((int)character).ToString("x2", System.Globalization.CultureInfo.InvariantCulture));
            else
                text.Append(character);
        }

        return text.ToString();
    }

    /// <summary>Writes a filter.</summary>
    /// <exception cref="FormatException">The text is no filter.</exception>
    public static void Write(AsnWriter writer, string text)
    {
        var position = 0;
        Filter(writer, text, ref position, depth: 0);
        if (position != text.Length)
            throw new FormatException($"'{text}' goes on after the filter");
    }

    private static void Filter(AsnWriter writer, string text, ref int position, int depth)
    {
        if (depth > MostDepth)
            throw new FormatException("the filter is nested too deeply");
        Take(text, ref position, '(');
        switch (At(text, position))
        {
            case '&' or '|':
                using (writer.PushSetOf(Context(text[position++] == '&' ? 0 : 1)))
                {
                    while (At(text, position) == '(')
                        Filter(writer, text, ref position, depth + 1);
                }

                break;
            case '!':
                position++;
                using (writer.PushSequence(Context(2)))
                    Filter(writer, text, ref position, depth + 1);
                break;
            default:
                Item(writer, text, ref position);
                break;
        }

        Take(text, ref position, ')');
    }

    private static void Item(AsnWriter writer, string text, ref int position)
    {
        var end = text.AsSpan(position).IndexOfAny('(', ')');
        var equals = text.AsSpan(position).IndexOf('=');
        if (end < 0 || equals <= 0 || equals > end)
            throw new FormatException($"'{text}' has no comparison at character {position + 1}");
        var name = text.Substring(position, equals);
        var value = text.Substring(position + equals + 1, end - equals - 1);
        position += end;
        switch (name[^1])
        {
            case '>':
                Pair(writer, 5, name[..^1], value);
                break;
            case '<':
                Pair(writer, 6, name[..^1], value);
                break;
            case '~':
                Pair(writer, 8, name[..^1], value);
                break;
            case ':':
                Extensible(writer, name[..^1], value);
                break;
            default:
                if (value == "*")
                    Text(writer, Attribute(name), Context(7));
                else if (value.Contains('*', StringComparison.Ordinal))
                    Substrings(writer, name, value);
                else
                    Pair(writer, 3, name, value);
                break;
        }
    }

    private static void Pair(AsnWriter writer, int choice, string name, string value)
    {
        using (writer.PushSequence(Context(choice)))
        {
            Text(writer, Attribute(name));
            writer.WriteOctetString(Value(value));
        }
    }

    private static void Substrings(AsnWriter writer, string name, string value)
    {
        using (writer.PushSequence(Context(4)))
        {
            Text(writer, Attribute(name));
            using (writer.PushSequence())
            {
                var parts = value.Split('*');
                for (var i = 0; i < parts.Length; i++)
                {
                    if (parts[i].Length > 0)
                        writer.WriteOctetString(Value(parts[i]), new Asn1Tag(TagClass.ContextSpecific, i == 0 ? 0 : i == parts.Length - 1 ? 2 : 1));
                }
            }
        }
    }

    /// <summary><c>attribute:rule:=value</c>, where either may be absent, with <c>:dn</c> between them.</summary>
    private static void Extensible(AsnWriter writer, string name, string value)
    {
        var parts = name.Split(':');
        var isOfDn = parts.Length > 1 && parts[1].Equals("dn", StringComparison.OrdinalIgnoreCase);
        var rule = parts.Length > (isOfDn ? 2 : 1) ? parts[^1] : "";
        if (parts.Length > 3 || (parts[0].Length == 0 && rule.Length == 0))
            throw new FormatException($"'{name}' is no attribute with a matching rule");
        using (writer.PushSequence(Context(9)))
        {
            if (rule.Length > 0)
                Text(writer, Attribute(rule), new Asn1Tag(TagClass.ContextSpecific, 1));
            if (parts[0].Length > 0)
                Text(writer, Attribute(parts[0]), new Asn1Tag(TagClass.ContextSpecific, 2));
            writer.WriteOctetString(Value(value), new Asn1Tag(TagClass.ContextSpecific, 3));
            if (isOfDn)
                writer.WriteBoolean(true, new Asn1Tag(TagClass.ContextSpecific, 4));
        }
    }

    private static void Text(AsnWriter writer, string text, Asn1Tag? tag = null) => writer.WriteOctetString(Encoding.UTF8.GetBytes(text), tag);

    private static string Attribute(string name) => name.Length > 0 && name.All(static c => char.IsAsciiLetterOrDigit(c) || c is '-' or '.' or ';' or '_')
        ? name
        : throw new FormatException($"'{name}' is no name of an attribute");

    /// <summary>The bytes of a value: a backslash and two hexadecimal digits are one byte.</summary>
    private static byte[] Value(string text)
    {
        using var bytes = new MemoryStream();
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\\')
            {
                if (i + 2 > text.Length - 1 || !byte.TryParse(text.AsSpan(i + 1, 2), System.Globalization.NumberStyles.AllowHexSpecifier, System.Globalization.CultureInfo.InvariantCulture, out var escaped))
                    throw new FormatException($"'{text}' has a backslash without two hexadecimal digits");
                bytes.WriteByte(escaped);
                i += 2;
            }
            else
            {
                var length = char.IsHighSurrogate(text[i]) && i + 1 < text.Length ? 2 : 1;
                bytes.Write(Encoding.UTF8.GetBytes(text.Substring(i, length)));
                i += length - 1;
            }
        }

        return bytes.ToArray();
    }

    private static Asn1Tag Context(int number) => new(TagClass.ContextSpecific, number, isConstructed: number != 7);

    private static char At(string text, int position) => position < text.Length ? text[position] : '\0';

    private static void Take(string text, ref int position, char expected)
    {
        if (At(text, position) != expected)
            throw new FormatException($"'{text}' has no '{expected}' at character {position + 1}");
        position++;
    }
}
