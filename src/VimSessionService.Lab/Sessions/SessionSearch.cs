using VimSessionService.AdminClient.Sessions;
using VimSessionService.Core.Directory;
using VimSessionService.Core.Directory.Users;
using VimSessionService.Core.Sessions;

namespace VimSessionService.Lab.Sessions;

/// <summary>A query for sessions: those that match all of it.</summary>
internal sealed class SessionSearch
{
    private readonly DateTimeOffset _now;
    private readonly AccountDirectory _accounts;
    private readonly AccountName? _user;
    private readonly string? _userAgent;
    private readonly string? _door;
    private readonly TimeSpan? _minAge;
    private readonly TimeSpan? _minIdle;

    /// <summary>Makes a search.</summary>
    /// <param name="accounts">The accounts, by which spellings of a name are one.</param>
    /// <param name="time">The clock.</param>
    /// <param name="query">What a session has to match, all of it.</param>
    public SessionSearch(AccountDirectory accounts, TimeProvider time, SessionQuery query)
    {
        _now = time.GetUtcNow();
        _accounts = accounts;
        _user = query.User is { } user ? accounts.NameOf(user) : null;
        (_userAgent, _door, _minAge, _minIdle) = (query.UserAgent, query.Door, query.MinAge, query.MinIdle);
    }

    /// <summary>A session as the API shows it.</summary>
    public static SessionInfo ToInfo(Session session, DateTimeOffset now)
    {
        var data = session.Data;
        return new SessionInfo
        {
            Key = session.Key,
            UserName = data.User.UserName,
            FullName = data.User.FullName,
            Door = data.Door,
            UserAgent = data.UserAgent,
            IpAddress = data.IpAddress,
            LoginTime = new DateTimeOffset(session.LoginTime),
            LastActiveTime = new DateTimeOffset(session.LastActiveTime),
            Idle = Since(session.LastActiveTime, now),
            Age = Since(session.LoginTime, now),
            CallCount = session.CallCount,
            Locale = data.Locale,
            MessageLocale = data.MessageLocale,
            ExtensionSession = data.ExtensionSession,
        };
    }

    /// <summary>Those of some sessions that it finds.</summary>
    public IEnumerable<SessionInfo> Find(IEnumerable<Session> sessions) => sessions.Select(session => ToInfo(session, _now)).Where(session =>
        (_user is null || _accounts.NameOf(session.UserName).Equals(_user))
        && (_userAgent is null || session.UserAgent.Contains(_userAgent, StringComparison.OrdinalIgnoreCase))
        && (_door is null || session.Door.Equals(_door, StringComparison.OrdinalIgnoreCase))
        && (_minAge is null || session.Age >= _minAge)
        && (_minIdle is null || session.Idle >= _minIdle));

    private static TimeSpan Since(DateTime then, DateTimeOffset now) => now.UtcDateTime > then ? now.UtcDateTime - then : TimeSpan.Zero;
}
