using VimSessionService.Core.Sessions;
using VimSessionService.Vim25;

namespace VimSessionService.Core.Events;

/// <summary>
/// What the log keeps of a session's beginning or end in place of the event, which is made when somebody reads it. These come with every
/// login and nearly all give way unread; being values, they give the collector nothing to move meanwhile.
/// </summary>
/// <param name="Data">The session's data at that time.</param>
/// <param name="Key">The session's key.</param>
/// <param name="LoginTime">When an ended session began, UTC; the least time for one that begins.</param>
/// <param name="CallCount">How many calls an ended session had.</param>
public readonly record struct SessionNote(SessionData Data, Guid Key, DateTime LoginTime, long CallCount)
{
    /// <summary>A note of a session that begins; false for a key of another form than <see cref="SessionKey"/> makes.</summary>
    public static bool TryOfBegin(string key, SessionData data, out SessionNote note) => TryOf(key, data, DateTime.MinValue, 0, out note);

    /// <summary>A note of a session that has ended; false for a key of another form than <see cref="SessionKey"/> makes.</summary>
    public static bool TryOfEnd(ISession session, out SessionNote note) =>
        TryOf(session.Key, session.Data, session.LoginTime, session.CallCount, out note);

    /// <summary>The event, the same each time.</summary>
    public Event ToEvent(EventStamp stamp) => LoginTime == DateTime.MinValue
        ? Begin(stamp, SessionKey.Format(Key), Data)
        : End(stamp, SessionKey.Format(Key), Data, LoginTime, CallCount);

    /// <summary>The event of a session that begins.</summary>
    public static UserLoginSessionEvent Begin(EventStamp stamp, string key, SessionData data) => new()
    {
        Key = stamp.Key,
        ChainId = stamp.Key,
        CreatedTime = stamp.CreatedTime,
        UserName = data.User.UserName,
        IpAddress = data.IpAddress,
        UserAgent = data.UserAgent,
        Locale = data.Locale,
        SessionId = key,
    };

    /// <summary>The event of a session that has ended.</summary>
    public static UserLogoutSessionEvent End(EventStamp stamp, string key, SessionData data, DateTime loginTime, long callCount) => new()
    {
        Key = stamp.Key,
        ChainId = stamp.Key,
        CreatedTime = stamp.CreatedTime,
        UserName = data.User.UserName,
        IpAddress = data.IpAddress,
        UserAgent = data.UserAgent,
        CallCount = callCount,
        SessionId = key,
        LoginTime = loginTime,
    };

    private static bool TryOf(string key, SessionData data, DateTime loginTime, long callCount, out SessionNote note)
    {
        var isUsual = SessionKey.TryParse(key, out var bits);
        note = new SessionNote(data, bits, loginTime, callCount);
        return isUsual;
    }
}
