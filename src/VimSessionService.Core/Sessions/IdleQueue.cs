using Microsoft.Extensions.Logging;
using VimSessionService.Core.Expiry;

namespace VimSessionService.Core.Sessions;

/// <summary>Expires sessions that no call comes for. One timer looks at each session about once in an idle time. Thread-safe.</summary>
internal sealed class IdleQueue : IDisposable
{
    private static readonly TimeSpan ShortestSleep = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestSleep = TimeSpan.FromDays(1);

    private readonly TimeProvider _time;
    private readonly SessionLimits _limits;
    private readonly Action<InMemorySession> _expired;
    private readonly Lock _lock = new();

    // Ordered by the last activity known when a session was queued. The idle time is the same for all and no part of the order,
    // so a change of it moves nothing.
    private readonly IndexedHeap<InMemorySession> _sessions = new();
    private readonly ITimer _timer;

    /// <summary>Makes an empty queue.</summary>
    /// <param name="time">The clock.</param>
    /// <param name="limits">How long sessions live.</param>
    /// <param name="logger">Where failures of the timer are logged.</param>
    /// <param name="expired">Gets each session that has expired here.</param>
    public IdleQueue(TimeProvider time, SessionLimits limits, ILogger logger, Action<InMemorySession> expired)
    {
        _time = time;
        _limits = limits;
        _expired = expired;
        _timer = BackgroundWork.CreateTimer(time, logger, "the expiry of sessions", ExpireDue);
    }

    /// <summary>Queues a session by its last activity.</summary>
    public void Add(InMemorySession session)
    {
        session.Order = session.IdleSince(_limits);
        lock (_lock)
        {
            if (session.HasEnded)
                return; // Whoever ended it has taken it out of the queue already.
            _sessions.Add(session);
            if (ReferenceEquals(_sessions.First, session))
                SetTimer(session);
        }
    }

    /// <summary>Takes a session out.</summary>
    public void Remove(InMemorySession session)
    {
        lock (_lock)
            _sessions.Remove(session);
    }

    /// <summary>Queues a session again, whose last activity or whose limits have changed.</summary>
    public void Requeue(InMemorySession session)
    {
        Remove(session);
        Add(session);
    }

    /// <summary>Ends what is idle too long, queues again what was active meanwhile, and sleeps until the next is due.</summary>
    public void ExpireDue()
    {
        while (TakeDue() is { } session)
        {
            if (session.TryExpire(_limits))
                _expired(session);
            else
                Add(session);
        }
    }

    /// <summary>Stops the timer.</summary>
    public void Dispose() => _timer.Dispose();

    private InMemorySession? TakeDue()
    {
        lock (_lock)
        {
            if (_sessions.First is not { } first)
                return null;
            if (_time.GetElapsedTime(first.Order) < _limits.IdleTimeout)
            {
                SetTimer(first);
                return null;
            }

            _sessions.Remove(first);
            return first;
        }
    }

    private void SetTimer(InMemorySession first)
    {
        var rest = _limits.IdleTimeout - _time.GetElapsedTime(first.Order);
        if (rest < ShortestSleep)
            rest = ShortestSleep; // Many that fall due close together are one awakening; calls notice the exact moment themselves.
        _timer.Change(rest < LongestSleep ? rest : LongestSleep, Timeout.InfiniteTimeSpan);
    }
}
