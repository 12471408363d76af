using System.Text.RegularExpressions;
using System.Xml;

namespace VimSessionService.Xml;

/// <summary>
/// Reads an <c>xsd:dateTime</c> (XML Schema part 2, 3.2.7): date, <c>T</c>, time to the second, fraction and offset if any. The framework's own
/// reading takes other types of XML Schema too, such as a lone year or a lone time.
/// </summary>
internal static partial class XsdDateTime
{
    /// <summary>The time in UTC; one without an offset is taken for UTC.</summary>
    /// <exception cref="FormatException">The text is no such time, or one that is not on the calendar.</exception>
    public static DateTime Parse(string text)
    {
        if (!Form().IsMatch(text.AsSpan().Trim(" \t\r\n")))
            throw new FormatException("not an xsd:dateTime");
        var time = XmlConvert.ToDateTime(text, XmlDateTimeSerializationMode.RoundtripKind);
        return time.Kind == DateTimeKind.Unspecified ? DateTime.SpecifyKind(time, DateTimeKind.Utc) : time.ToUniversalTime();
    }

    /// <summary>The same without an exception: false if the text is no such time.</summary>
    public static bool TryParse(string text, out DateTime time)
    {
        try
        {
            time = Parse(text);
            return true;
        }
        catch (FormatException)
        {
            time = default;
            return false;
        }
    }

    [GeneratedRegex(@"^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]+)?(Z|[+-]((0[0-9]|1[0-3]):[0-5][0-9]|14:00))?\z", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Form();
}
