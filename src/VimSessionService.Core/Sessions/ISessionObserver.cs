namespace VimSessionService.Core.Sessions;

/// <summary>
/// Is notified of sessions that begin, change and end; see <see cref="SessionNotifications"/>.
/// <para>Threads: called by many threads at once. Notifications of one session may overlap: a change that is notified after the end is to be ignored.</para>
/// <para>
/// Time: the call that changed or ended the session waits for the observer, at most <see cref="SessionNotifications.MaxWait"/>; then the observer
/// continues in the background.
/// </para>
/// <para>Cancellation: the token is cancelled when the service has stopped.</para>
/// <para>Exceptions: they are logged, and affect neither the call nor the other observers.</para>
/// </summary>
public interface ISessionObserver
{
    /// <summary>On every replica: a session was added, or its data replaced, wherever that was done.</summary>
    ValueTask ChangedAsync(Session session, CancellationToken cancellationToken);

    /// <summary>On every replica, once for each session: it has ended, and cannot be found any more.</summary>
    /// <param name="session">The session as it was last.</param>
    /// <param name="reason">Why it ended.</param>
    /// <param name="endedHere">Whether this replica ended it, or noticed that it had expired: true on exactly one replica.</param>
    /// <param name="cancellationToken">Cancelled when the service has stopped.</param>
    ValueTask EndedAsync(Session session, SessionEnd reason, bool endedHere, CancellationToken cancellationToken);
}
