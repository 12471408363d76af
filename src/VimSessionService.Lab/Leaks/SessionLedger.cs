using System.Collections.Concurrent;
using VimSessionService.AdminClient.Leaks;
using VimSessionService.Core.Directory;
using VimSessionService.Core.Sessions;
using VimSessionService.Endpoint.Pipeline;
using VimSessionService.Lab.Clock;
using VimSessionService.Lab.Rules;

namespace VimSessionService.Lab.Leaks;

/// <summary>Knows of the sessions that were never logged out, and of the first call in each.</summary>
/// <param name="accounts">The accounts, by which spellings of a name are one.</param>
/// <param name="time">The clock.</param>
internal sealed class SessionLedger(AccountDirectory accounts, TimeProvider time) : ISessionObserver, ICallObserver
{
    /// <summary>How many expired sessions are remembered.</summary>
    private const int MostExpired = 10_000;

    private const int MostShown = 1_000;

    private readonly ConcurrentDictionary<string, FirstCall> _firstCalls = new(StringComparer.Ordinal);
    private readonly Lock _lock = new();
    private readonly Queue<(Session Session, FirstCall? First, DateTimeOffset Ended)> _expired = new();

    /// <inheritdoc/>
    public void Finished(in CallFinished call)
    {
        if (call.Call?.Context?.EnteredSession is { CallCount: 1 } session && call.Call.SessionChange is not SessionEnded)
            _firstCalls.TryAdd(session.Key, new FirstCall(time.Ago(call.Duration), call.Operation) { OperationId = call.OperationId });
    }

    /// <inheritdoc/>
    public ValueTask ChangedAsync(Session session, CancellationToken cancellationToken) => default;

    /// <inheritdoc/>
    public ValueTask EndedAsync(Session session, SessionEnd reason, bool endedHere, CancellationToken cancellationToken)
    {
        _firstCalls.TryRemove(session.Key, out var first);
        if (reason != SessionEnd.Expired)
            return default;
        lock (_lock)
        {
            _expired.Enqueue((session, first, time.GetUtcNow()));
            if (_expired.Count > MostExpired)
                _expired.Dequeue();
        }

        return default;
    }

    /// <summary>Forgets the sessions that have expired.</summary>
    public void ForgetExpired()
    {
        lock (_lock)
            _expired.Clear();
    }

    /// <summary>The sessions that were never logged out.</summary>
    /// <param name="live">The live sessions.</param>
    /// <param name="query">Which of them.</param>
    public LeakReport Report(IEnumerable<Session> live, LeakQuery query)
    {
        var now = time.GetUtcNow();
        List<LeakedSession> all = [];
        lock (_lock)
            all.AddRange(_expired.Select(static ended => ToLeak(ended.Session, ended.First, isOpen: false, ended.Ended)));
        all.AddRange(live.Select(session => ToLeak(session, _firstCalls.GetValueOrDefault(session.Key), isOpen: true, now)));
        var user = query.User is { } name ? accounts.NameOf(name) : null;
        var found = all.Where(session =>
            (user is null || accounts.NameOf(session.User).Equals(user))
            && (query.UserAgent is null || WildcardText.Matches(session.UserAgent, query.UserAgent))
            && (query.MinAge is null || session.Age >= query.MinAge)
            && (query.Since is null || session.LoginTime >= query.Since)).OrderBy(static session => session.LoginTime).ToList();
        var groups = found.GroupBy(static session => (session.UserAgent, session.User)).Select(static group => new LeakGroup
        {
            UserAgent = group.Key.UserAgent,
            User = group.Key.User,
            Open = group.Count(static session => session.IsOpen),
            Expired = group.Count(static session => !session.IsOpen),
            Calls = group.Sum(static session => session.Calls),
            OldestAge = group.Max(static session => session.Age),
        });
        return new LeakReport
        {
            Open = found.Count(static session => session.IsOpen),
            Expired = found.Count(static session => !session.IsOpen),
            Groups = [.. groups.OrderByDescending(static group => group.Open + group.Expired).Take(MostShown)],
            Sessions = [.. found.Take(MostShown)],
        };
    }

    private static LeakedSession ToLeak(Session session, FirstCall? first, bool isOpen, DateTimeOffset end)
    {
        var begin = new DateTimeOffset(session.LoginTime);
        return new LeakedSession
        {
            Session = session.Key,
            IsOpen = isOpen,
            User = session.Data.User.UserName,
            UserAgent = session.Data.UserAgent,
            ClientAddress = session.Data.IpAddress,
            Door = session.Data.Door,
            LoginTime = begin,
            Age = end > begin ? end - begin : TimeSpan.Zero,
            Calls = session.CallCount,
            FirstCall = first,
        };
    }
}
