using System.Buffers;
using System.Globalization;
using System.Text;
using System.Xml;

namespace VimSessionService.Soap.Xml;

/// <summary>Which bytes may stand where, and what references to characters mean (XML 1.0, fifth edition).</summary>
internal static class XmlCharacters
{
    /// <summary>Where plain text ends or needs a closer look: markup, references, line ends, what XML forbids or may forbid.</summary>
    public static readonly SearchValues<byte> TextStops = SearchValues.Create([.. "<&]\r"u8, 0xEF, .. Controls()]);

    /// <summary>The same within an attribute's value, where line ends and tabs become spaces.</summary>
    public static readonly SearchValues<byte> ValueStops = SearchValues.Create([.. "<&\"'\r\n\t"u8, 0xEF, .. Controls()]);

    /// <summary>What XML forbids, and where what it forbids may begin.</summary>
    public static readonly SearchValues<byte> Suspicious = SearchValues.Create([0xEF, .. Controls()]);

    private static readonly SearchValues<byte> NameBytes = SearchValues.Create(
        [.. "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.-:"u8, .. Enumerable.Range(0x80, 0x80).Select(static value => (byte)value)]);

    /// <summary>How long the name at the beginning of a text is.</summary>
    public static int NameLength(ReadOnlySpan<byte> text)
    {
        var end = text.IndexOfAnyExcept(NameBytes);
        return end < 0 ? text.Length : end;
    }

    /// <summary>Whether a part of a name, without a colon, is a name.</summary>
    public static bool IsNCName(ReadOnlySpan<byte> name)
    {
        if (name.IsEmpty)
            return false;
        if (!Ascii.IsValid(name))
            return IsNCName(Encoding.UTF8.GetString(name));
        return name[0] is not ((byte)'-' or (byte)'.' or (>= (byte)'0' and <= (byte)'9')) && !name.Contains((byte)':');
    }

    /// <summary>Whether the byte is white space.</summary>
    public static bool IsSpace(byte value) => value is (byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t';

    /// <summary>Whether the bytes begin with one of the two characters at the end of the plane that XML forbids.</summary>
    public static bool IsForbidden(ReadOnlySpan<byte> text) => text.StartsWith("\uFFFE"u8) || text.StartsWith("\uFFFF"u8);

    /// <summary>The character that a reference names, which is given without its ampersand and semicolon; null for none.</summary>
    public static Rune? Resolve(ReadOnlySpan<byte> reference)
    {
        if (reference.StartsWith("#x"u8))
            return Numbered(reference[2..], NumberStyles.AllowHexSpecifier);
        if (reference.StartsWith("#"u8))
            return Numbered(reference[1..], NumberStyles.None);
        return reference switch
        {
            _ when reference.SequenceEqual("lt"u8) => new Rune('<'),
            _ when reference.SequenceEqual("gt"u8) => new Rune('>'),
            _ when reference.SequenceEqual("amp"u8) => new Rune('&'),
            _ when reference.SequenceEqual("quot"u8) => new Rune('"'),
            _ when reference.SequenceEqual("apos"u8) => new Rune('\''),
            _ => null,
        };
    }

    private static Rune? Numbered(ReadOnlySpan<byte> digits, NumberStyles styles) =>
        int.TryParse(digits, styles, CultureInfo.InvariantCulture, out var code) && Rune.TryCreate(code, out var rune) && IsCharacter(code) ? rune : null;

    private static bool IsCharacter(int code) => code is >= 0x20 and not (0xFFFE or 0xFFFF) or '\t' or '\n' or '\r';

    private static bool IsNCName(string name)
    {
        try
        {
            XmlConvert.VerifyNCName(name);
            return true;
        }
        catch (XmlException)
        {
            return false;
        }
    }

    private static IEnumerable<byte> Controls() => Enumerable.Range(0, 0x20).Select(static value => (byte)value).Where(static value => !IsSpace(value));
}
