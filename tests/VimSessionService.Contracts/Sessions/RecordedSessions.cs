using VimSessionService.Core.Sessions;

namespace VimSessionService.Contracts.Sessions;

/// <summary>Keeps what a session observer is told.</summary>
public sealed class RecordedSessions : ISessionObserver
{
    private readonly Lock _lock = new();
    private readonly List<Session> _changed = [];
    private readonly List<(Session Session, SessionEnd Reason, bool Here)> _ended = [];

    /// <summary>The sessions that were added or changed, in the order in which it was told.</summary>
    public IReadOnlyList<Session> Changed
    {
        get
        {
            lock (_lock)
                return [.. _changed];
        }
    }

    /// <summary>The sessions that ended, in the order in which it was told.</summary>
    public IReadOnlyList<(Session Session, SessionEnd Reason, bool Here)> Ended
    {
        get
        {
            lock (_lock)
                return [.. _ended];
        }
    }

    /// <inheritdoc/>
    public ValueTask ChangedAsync(Session session, CancellationToken cancellationToken)
    {
        lock (_lock)
            _changed.Add(session);
        return default;
    }

    /// <inheritdoc/>
    public ValueTask EndedAsync(Session session, SessionEnd reason, bool endedHere, CancellationToken cancellationToken)
    {
        lock (_lock)
            _ended.Add((session, reason, endedHere));
        return default;
    }
}
