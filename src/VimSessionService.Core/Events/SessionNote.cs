using VimSessionService.Core.Sessions;
using VimSessionService.Vim25;

namespace VimSessionService.Core.Events;

/// <summary>
/// What the log stores for the start or end of a session instead of the event, which is created when it is read. Every login adds one and
/// nearly all are removed unread. As values they cause no work for the garbage collector.
/// </summary>
public readonly record struct SessionNote
{
    private readonly SessionData _data;
    private readonly Guid _key;
    private readonly DateTime _loginTime;
    private readonly long _callCount;
    private readonly bool _isEnd;
    private readonly bool _isUpperCase;

    private SessionNote(string key, SessionData data)
    {
        _key = SessionKey.Parse(key);
        _isUpperCase = key.Any(char.IsAsciiLetterUpper);
        _data = data;
    }

    private SessionNote(Session session)
        : this(session.Key, session.Data) => (_loginTime, _callCount, _isEnd) = (session.LoginTime, session.CallCount, true);

    /// <summary>A session begins, of that key and data.</summary>
    public static SessionNote OfBegin(string key, SessionData data) => new(key, data);

    /// <summary>A session has ended, whose data are from now on what they are.</summary>
    public static SessionNote OfEnd(Session session) => new(session);

    /// <summary>About what it takes up, in bytes, with the data that it holds.</summary>
    internal int Bytes => 256 + (2 * (_data.User.UserName.Length + _data.IpAddress.Length + _data.UserAgent.Length));

    /// <summary>The event, the same each time.</summary>
    public Event ToEvent(EventStamp stamp) => _isEnd
        ? new UserLogoutSessionEvent
        {
            Key = stamp.Key,
            ChainId = stamp.Key,
            CreatedTime = stamp.CreatedTime,
            UserName = _data.User.UserName,
            IpAddress = _data.IpAddress,
            UserAgent = _data.UserAgent,
            CallCount = _callCount,
            SessionId = SessionKey.Format(_key, _isUpperCase),
            LoginTime = _loginTime,
        }
        : new UserLoginSessionEvent
        {
            Key = stamp.Key,
            ChainId = stamp.Key,
            CreatedTime = stamp.CreatedTime,
            UserName = _data.User.UserName,
            IpAddress = _data.IpAddress,
            UserAgent = _data.UserAgent,
            Locale = _data.Locale,
            SessionId = SessionKey.Format(_key, _isUpperCase),
        };
}
