using System.Globalization;
using VimSessionService.AdminClient.Json;

namespace VimSessionService.Commands;

/// <summary>Times, moments and numbers as people read them.</summary>
internal static class Times
{
    /// <summary>A time in whole seconds; one below a second in milliseconds.</summary>
    public static string Short(TimeSpan time) => time < TimeSpan.FromSeconds(1) && time > TimeSpan.Zero
        ? string.Create(CultureInfo.InvariantCulture, $"{time.TotalMilliseconds:0.#}ms")
        : DurationText.Format(TimeSpan.FromSeconds(Math.Round(time.TotalSeconds)));

    /// <summary>The same; a dash for none.</summary>
    public static string Short(TimeSpan? time) => time is { } given ? Short(given) : "-";

    /// <summary>A moment in UTC, to the second.</summary>
    public static string Moment(DateTimeOffset moment) => moment.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    /// <summary>The same; a dash for none.</summary>
    public static string Moment(DateTimeOffset? moment) => moment is { } given ? Moment(given) : "-";

    /// <summary>A number of things.</summary>
    public static string Count(long count, string thing) => string.Create(CultureInfo.InvariantCulture, $"{count} {thing}{(count == 1 ? "" : "s")}");

    /// <summary>A limit, of which 0 is none.</summary>
    public static string Limit(long limit) => limit == 0 ? "none" : limit.ToString(CultureInfo.InvariantCulture);

    /// <summary>Yes or no.</summary>
    public static string YesNo(bool value) => value ? "yes" : "no";
}
