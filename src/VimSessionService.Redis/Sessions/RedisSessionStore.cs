using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using StackExchange.Redis;
using VimSessionService.Core;
using VimSessionService.Core.Events;
using VimSessionService.Core.Sessions;
using VimSessionService.Core.Sessions.Lifecycle;
using VimSessionService.Redis.Clock;
using VimSessionService.Redis.Engine;
using VimSessionService.Redis.Events;
using VimSessionService.Redis.Records;
using VimSessionService.Redis.Replicas;
using VimSessionService.Vim25;

namespace VimSessionService.Redis.Sessions;

/// <summary>
/// Keeps the sessions in the engine. Each operation is one script, so it is atomic over all replicas; a call in a session waits for one. The moments that decide are those
/// of the service's clock, never the engine's own expiry. While the engine cannot be asked, every operation fails with <see cref="ServiceBusyException"/>.
/// </summary>
internal sealed partial class RedisSessionStore : ITerminatingStore, IWithdrawingStore, IAsyncDisposable
{
    /// <summary>How often a new key is made when there is a session of the same: keys are random.</summary>
    private const int MostKeys = 3;

    private readonly EngineConnection _engine;
    private readonly EngineKeys _keys;
    private readonly ChangingScripts _scripts;
    private readonly Replica _replica;
    private readonly SharedTimeline _timeline;
    private readonly SessionLimits _settings;
    private readonly LocalSessions _local = new();
    private readonly SessionTelling _telling;
    private readonly SessionExpiry _expiry;
    private readonly CallMarks _marks;
    private readonly RedisEventLog? _events;
    private readonly Func<string> _newKey;

    /// <summary>Makes the store of a replica.</summary>
    /// <param name="engine">The engine.</param>
    /// <param name="keys">The keys of the instance.</param>
    /// <param name="replica">This process.</param>
    /// <param name="timeline">The moments that the replicas share, on the service's clock.</param>
    /// <param name="time">The service's clock.</param>
    /// <param name="real">Measures what takes real time.</param>
    /// <param name="settings">How long and how many sessions live.</param>
    /// <param name="notifications">Is notified of additions, changes and ends.</param>
    /// <param name="events">The log that the begins and ends of sessions are added to, at once with these; null for a log that is elsewhere.</param>
    /// <param name="withdrawsTickets">Whether the tickets of sessions are in the same engine, where they end with their sessions.</param>
    /// <param name="newKey">Makes the key of a session; null for that of servers since 5.0.</param>
    /// <param name="doors">The sessions that the doors share, for a store of those that are kept apart; null for the former.</param>
    /// <param name="logger">Where failures are logged; null for nowhere.</param>
    public RedisSessionStore(
        EngineConnection engine,
        EngineKeys keys,
        Replica replica,
        SharedTimeline timeline,
        TimeProvider time,
        TimeProvider real,
        SessionLimits settings,
        SessionNotifications notifications,
        RedisEventLog? events = null,
        bool withdrawsTickets = false,
        Func<string>? newKey = null,
        ILogger? logger = null,
        RedisSessionStore? doors = null)
    {
        _engine = engine;
        _keys = keys;
        _scripts = ChangingScripts.Of(keys);
        _replica = replica;
        _timeline = timeline;
        _settings = settings;
        _events = events;
        WithdrawsTickets = withdrawsTickets;
        _newKey = newKey ?? (static () => SessionKey.Create());
        _telling = new SessionTelling(engine, keys, replica, _local, notifications, events);
        _expiry = new SessionExpiry(engine, keys, KeysOfEnds, replica, _telling, _local, timeline, time, settings, events, logger ?? NullLogger.Instance);
        _marks = new CallMarks(engine, keys, replica, real, logger ?? NullLogger.Instance);
        if (doors is null)
            replica.Feed.TellBy(_telling);
        else
            doors._telling.TellApartBy(_telling);
        engine.Prepare(doors is null ? SessionScripts.All : _scripts.All);
    }

    /// <inheritdoc/>
    public bool PostsEvents => _events is not null;

    /// <inheritdoc/>
    public bool WithdrawsTickets { get; }

