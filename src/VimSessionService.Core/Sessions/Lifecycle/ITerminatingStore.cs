using VimSessionService.Core.Events;
using VimSessionService.Vim25;

namespace VimSessionService.Core.Sessions.Lifecycle;

/// <summary>A store that posts events (<see cref="ISessionStore.PostsEvents"/>), and that of a termination in one step with it.</summary>
internal interface ITerminatingStore : ISessionStore
{
    /// <summary>Ends a session for another user; false when there is none of the key, or it ended for another reason.</summary>
    /// <param name="key">The session.</param>
    /// <param name="told">Makes the event of the termination, which is posted after that of the end.</param>
    /// <param name="cancellationToken">Cancelled when the client has gone or the service stops.</param>
    ValueTask<bool> TerminateAsync(string key, Func<EventStamp, Event> told, CancellationToken cancellationToken);
}
