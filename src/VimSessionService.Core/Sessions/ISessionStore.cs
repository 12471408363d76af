namespace VimSessionService.Core.Sessions;

/// <summary>Why a session ended.</summary>
public enum SessionEnd
{
    LoggedOut,
    Terminated,
    Expired,
    Replaced,
}

/// <summary>
/// Keeps the sessions. The contract holds for one process and for several replicas that share a store: each operation is
/// atomic across all of them, an ended session is ended everywhere before the call that ended it returns, and of several
/// callers that end one session exactly one is told that it did. Tokens are kept as hashes only.
/// </summary>
public interface ISessionStore
{
    /// <summary>
    /// Raised once for each ended session, on the replica that ended it (for an idle one, on the replica that noticed), after
    /// it has become unreachable. Handlers do not block and do not throw.
    /// </summary>
    event Action<ISession, SessionEnd>? Ended;

    /// <summary>
    /// Raised on every replica after a session was added or its data replaced, wherever that was done. Handlers do not block and
    /// do not throw.
    /// </summary>
    event Action<ISession>? Changed;

    /// <summary>Adds a session that the given tokens own; null when there is no place for it: the cap is reached, or its user's share of it.</summary>
    ValueTask<ISession?> AddAsync(SessionData data, IReadOnlyList<SessionToken> tokens, CancellationToken cancellationToken);

    /// <summary>
    /// Finds the session that a token owns and marks a call in flight, which keeps the session from expiring until
    /// <see cref="LeaveAsync"/>. Null if there is no such session, or it has ended. The cost does not depend on the number of sessions.
    /// </summary>
    ValueTask<ISession?> EnterAsync(SessionToken token, CancellationToken cancellationToken);

    /// <summary>Ends a call that <see cref="EnterAsync"/> began. Safe on a session that has ended meanwhile.</summary>
    ValueTask LeaveAsync(ISession session);

    /// <summary>Finds a live session by its public key.</summary>
    ValueTask<ISession?> FindAsync(string key, CancellationToken cancellationToken);

    /// <summary>The live sessions, oldest login first.</summary>
    ValueTask<IReadOnlyList<ISession>> ListAsync(CancellationToken cancellationToken);

    /// <summary>Replaces a session's data by a pure function of it, which may run more than once; false when it has ended.</summary>
    ValueTask<bool> UpdateAsync(string key, Func<SessionData, SessionData> change, CancellationToken cancellationToken);

    /// <summary>Whether a token owned a session that ended within the last <see cref="CookieAdoption.Lifetime"/>, as far as that is remembered.</summary>
    ValueTask<bool> HasEndedLatelyAsync(SessionToken token, CancellationToken cancellationToken);

    /// <summary>Ends a session. True for the one caller that did.</summary>
    ValueTask<bool> RemoveAsync(string key, SessionEnd reason, CancellationToken cancellationToken);
}
