using VimSessionService.Core.Events;
using VimSessionService.Core.Sessions.Tickets;

namespace VimSessionService.Core.Sessions.Lifecycle;

/// <summary>Posts the end of each session, unless it is lost in a restart, and revokes its tickets.</summary>
internal sealed class SessionEndObserver(IEventLog events, ITicketIssuer tickets) : ISessionObserver
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
            if (reason != SessionEnd.LostInRestart)
                _events.LoggedOut(session);
        }
        finally
        {
            await tickets.RevokeSessionAsync(session.Key, cancellationToken);
        }
    }
}
