using VimSessionService.Core.Calls;

namespace VimSessionService.ManagedObjects.Properties.Updates;

/// <summary>Why a wait ends without updates.</summary>
internal enum WaitEnd
{
    None,
    TimedOut,
    Cancelled,
    Stopping,
    SessionEnded,
}

/// <summary>
/// One call that waits. It holds no thread: one timer, where the wait is bounded, and a task that changes and ends complete. The
/// weightiest end wins, so that the end of a session is not mistaken for a time-out of the same moment.
/// </summary>
internal sealed class UpdateWaiter : IDisposable
{
    private readonly CancellationTokenRegistration _aborted;
    private readonly CancellationTokenRegistration _stopping;
    private readonly ITimer? _timer;
    private TaskCompletionSource _signal = NewSignal();
    private int _end;

    /// <summary>Begins to wait.</summary>
    /// <param name="call">The call, which its client may abandon.</param>
    /// <param name="time">The clock.</param>
    /// <param name="limit">How long to wait at most; infinite for as long as it takes.</param>
    /// <param name="stopping">Cancelled when the service stops.</param>
    public UpdateWaiter(CallContext call, TimeProvider time, TimeSpan limit, CancellationToken stopping)
    {
        Began = call.EnteredSession?.ObjectsVersion ?? 0;
        _aborted = call.Cancelled.UnsafeRegister(static waiter => ((UpdateWaiter)waiter!).Stop(WaitEnd.Cancelled), this);
        _stopping = stopping.UnsafeRegister(static waiter => ((UpdateWaiter)waiter!).Stop(WaitEnd.Stopping), this);
        if (limit != Timeout.InfiniteTimeSpan)
            _timer = time.CreateTimer(static waiter => ((UpdateWaiter)waiter!).Stop(WaitEnd.TimedOut), this, limit, Timeout.InfiniteTimeSpan);
    }

    /// <summary>The version of what the session had made when the call came: what was cancelled before did not mean this wait.</summary>
    public long Began { get; }

    /// <summary>Why the wait is over; <see cref="WaitEnd.None"/> while it is not.</summary>
    public WaitEnd End => (WaitEnd)Volatile.Read(ref _end);

    /// <summary>Completes at the next change or at the end; taken before looking for changes, so that none is missed.</summary>
    public Task Arm()
    {
        if (Volatile.Read(ref _signal) is { Task.IsCompleted: true } used)
            Interlocked.CompareExchange(ref _signal, NewSignal(), used);
        return Volatile.Read(ref _signal).Task;
    }

    /// <summary>Something has changed.</summary>
    public void Wake() => Volatile.Read(ref _signal).TrySetResult();

    /// <summary>The wait is over.</summary>
    public void Stop(WaitEnd end)
    {
        int seen;
        do
        {
            seen = Volatile.Read(ref _end);
        }
        while (seen < (int)end && Interlocked.CompareExchange(ref _end, (int)end, seen) != seen);
        Wake();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _timer?.Dispose();
        _aborted.Dispose();
        _stopping.Dispose();
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
