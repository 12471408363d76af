using VimSessionService.Core;
using VimSessionService.Core.Expiry;

namespace VimSessionService.Lab.Clock;

/// <summary>
/// A clock that can be frozen, advanced, set, and run at another rate. Until that is done it is the real clock.
/// <para>
/// There are two times, as in every <see cref="TimeProvider"/>: the time of day, and the monotonic timestamp that idle times and timers are measured by. The
/// timestamp never goes back: setting the clock to an earlier time changes the time of day alone.
/// </para>
/// <para>
/// Advancing calls the timers that become due, in the order of their times; while one is called, the clock shows the time that it was due at. When
/// <see cref="Advance"/> returns, all of them have returned. Thread-safe.
/// </para>
/// </summary>
internal sealed class LabClock : TimeProvider, IDisposable
{
    /// <summary>The fastest rate.</summary>
    public const double MaxRate = 100_000;

    /// <summary>The slowest rate above zero.</summary>
    public const double MinRate = 0.001;

    /// <summary>The longest single advance: ten years.</summary>
    public static readonly TimeSpan MaxAdvance = TimeSpan.FromDays(3660);

    private static readonly TimeSpan LongestSleep = TimeSpan.FromDays(1);

    private readonly TimeProvider _real;
    private readonly Lock _lock = new();

    /// <summary>Held while timers are called, so that one thread does it at a time.</summary>
    private readonly Lock _calling = new();

    private readonly IndexedHeap<LabTimer> _timers = new();
    private readonly ITimer _wake;
    private ClockSegment? _segment;
    private long _sequence;

