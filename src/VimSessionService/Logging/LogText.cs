using System.Buffers;
using System.Globalization;
using System.Text;

namespace VimSessionService.Logging;

/// <summary>Makes a client's text fit for a log line.</summary>
public static class LogText
{
    /// <summary>The most characters of a client's text in a log.</summary>
    public const int MostCharacters = 200;

    /// <summary>Printable ASCII, by far the commonest, is let through without a closer look.</summary>
    private static readonly SearchValues<char> Plain = SearchValues.Create([.. Enumerable.Range(' ', '~' - ' ' + 1).Select(static c => (char)c)]);

    /// <summary>
    /// The text without control, formatting, surrogate and line-separating characters, cut to <see cref="MostCharacters"/>. A clean
    /// text comes back as it is.
    /// </summary>
    public static string Clean(string text)
    {
        if (text.Length <= MostCharacters && !text.AsSpan().ContainsAnyExcept(Plain))
            return text;
        var clean = new StringBuilder(MostCharacters);
        foreach (var character in text)
        {
            if (clean.Length == MostCharacters)
                break;
            if (IsPrintable(character))
                clean.Append(character);
        }

        return clean.ToString();
    }

    private static bool IsPrintable(char character) => char.GetUnicodeCategory(character) is not
        (UnicodeCategory.Control
        or UnicodeCategory.Format
        or UnicodeCategory.Surrogate
        or UnicodeCategory.LineSeparator
        or UnicodeCategory.ParagraphSeparator
        or UnicodeCategory.PrivateUse
        or UnicodeCategory.OtherNotAssigned);
}
