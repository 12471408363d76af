using VimSessionService.Core.Events;
using VimSessionService.Core.Sessions.Tickets;

namespace VimSessionService.Core.Sessions.Lifecycle;

/// <summary>Posts the end of each session, unless it is lost in a restart or its store posts it, and revokes its tickets, unless its store has done so.</summary>
/// <param name="events">Where the ends are posted.</param>
/// <param name="tickets">The tickets of sessions.</param>
/// <param name="store">The store of the sessions, which needs the observer itself and is asked for at the first end.</param>
internal sealed class SessionEndObserver(IEventLog events, ITicketIssuer tickets, Func<ISessionStore> store) : ISessionObserver
{
    private readonly SessionEvents _events = new(events);

    /// <inheritdoc/>
    public ValueTask ChangedAsync(Session session, CancellationToken cancellationToken) => default;

    /// <summary>However a session ends, this is done once.</summary>
    public async ValueTask EndedAsync(Session session, SessionEnd reason, bool endedHere, CancellationToken cancellationToken)
    {
        if (!endedHere)
            return;
        try
        {
            if (reason != SessionEnd.LostInRestart && !store().PostsEvents)
                _events.LoggedOut(session);
        }
        finally
        {
            if (store() is not IWithdrawingStore { WithdrawsTickets: true })
                await tickets.RevokeSessionAsync(session.Key, cancellationToken);
        }
    }
}
