using System.Globalization;

namespace VimSessionService.Lab.Clock;

/// <summary>A stretch of time in which a clock runs evenly.</summary>
/// <param name="Real">The timestamp of the real clock at its beginning.</param>
/// <param name="Timestamp">The timestamp at its beginning.</param>
/// <param name="Utc">The time of day at its beginning.</param>
/// <param name="Rate">How much faster than the real clock it runs.</param>
/// <param name="IsRealTimeOfDay">Whether the time of day is the real one.</param>
internal sealed record ClockSegment(long Real, long Timestamp, DateTimeOffset Utc, double Rate, bool IsRealTimeOfDay = false)
{
    /// <summary>The timestamp at a moment of the real clock.</summary>
    public long TimestampAt(long real) => Timestamp + Elapsed(real);

    /// <summary>The time of day at a moment of the real clock.</summary>
    public DateTimeOffset UtcAt(long real, long frequency) => Utc + TimeSpan.FromTicks((long)(Elapsed(real) * ((double)TimeSpan.TicksPerSecond / frequency)));

    /// <summary>Reads what <see cref="ToText"/> wrote; null for anything else, such as what a later version writes.</summary>
    public static ClockSegment? TryParse(string text) => text.Split(' ') is ["1", var real, var timestamp, var utc, var rate, var isReal]
        && long.TryParse(real, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var realRead)
        && long.TryParse(timestamp, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var timestampRead)
        && long.TryParse(utc, NumberStyles.None, CultureInfo.InvariantCulture, out var utcRead) && utcRead <= DateTimeOffset.MaxValue.Ticks
        && double.TryParse(rate, NumberStyles.Float, CultureInfo.InvariantCulture, out var rateRead) && rateRead is >= 0 and <= LabClock.MaxRate
            ? new ClockSegment(realRead, timestampRead, new DateTimeOffset(utcRead, TimeSpan.Zero), rateRead, isReal == "real")
            : null;

    /// <summary>The segment for another process whose real clock shows the same time.</summary>
    public string ToText() => string.Create(CultureInfo.InvariantCulture, $"1 {Real} {Timestamp} {Utc.UtcTicks} {Rate:R} {(IsRealTimeOfDay ? "real" : "own")}");

    private long Elapsed(long real) => Rate == 1 ? real - Real : (long)((real - Real) * Rate);
}
