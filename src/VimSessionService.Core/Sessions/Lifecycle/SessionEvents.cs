using VimSessionService.Core.Directory.Users;
using VimSessionService.Core.Events;
using VimSessionService.Core.Tables;
using VimSessionService.Vim25;

namespace VimSessionService.Core.Sessions.Lifecycle;

/// <summary>Posts what becomes of sessions, and of those who ask for one.</summary>
internal sealed class SessionEvents(IEventLog log)
{
    /// <summary>The server has come up.</summary>
    public void Started() => log.Post(static stamp => new ServerStartedSessionEvent
    {
        Key = stamp.Key,
        ChainId = stamp.Key,
        CreatedTime = stamp.CreatedTime,
        UserName = "",
    });

    /// <summary>A session has begun, of that key and data.</summary>
    public void LoggedIn(string key, SessionData data) => log.Post(SessionNote.OfBegin(key, data));

    /// <summary>A session has ended.</summary>
    public void LoggedOut(Session session) => log.Post(SessionNote.OfEnd(session));

    /// <summary>Somebody gave a wrong name or password. As with every event of a refusal, the refusal is answered only when the log has it.</summary>
    /// <exception cref="ServiceBusyException">The log could not take it yet.</exception>
    public ValueTask BadCredentialsAsync(string userName, string address, CancellationToken cancellationToken) => log.PostAsync(
        stamp => new BadUsernameSessionEvent
        {
            Key = stamp.Key,
            ChainId = stamp.Key,
            CreatedTime = stamp.CreatedTime,
            UserName = userName.Truncate(Truncation.UserName),
            IpAddress = address,
        },
        cancellationToken);

    /// <summary>A user whose identity is established has no access.</summary>
    /// <exception cref="ServiceBusyException">The log could not take it yet.</exception>
    public ValueTask NoAccessAsync(UserIdentity user, string address, CancellationToken cancellationToken) => log.PostAsync(
        stamp => new NoAccessUserEvent
        {
            Key = stamp.Key,
            ChainId = stamp.Key,
            CreatedTime = stamp.CreatedTime,
            UserName = user.UserName,
            IpAddress = address,
        },
        cancellationToken);

    /// <summary>Somebody who is logged in asked for a second session.</summary>
    /// <exception cref="ServiceBusyException">The log could not take it yet.</exception>
    public ValueTask AlreadyAuthenticatedAsync(string userName, CancellationToken cancellationToken) => log.PostAsync(
        stamp => new AlreadyAuthenticatedSessionEvent
        {
            Key = stamp.Key,
            ChainId = stamp.Key,
            CreatedTime = stamp.CreatedTime,
            UserName = userName,
        },
        cancellationToken);

    /// <summary>Posts an event that was made.</summary>
    public void Post(Func<EventStamp, Event> make) => log.Post(make);

    /// <summary>A user ended another's session.</summary>
    public static Func<EventStamp, Event> Terminated(Session by, Session ended) => stamp => new SessionTerminatedEvent
    {
        Key = stamp.Key,
        ChainId = stamp.Key,
        CreatedTime = stamp.CreatedTime,
        UserName = by.Data.User.UserName,
        SessionId = ended.Key,
        TerminatedUsername = ended.Data.User.UserName,
    };

    /// <summary>The system global message is another.</summary>
    public void MessageChanged(FollowUps then, string userName, string message, string previous) => then.Post(log, stamp => new GlobalMessageChangedEvent
    {
        Key = stamp.Key,
        ChainId = stamp.Key,
        CreatedTime = stamp.CreatedTime,
        UserName = userName,
        Message = message.Truncate(Truncation.EventText),
        PrevMessage = previous.Truncate(Truncation.EventText),
    });
}
