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

    private long Elapsed(long real) => Rate == 1 ? real - Real : (long)((real - Real) * Rate);
}
