using System.Buffers;
using System.Globalization;
using System.Text;
using System.Xml;

namespace VimSessionService.Xml;

/// <summary>Which bytes may stand where, and what references to characters mean (XML 1.0, fifth edition).</summary>
internal static class XmlCharacters
{
    /// <summary>Where plain text ends or needs a closer look: markup, references, line ends, what XML forbids or may forbid.</summary>
    public static readonly SearchValues<byte> TextStops = SearchValues.Create([.. "<&]\r"u8, 0xEF, .. Controls()]);

    /// <summary>The same within an attribute's value, where line ends and tabs become spaces.</summary>
    public static readonly SearchValues<byte> ValueStops = SearchValues.Create([.. "<&\"'\r\n\t"u8, 0xEF, .. Controls()]);

    /// <summary>What XML forbids, and where what it forbids may begin.</summary>
    public static readonly SearchValues<byte> Suspicious = SearchValues.Create([0xEF, .. Controls()]);

    /// <summary>What cannot stand in a reference.</summary>
    public static readonly SearchValues<byte> NoReference = SearchValues.Create("<&\"' \t\r\n"u8);

    private static readonly SearchValues<byte> HexDigits = SearchValues.Create("0123456789abcdefABCDEF"u8);

    private const byte NameStart = 1;
    private const byte NamePart = 2;

    /// <summary>What each byte may be in a name: <see cref="NameStart"/>, <see cref="NamePart"/> or 0. Names are short: a look at each byte beats a search.</summary>
    private static ReadOnlySpan<byte> NameBytes =>
    [
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2, 2, 0,
        2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 0, 0, 0, 0, 0, 0,
        0, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1,
        1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 1,
        0, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1,
        1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0,
        1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1,
        1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1,
        1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1,
        1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1,
        1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1,
        1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1,
        1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1,
        1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1,
    ];

    /// <summary>How long the name at the beginning of a text is, and where its colon stands; 0 for no name with at most one colon.</summary>
    /// <param name="text">The text.</param>
    /// <param name="local">Where the part after the colon begins; 0 for a name without one.</param>
    public static int NameLength(ReadOnlySpan<byte> text, out int local)
    {
        local = 0;
        var length = PartLength(text, out var isAscii);
        if (length == 0)
            return 0;
        if (length < text.Length && text[length] == ':')
        {
            var second = PartLength(text[(length + 1)..], out var isSecondAscii);
            if (second == 0)
                return 0;
            isAscii &= isSecondAscii;
            local = length + 1;
            length = local + second;
            if (length < text.Length && text[length] == ':')
                return 0;
        }

        return isAscii || AreNCNames(text[..length], local) ? length : 0;
    }

    /// <summary>How long the name of ASCII letters at the beginning of a text is, up to a colon; 0 for none.</summary>
    public static int PlainNameLength(ReadOnlySpan<byte> text) => PartLength(text, out var isAscii) is var length && isAscii ? length : 0;

    /// <summary>How long the part of a name at the beginning of a text is, up to a colon; 0 for none.</summary>
    private static int PartLength(ReadOnlySpan<byte> text, out bool isAscii)
    {
        isAscii = true;
        if (text.IsEmpty || NameBytes[text[0]] != NameStart)
            return 0;
        var all = 0;
        var i = 0;
        for (; i < text.Length; i++)
        {
            var letter = text[i];
            if (NameBytes[letter] == 0)
                break;
            all |= letter;
        }

        isAscii = all < 0x80;
        return i;
    }

    /// <summary>Whether a name continues at the beginning of a text.</summary>
    public static bool IsNamePart(ReadOnlySpan<byte> text) => text.Length > 0 && (NameBytes[text[0]] != 0 || text[0] == ':');

    /// <summary>How much white space a text begins with. Recordings are indented, so there is much of it.</summary>
    public static int SpaceLength(ReadOnlySpan<byte> text)
    {
        if (text.IsEmpty || text[0] > ' ')
            return 0;
        var length = text.IndexOfAnyExcept(" \n\t\r"u8);
        return length < 0 ? text.Length : length;
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

    /// <summary>Whether what follows the number sign of a reference is a number, whether or not it names a character.</summary>
    public static bool IsNumber(ReadOnlySpan<byte> digits) => digits.StartsWith("x"u8)
        ? digits.Length > 1 && !digits[1..].ContainsAnyExcept(HexDigits)
        : digits.Length > 0 && !digits.ContainsAnyExceptInRange((byte)'0', (byte)'9');

    private static Rune? Numbered(ReadOnlySpan<byte> digits, NumberStyles styles) =>
        int.TryParse(digits, styles, CultureInfo.InvariantCulture, out var code) && Rune.TryCreate(code, out var rune) && IsCharacter(code) ? rune : null;

    private static bool IsCharacter(int code) => code is >= 0x20 and not (0xFFFE or 0xFFFF) or '\t' or '\n' or '\r';

    private static bool AreNCNames(ReadOnlySpan<byte> name, int local)
    {
        try
        {
            if (local > 0)
                XmlConvert.VerifyNCName(Encoding.UTF8.GetString(name[..(local - 1)]));
            XmlConvert.VerifyNCName(Encoding.UTF8.GetString(name[local..]));
            return true;
        }
        catch (XmlException)
        {
            return false;
        }
    }

    private static IEnumerable<byte> Controls() => Enumerable.Range(0, 0x20).Select(static value => (byte)value).Where(static value => !IsSpace(value));
}
