using VimSessionService.Core.Expiry;

namespace VimSessionService.Lab.Clock;

/// <summary>A timer of a <see cref="LabClock"/>.</summary>
internal sealed class LabTimer(LabClock clock, TimerCallback callback, object? state) : HeapNode, ITimer
{
    private readonly ExecutionContext? _context = ExecutionContext.Capture();
    private bool _isDisposed;

    /// <summary>How often it comes again; not above zero for once.</summary>
    public TimeSpan Period { get; private set; }

    /// <inheritdoc/>
    public bool Change(TimeSpan dueTime, TimeSpan period)
    {
        Check(dueTime, nameof(dueTime));
        Check(period, nameof(period));
        if (Volatile.Read(ref _isDisposed))
            return false;
        Period = period;
        clock.Schedule(this, dueTime);
        return true;
    }

    /// <summary>Does what it is for.</summary>
    public void Call()
    {
        if (Volatile.Read(ref _isDisposed))
            return;
        if (_context is null)
            callback(state);
        else
            ExecutionContext.Run(_context, static timer => ((LabTimer)timer!).Invoke(), this);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Volatile.Write(ref _isDisposed, true);
        clock.Schedule(this, Timeout.InfiniteTimeSpan);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        Dispose();
        return default;
    }

    private void Invoke() => callback(state);

    private static void Check(TimeSpan time, string name)
    {
        if (time != Timeout.InfiniteTimeSpan)
            ArgumentOutOfRangeException.ThrowIfLessThan(time, TimeSpan.Zero, name);
    }
}
