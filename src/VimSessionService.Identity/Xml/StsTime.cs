using System.Globalization;

namespace VimSessionService.Identity.Xml;

/// <summary>Times as tokens and their requests have them: UTC, to the millisecond.</summary>
internal static class StsTime
{
    /// <summary>The text of a time.</summary>
    public static string Format(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    /// <summary>The text of a time as Java writes a date, in UTC; some faults have it so.</summary>
    public static string FormatJava(DateTimeOffset time) => time.UtcDateTime.ToString("ddd MMM dd HH:mm:ss 'UTC' yyyy", CultureInfo.InvariantCulture);

    /// <summary>A time without what its text leaves out.</summary>
    public static DateTimeOffset Cut(DateTimeOffset time) => time.AddTicks(-(time.Ticks % TimeSpan.TicksPerMillisecond));
}