    /// <summary>What the scripts use that end sessions.</summary>
    private RedisKey[] KeysOfEnds => WithdrawsTickets ? _keys.Ends : _keys.Sessions;

    /// <summary>Connects, ends what is over already, and wakes for what will be.</summary>
    /// <exception cref="ServiceBusyException">The engine cannot be reached. It is tried again by itself.</exception>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        try
        {
            await _replica.EnsureAsync(cancellationToken);
        }
        finally
        {
            await _expiry.SweepInBackgroundAsync();
        }
    }

    /// <inheritdoc/>
    public async ValueTask<Session?> AddAsync(SessionData data, IReadOnlyList<SessionToken> tokens, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var hashes = tokens.Select(static token => token.Hash ?? throw new ArgumentException("Not a session token.", nameof(tokens))).ToArray();
        await _replica.EnsureAsync(cancellationToken);
        var hasSwept = false;
        for (var keysMade = 1; ;)
        {
            var key = _newKey();
            var form = _replica.Form;
            var (now, utc) = _timeline.Both;
            var order = _expiry.OrderOf(now);
            var max = _settings.MaxSessions;
            var (events, eventBytes) = _events?.Limits ?? default;
            var name = SessionName.Of(key, form);
            var begun = new BegunSession(SessionDocument.Encode(data, utc, form), utc, data);
            var owner = SessionOwner.Of(data.User.UserName);
            var state = $"0{StateTime.WriteBoth(now, utc, form)} {now} {DocumentStamp.Begin(form)}";
            var answer = await _engine.RunAsync(
                _scripts.Add,
                _keys.Sessions,
                [
                    name, now, utc, owner, data.IsAdministrator ? 1 : 0,
                    max, data.IsAdministrator ? 0 : Math.Min(_settings.ReservedSessions, max / 10), _settings.MaxUserSessions,
                    order, _replica.Id, begun.Record, events, eventBytes, state, form, .. hashes.Select(static hash => (RedisValue)hash.ToArray()),
                ]);
            if (answer.Resp2Type == ResultType.Array)
            {
                var began = new DateTime(utc, DateTimeKind.Utc);
                var session = new Session { Key = key, Data = data, LoginTime = began, LastActiveTime = began, CallCount = 0 };
                _expiry.Expect(order);
                var numbers = (RedisResult[])answer!;
                await _telling.ChangedAsync(session, (long)numbers[0], (long)numbers[1]);
                _local.Add(key, name, begun, (int)numbers[2] == hashes.Length ? hashes : [], SessionDocument.Join(hashes, owner, (long)numbers[1], begun.Record), state);
                return session;
            }

            if ((string)answer! == "taken")
            {
                if (keysMade++ == MostKeys)
                    throw new InvalidOperationException("The keys that are made for sessions are those of live sessions.");
            }
            else if (hasSwept)
            {
                return null;
            }
            else
            {
                await _expiry.SweepAsync();
                hasSwept = true;
            }
        }
    }

    /// <inheritdoc/>
    public async ValueTask<Session?> FindAsync(string key, CancellationToken cancellationToken) =>
        await ReadAsync(key, cancellationToken) is var (document, state, objects) ? document.ToSession(key, state, objects) : null;

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<Session>> ListAsync(CancellationToken cancellationToken) => (await ReadAllAsync(cancellationToken)).ConvertAll(static row => row.Session);

    private async ValueTask<List<(long Number, Session Session)>> ReadAllAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        await _replica.EnsureAsync(cancellationToken);
        await _expiry.SweepAsync();
        var (now, idle, life) = _expiry.Measures;
        var answer = (RedisResult[])(await _engine.RunAsync(SessionScripts.List, _keys.Sessions, now, idle, life).WaitAsync(cancellationToken))!;
        var found = new List<(long Number, Session Session)>(answer.Length / 3);
        for (var i = 0; i + 2 < answer.Length; i += 3)
        {
            var document = new SessionDocument((byte[])answer[i + 2]!);
            found.Add((document.Number, document.ToSession(SessionName.KeyOf((string)answer[i]!), (string)answer[i + 1]!)));
        }

        found.Sort(static (x, y) => x.Number.CompareTo(y.Number));
        return found;
    }

    /// <inheritdoc/>
    public async ValueTask<Session?> UpdateAsync(string key, Func<SessionData, SessionData> change, CancellationToken cancellationToken)
    {
        while (await ReadAsync(key, cancellationToken) is var (document, _, objects))
        {
            var changed = document.With(change(document.Data));
            var answer = await _engine.RunAsync(_scripts.Update, _keys.Sessions, SessionName.Either(key), document.Bytes, changed.Bytes, _replica.Id);
            if (answer.IsNull)
                return null;
            if (answer.Resp2Type != ResultType.Array)
                continue; // Somebody else has changed it meanwhile.
            var parts = (RedisResult[])answer!;
            var session = changed.ToSession(key, (string)parts[1]!, objects);
            await _telling.ChangedAsync(session, (long)parts[0], changed.Number);
            return session;
        }

        return null;
    }

    /// <inheritdoc/>
    public async ValueTask<bool> HasEndedLatelyAsync(SessionToken token, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (token.Hash is not { } hash)
            return false;
        await _replica.EnsureAsync(cancellationToken);
        var until = await _engine.AskAsync(database => database.SortedSetScoreAsync(_keys.EndedTokens, hash.ToArray())).WaitAsync(cancellationToken);
        return until > _timeline.Now;
    }

    /// <inheritdoc/>
    public ValueTask<bool> RemoveAsync(string key, SessionEnd reason, CancellationToken cancellationToken) => RemoveAsync(key, reason, null, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<bool> TerminateAsync(string key, Func<EventStamp, Event> told, CancellationToken cancellationToken) =>
        RemoveAsync(key, SessionEnd.Terminated, _events!.Write(told), cancellationToken);

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        _expiry.Dispose();
        _marks.Dispose();
        return default;
    }

    private static RedisResult[]? PartsOf(RedisResult answer) => answer.IsNull ? null : (RedisResult[])answer!;

    private async ValueTask<bool> RemoveAsync(string key, SessionEnd reason, byte[]? told, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        await _replica.EnsureAsync(cancellationToken);
        var ended = await EndAsync(key, reason, told);
        if (ended is null)
            await _expiry.SettledAsync();
        return ended == reason;
    }

    private async ValueTask<(SessionDocument Document, string State, long Objects)?> ReadAsync(string key, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        await _replica.EnsureAsync(cancellationToken);
        while (true)
        {
            var (now, idle, life) = _expiry.Measures;
            var answer = PartsOf(await _engine.RunAsync(SessionScripts.Find, _keys.Sessions, SessionName.Either(key), now, idle, life).WaitAsync(cancellationToken));
            if (answer is null)
            {
                await _expiry.SettledAsync();
                return null;
            }

            if (answer.Length > 1)
                return (new SessionDocument((byte[])answer[2]!), (string)answer[1]!, (long)answer[3]);
            if (await EndAsync(key, null) is not null)
                return null;
        }
    }

    /// <summary>
    /// Ends a session for a reason, or, without one, only if it is over. Why it has ended, or null when this call did not end it. A session that is over ends by
    /// itself, whatever the reason.
    /// </summary>
    private async Task<SessionEnd?> EndAsync(string key, SessionEnd? reason, byte[]? told = null)
    {
        var (now, idle, life) = _expiry.Measures;
        var (events, eventBytes) = reason == SessionEnd.LostInRestart ? default : _events?.Limits ?? default;
        var answer = await _engine.RunAsync(
            _scripts.End,
            KeysOfEnds,
            SessionName.Either(key),
            reason is { } asked ? (int)asked : RedisValue.EmptyString,
            (int)SessionEnd.Expired,
            now,
            idle,
            life,
            _replica.Id,
            EndedTokenTimes.Half,
            EndedTokenTimes.Lifetime,
            _timeline.Utc,
            events,
            eventBytes,
            told ?? RedisValue.EmptyString);
        if (answer.IsNull)
            return null;
        var ended = EndedSession.Read(answer, _local);
        await _telling.EndedAsync(ended);
        return ended.Reason;
    }
}
