using System.Buffers;
using System.Globalization;
using System.Text;

namespace VimSessionService.Hosting;

/// <summary>Makes a client's text fit for a log line.</summary>
internal static class LogText
{
    /// <summary>The most characters of a client's text in a log.</summary>
    public const int MostCharacters = 200;

    /// <summary>Printable ASCII, by far the commonest, is let through without a closer look.</summary>
    private static readonly SearchValues<char> Plain = SearchValues.Create([.. Enumerable.Range(' ', '~' - ' ' + 1).Select(static c => (char)c)]);

    /// <summary>
    /// The text without characters that break lines, control a terminal, change the direction of text or cannot be seen, cut to
    /// <see cref="MostCharacters"/>. A clean text comes back as it is.
    /// </summary>
    public static string Clean(string text)
    {
        if (text.Length <= MostCharacters && !text.AsSpan().ContainsAnyExcept(Plain))
            return text;
        var clean = new StringBuilder(MostCharacters);
        for (var rest = text.AsSpan(); !rest.IsEmpty;)
        {
            var isWhole = Rune.DecodeFromUtf16(rest, out var character, out var length) == OperationStatus.Done;
            if (clean.Length + length > MostCharacters)
                break;
            if (isWhole && IsPrintable(character))
                clean.Append(rest[..length]);
            rest = rest[length..];
        }

        return clean.ToString();
    }

    /// <summary>Whether a character can be seen and does nothing else in a line of a log.</summary>
    public static bool IsPrintable(Rune character) => !IsIgnorable(character.Value) && Rune.GetUnicodeCategory(character) is not
        (UnicodeCategory.Control
        or UnicodeCategory.Format
        or UnicodeCategory.Surrogate
        or UnicodeCategory.LineSeparator
        or UnicodeCategory.ParagraphSeparator
        or UnicodeCategory.PrivateUse
        or UnicodeCategory.OtherNotAssigned);

    /// <summary>
    /// Unicode's property Default_Ignorable_Code_Point, as far as the category does not tell: fillers, variation selectors, and the plane of tags.
    /// </summary>
    private static bool IsIgnorable(int value) => value is 0x034F or (>= 0x115F and <= 0x1160) or (>= 0x17B4 and <= 0x17B5) or (>= 0x180B and <= 0x180F)
        or 0x3164 or (>= 0xFE00 and <= 0xFE0F) or 0xFFA0 or (>= 0xE0000 and <= 0xE0FFF);
}
