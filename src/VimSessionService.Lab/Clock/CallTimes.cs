namespace VimSessionService.Lab.Clock;

/// <summary>When calls began on a clock, of which the duration on the real clock is known.</summary>
internal static class CallTimes
{
    /// <summary>The time that a clock showed so long ago, if it has run as it does now. On a frozen clock that is now.</summary>
    public static DateTimeOffset Ago(this TimeProvider time, TimeSpan real) => time.GetUtcNow() - (time is LabClock { Segment: { } segment } ? real * segment.Rate : real);
}
