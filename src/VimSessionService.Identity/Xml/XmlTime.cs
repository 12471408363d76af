using System.Globalization;

namespace VimSessionService.Identity.Xml;

/// <summary>Times of messages and tokens.</summary>
internal static class XmlTime
{
    /// <summary>Its point is there only where a fraction is.</summary>
    private const string Form = "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK";

    /// <summary>Reads a <c>dateTime</c> that says its zone, of a year that one can reckon with; null for anything else.</summary>
    public static DateTimeOffset? Parse(string? text) =>
        text is { Length: >= 20 and <= 40 }
        && (text[^1] == 'Z' || text.AsSpan(text.Length - 6) is ['+' or '-', _, _, ':', _, _])
        && DateTimeOffset.TryParseExact(text, Form, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal, out var time)
        && time.Year is >= 1970 and < 9000
            ? time
            : null;
}
