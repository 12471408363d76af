namespace VimSessionService.Redis.Clock;

/// <summary>The moments that replicas write for each other: ticks on a line that never goes back, whatever the time of day is set to.</summary>
internal sealed class SharedTimeline
{
    private readonly TimeProvider _time;
    private readonly long _origin;

    /// <summary>Makes the line of a clock.</summary>
    /// <param name="time">The clock. Its timestamps should be the engine's, or else its time of day is trusted once, now.</param>
    /// <param name="isOfEngine">Whether they are.</param>
    public SharedTimeline(TimeProvider time, bool isOfEngine)
    {
        _time = time;
        _origin = isOfEngine ? 0 : Ticks(time.GetTimestamp()) - (time.GetUtcNow() - EngineClock.Origin).Ticks;
    }

    /// <summary>This moment.</summary>
    public long Now => Ticks(_time.GetTimestamp()) - _origin;

    /// <summary>The time of day, in ticks as of <see cref="DateTime"/> in UTC.</summary>
    public long Utc => _time.GetUtcNow().UtcTicks;

    /// <summary>This moment and its time of day. Those that are the same but for the time that reading both takes are made the same, which the engine keeps in fewer bytes.</summary>
    public (long Now, long Utc) Both
    {
        get
        {
            var (now, utc) = (Now, Utc);
            var same = now + EngineClock.Origin.UtcTicks;
            return (now, utc >= same && utc - same < TimeSpan.TicksPerMillisecond ? same : utc);
        }
    }

    private long Ticks(long timestamp) => _time.TimestampFrequency == TimeSpan.TicksPerSecond
        ? timestamp
        : (long)((Int128)timestamp * TimeSpan.TicksPerSecond / _time.TimestampFrequency);
}
