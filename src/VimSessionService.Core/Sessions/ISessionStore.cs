namespace VimSessionService.Core.Sessions;

/// <summary>Why a session ended.</summary>
public enum SessionEnd
{
    /// <summary>Its client logged out.</summary>
    LoggedOut,

    /// <summary>Another session, or the admin API, terminated it.</summary>
    Terminated,

    /// <summary>It was idle for longer than the idle timeout, or reached the end of its absolute life.</summary>
    Expired,

    /// <summary>The service restarts, or does as if. No event is posted: a server that stops has no time for it.</summary>
    LostInRestart,
}

/// <summary>
/// Keeps the sessions. The contract holds for one process and for several replicas that share a store.
/// <para>
/// Atomicity: each operation is atomic across all replicas. An ended session is ended everywhere before the call that ended it returns, and of
/// several callers that end one session exactly one is told that it did. The limits of <see cref="SessionLimits"/> hold exactly, whatever
/// runs at the same time: never more live sessions than <see cref="SessionLimits.MaxSessions"/>, never more of one user without
/// <see cref="SessionData.IsAdministrator"/> than <see cref="SessionLimits.MaxUserSessions"/>, and the last
/// <see cref="SessionLimits.ReservedSessions"/> places only for users who have it. A user's sessions count for the user who logged in, in any
/// case of letters, whoever the session impersonates later.
/// </para>
/// <para>
/// Expiry: a session ends by itself <see cref="SessionLimits.IdleTimeout"/> after its last call began or ended, but not while a call is in
/// flight. It is not found any more from that moment on, whether or not its end has been noticed.
/// </para>
/// <para>
/// Notifications: the store tells <see cref="SessionNotifications"/> of each session that was added, of each change of its data, and of each end,
/// as <see cref="ISessionObserver"/> says; of an end it has told on all replicas before the call that ended the session returns.
/// </para>
/// <para>Secrets: tokens are kept as hashes only, and compared by their hashes.</para>
/// <para>
/// Threads: every method is called by many threads at once, <see cref="EnterAsync"/> and <see cref="LeaveAsync"/> once for each request.
/// The service keeps a session only for the call that it was given to, and asks again after a call has waited.
/// </para>
/// <para>
/// Cancellation: the token is cancelled when the client has gone or the service stops. A cancelled operation may or may not have been carried
/// out; if it was, its notifications are sent.
/// </para>
/// <para>
/// Exceptions: the call fails. A client gets the fault SystemError without the exception's text, the log gets the exception. A
/// <see cref="ServiceBusyException"/> becomes status 503.
/// </para>
/// </summary>
public interface ISessionStore
{
    /// <summary>
    /// Whether the store itself adds the events of the begin and the end of its sessions to the log, so that an event is there exactly if its session began or ended.
    /// Otherwise the service posts them afterwards.
    /// </summary>
    bool PostsEvents => false;

    /// <summary>
    /// Adds a session that the given tokens own; null when there is no place for it. A token that a live session owns stays with that session; the
    /// new one is then owned by its other tokens.
    /// </summary>
    ValueTask<Session?> AddAsync(SessionData data, IReadOnlyList<SessionToken> tokens, CancellationToken cancellationToken);

    /// <summary>
    /// Finds the session that a token owns and marks a call in flight, which keeps the session from expiring until
    /// <see cref="LeaveAsync"/>. The result counts the call. Null if there is no such session, or it has ended. The cost does not depend on the
    /// number of sessions.
    /// </summary>
    ValueTask<Session?> EnterAsync(SessionToken token, CancellationToken cancellationToken);

    /// <summary>
    /// Ends a call that <see cref="EnterAsync"/> began. Cannot be cancelled, since the session would never expire.
    /// </summary>
    /// <returns>False when the session has ended meanwhile.</returns>
    ValueTask<bool> LeaveAsync(string key);

    /// <summary>Finds a live session by its public key.</summary>
    ValueTask<Session?> FindAsync(string key, CancellationToken cancellationToken);

    /// <summary>The live sessions, oldest login first.</summary>
    ValueTask<IReadOnlyList<Session>> ListAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Replaces a session's data by a pure function of it, which may run more than once. This is no activity of the session. Null when it has
    /// ended.
    /// </summary>
    ValueTask<Session?> UpdateAsync(string key, Func<SessionData, SessionData> change, CancellationToken cancellationToken);

    /// <summary>
    /// Whether a token owned a session that ended within the last <see cref="CookieAdoption.Lifetime"/>, as far as that is remembered: sessions that
    /// lasted less than half of it need not be.
    /// </summary>
    ValueTask<bool> HasEndedLatelyAsync(SessionToken token, CancellationToken cancellationToken);

    /// <summary>Ends a session. True for the one caller that did.</summary>
    ValueTask<bool> RemoveAsync(string key, SessionEnd reason, CancellationToken cancellationToken);
}
