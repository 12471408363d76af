using System.Globalization;
using System.Text;

namespace VimSessionService.Ldap;

/// <summary>Distinguished names as text (RFC 4514), as far as a login needs them.</summary>
internal static class DistinguishedName
{
    /// <summary>A value as it can stand in a distinguished name, whatever characters it has.</summary>
    public static string Escape(string value)
    {
        var text = new StringBuilder(value.Length);
        for (var i = 0; i < value.Length; i++)
        {
            var character = value[i];
            if (character < ' ')
                text.Append('\\').Append(((int)character).ToString("x2", CultureInfo.InvariantCulture));
            else if (character is ',' or '+' or '"' or '\\' or '<' or '>' or ';' or '=' or '#' || (character == ' ' && (i == 0 || i == value.Length - 1)))
                text.Append('\\').Append(character);
            else
                text.Append(character);
        }

        return text.ToString();
    }

    /// <summary>The value of the first component, <c>operators</c> of <c>cn=operators,dc=example,dc=com</c>; null when there is none.</summary>
    public static string? FirstValue(string name)
    {
        var equals = name.IndexOf('=', StringComparison.Ordinal);
        if (equals <= 0)
            return null;
        using var bytes = new MemoryStream();
        for (var i = equals + 1; i < name.Length && name[i] is not (',' or '+'); i++)
        {
            if (name[i] != '\\')
            {
                var length = char.IsHighSurrogate(name[i]) && i + 1 < name.Length ? 2 : 1;
                bytes.Write(Encoding.UTF8.GetBytes(name.Substring(i, length)));
                i += length - 1;
            }
            else if (i + 2 < name.Length && byte.TryParse(name.AsSpan(i + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var escaped))
            {
                bytes.WriteByte(escaped);
                i += 2;
            }
            else if (++i < name.Length)
            {
                bytes.Write(Encoding.UTF8.GetBytes(name.Substring(i, 1)));
            }
        }

        return bytes.Length == 0 ? null : Encoding.UTF8.GetString(bytes.ToArray());
    }

    /// <summary>The domain of the components <c>dc</c>: <c>example.com</c> of <c>ou=people,dc=example,dc=com</c>; null when there are none.</summary>
    public static string? Domain(string name)
    {
        var components = name.Split(',', StringSplitOptions.TrimEntries).Where(static part => part.StartsWith("dc=", StringComparison.OrdinalIgnoreCase)).Select(static part => part[3..].Trim());
        return string.Join('.', components) is { Length: > 0 } domain ? domain : null;
    }
}