    /// <summary>Makes a clock that shows the real time.</summary>
    /// <param name="real">The real clock; null for the system's.</param>
    public LabClock(TimeProvider? real = null)
    {
        _real = real ?? System;
        _wake = _real.CreateTimer(static clock => ((LabClock)clock!).CallDue(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Raised after the clock was frozen, advanced, set, or given another rate here.</summary>
    public event Action? Moved;

    /// <summary>How it runs; null while it is the real clock.</summary>
    internal ClockSegment? Segment => Volatile.Read(ref _segment);

    /// <summary>The real clock.</summary>
    public TimeProvider Real => _real;

    /// <inheritdoc/>
    public override TimeZoneInfo LocalTimeZone => _real.LocalTimeZone;

    /// <inheritdoc/>
    public override long TimestampFrequency => _real.TimestampFrequency;

    /// <summary>How it runs now.</summary>
    public ClockState State
    {
        get
        {
            var segment = Volatile.Read(ref _segment);
            return new ClockState(GetUtcNow(), segment?.Rate ?? 1, segment is null or { IsRealTimeOfDay: true });
        }
    }

    /// <inheritdoc/>
    public override long GetTimestamp() => Volatile.Read(ref _segment) is { } segment ? segment.TimestampAt(_real.GetTimestamp()) : _real.GetTimestamp();

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() =>
        Volatile.Read(ref _segment) is { IsRealTimeOfDay: false } segment ? segment.UtcAt(_real.GetTimestamp(), TimestampFrequency) : _real.GetUtcNow();

    /// <summary>Stops the clock.</summary>
    public void Freeze() => Begin(static segment => segment with { Rate = 0 });

    /// <summary>Lets the clock run as the real one does, from the time that it shows.</summary>
    public void Resume() => Begin(static segment => segment with { Rate = 1 });

    /// <summary>Lets the clock run at a rate.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The rate is not between <see cref="MinRate"/> and <see cref="MaxRate"/>.</exception>
    public void Run(double rate)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(rate, MinRate);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(rate, MaxRate);
        Begin(segment => segment with { Rate = rate });
    }

    /// <summary>Shows the real time of day again, at the real rate. What has been advanced stays advanced for timers and idle times.</summary>
    public void ShowRealTime() => Begin(static segment => segment with { Rate = 1, IsRealTimeOfDay = true });

    /// <summary>Moves the clock forward, and calls the timers that become due.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The time is negative, or longer than <see cref="MaxAdvance"/>.</exception>
    public void Advance(TimeSpan duration)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(duration, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(duration, MaxAdvance);
        var rest = ToTimestamp(duration);
        lock (_calling)
        {
            while (Step(ref rest) is { } due)
                due.Call();
        }

        Sleep();
        Moved.CallAll();
    }

    /// <summary>Sets the time of day. To a later time is the same as <see cref="Advance"/>; to an earlier one nothing else changes.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is later than now by more than <see cref="MaxAdvance"/>.</exception>
    public void Set(DateTimeOffset time)
    {
        var ahead = time - GetUtcNow();
        if (ahead > TimeSpan.Zero)
            Advance(ahead);
        if (ahead <= TimeSpan.Zero || State.Rate == 0)
            Begin(segment => segment with { Utc = time.ToUniversalTime() });
    }

    /// <summary>How it runs, for <see cref="Return"/>; null while it is the real clock.</summary>
    public ClockSegment? Save() => Volatile.Read(ref _segment);

    /// <summary>Runs as it did before, and shows the time that it would show now if it had gone on so. What has become due meanwhile has been done.</summary>
    public void Return(ClockSegment? saved) => Begin(segment => saved is null or { IsRealTimeOfDay: true }
        ? segment with { Rate = saved?.Rate ?? 1, IsRealTimeOfDay = true }
        : segment with { Rate = saved.Rate, Utc = saved.UtcAt(segment.Real, TimestampFrequency) });

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ArgumentNullException.ThrowIfNull(callback);
        var timer = new LabTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Runs as another replica's clock does, and calls the timers that are due then.</summary>
    internal void Take(ClockSegment segment)
    {
        lock (_lock)
            Volatile.Write(ref _segment, segment);
        CallDue();
    }

    /// <summary>Calls no timer any more.</summary>
    public void Dispose() => _wake.Dispose();

    /// <summary>Sets or unsets a timer.</summary>
    internal void Schedule(LabTimer timer, TimeSpan dueTime)
    {
        bool isFirst;
        lock (_lock)
        {
            _timers.Remove(timer);
            if (dueTime == Timeout.InfiniteTimeSpan)
                return;
            timer.Order = GetTimestamp() + ToTimestamp(dueTime);
            timer.Sequence = ++_sequence;
            _timers.Add(timer);
            isFirst = ReferenceEquals(_timers.First, timer);
        }

        if (isFirst)
            Sleep();
    }

    /// <summary>
    /// Takes the next timer that is due by the end of an advance, and moves the clock to its time; without one moves the clock to the end of the advance.
    /// </summary>
    private LabTimer? Step(ref long rest)
    {
        lock (_lock)
        {
            var now = GetTimestamp();
            var first = _timers.First;
            if (first is null || first.Order - now > rest)
            {
                Jump(rest);
                rest = 0;
                return null;
            }

            if (first.Order > now)
            {
                Jump(first.Order - now);
                rest -= first.Order - now;
            }

            Take(first);
            return first;
        }
    }

    private void Jump(long ahead)
    {
        if (ahead > 0)
            SetSegment(segment => segment with { Timestamp = segment.Timestamp + ahead, Utc = segment.Utc + TimeSpan.FromTicks(ToTicks(ahead)), IsRealTimeOfDay = false });
    }

    /// <summary>Takes a timer out, and in again where it is periodic.</summary>
    private void Take(LabTimer timer)
    {
        _timers.Remove(timer);
        if (timer.Period <= TimeSpan.Zero)
            return;
        timer.Order += ToTimestamp(timer.Period);
        timer.Sequence = ++_sequence;
        _timers.Add(timer);
    }

    private void Begin(Func<ClockSegment, ClockSegment> change)
    {
        lock (_lock)
            SetSegment(change);
        Sleep();
        Moved.CallAll();
    }

    /// <summary>Replaces the segment by what is made of it as of now. The lock is held.</summary>
    private void SetSegment(Func<ClockSegment, ClockSegment> change)
    {
        var real = _real.GetTimestamp();
        var now = _segment is { } segment
            ? segment with { Real = real, Timestamp = segment.TimestampAt(real), Utc = segment.IsRealTimeOfDay ? _real.GetUtcNow() : segment.UtcAt(real, TimestampFrequency), IsRealTimeOfDay = false }
            : new ClockSegment(real, real, _real.GetUtcNow(), 1);
        Volatile.Write(ref _segment, change(now));
    }

    /// <summary>Calls the timers that are due on the running clock.</summary>
    private void CallDue()
    {
        lock (_calling)
        {
            while (TakeDue() is { } due)
                due.Call();
        }

        Sleep();
    }

    private LabTimer? TakeDue()
    {
        lock (_lock)
        {
            if (_timers.First is not { } first || first.Order > GetTimestamp())
                return null;
            Take(first);
            return first;
        }
    }

    /// <summary>Has the real clock wake this one when its next timer is due.</summary>
    private void Sleep()
    {
        lock (_lock)
        {
            var rate = _segment?.Rate ?? 1;
            if (_timers.First is not { } first || rate == 0)
            {
                _wake.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
                return;
            }

            // Rounded up: a wake-up that is too early finds nothing due.
            var rest = Math.Max(0, Math.Ceiling((first.Order - GetTimestamp()) / rate / TimestampFrequency * 1000));
            _wake.Change(rest < LongestSleep.TotalMilliseconds ? TimeSpan.FromMilliseconds(rest) : LongestSleep, Timeout.InfiniteTimeSpan);
        }
    }

    private long ToTimestamp(TimeSpan duration) => (long)Math.Ceiling(duration.Ticks * ((decimal)TimestampFrequency / TimeSpan.TicksPerSecond));

    private long ToTicks(long timestamps) => (long)(timestamps * ((decimal)TimeSpan.TicksPerSecond / TimestampFrequency));
}
