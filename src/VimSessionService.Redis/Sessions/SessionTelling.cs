using StackExchange.Redis;
using VimSessionService.Core.Sessions;
using VimSessionService.Redis.Engine;
using VimSessionService.Redis.Events;
using VimSessionService.Redis.Records;
using VimSessionService.Redis.Replicas;

namespace VimSessionService.Redis.Sessions;

/// <summary>Tells the observers of this replica what becomes of sessions, whichever replica did it.</summary>
internal sealed class SessionTelling(EngineConnection engine, EngineKeys keys, Replica replica, LocalSessions local, SessionNotifications notifications, RedisEventLog? events) : IChangeTeller
{
    private const int MostInOneQuestion = 500;

    private readonly AsyncLocal<bool> _isTelling = new();
    private volatile SessionTelling? _apart;
    private long _heard;

    /// <summary>Whether the caller is an observer that is just being told something.</summary>
    public bool IsTelling => _isTelling.Value;

    /// <summary>The sessions by their users, as far as this replica has heard.</summary>
    public UserIndex Users { get; } = new();

    /// <summary>Up to which change of another replica this one has heard.</summary>
    public long Heard => Volatile.Read(ref _heard);

    /// <summary>This replica has added a session, or given it other data.</summary>
    /// <param name="session">The session.</param>
    /// <param name="number">The number of the change.</param>
    /// <param name="login">That of the login.</param>
    public async ValueTask ChangedAsync(Session session, long number, long login)
    {
        events?.Hint();
        local.Begin(session.Key, number);
        NoteUser(session, number, login);
        if (replica.Feed.TryTell(number))
            await ToldAsync(() => notifications.ChangedAsync(session));
    }

    /// <summary>This replica has ended a session. When it returns, the end is told on all replicas that live.</summary>
    public async Task EndedAsync(EndedSession ended)
    {
        events?.Hint();
        Users.Remove(ended.Session.Key, ended.Number);
        if (replica.Feed.TryTell(ended.Number))
            await EndedAsync(ended.Session, ended.Reason, ended.Number, endedHere: true);
        if (ended.Others.Length > 0)
            await replica.Feed.WaitForOthersAsync(ended.Number, ended.Others);
    }

    /// <inheritdoc/>
    public ChangeKind Kind => ChangeKind.Session;

    /// <summary>Names who tells of the sessions that are kept apart.</summary>
    public void TellApartBy(SessionTelling apart) => _apart = apart;

    /// <inheritdoc/>
    public ValueTask TellAsync(Change change, bool isOwn)
    {
        if (change.IsApart && !keys.IsApart)
            return _apart?.TellAsync(change, isOwn) ?? default;
        var document = new SessionDocument(change.Document);
        var session = document.ToSession(SessionName.KeyOf(change.Key), change.State);
        if (change.EndReason is { } reason)
        {
            Users.Remove(session.Key, change.Number);
            Hear(change.Number);
            return EndedAsync(session, (SessionEnd)reason, change.Number, endedHere: isOwn);
        }

        local.Begin(session.Key, change.Number);
        NoteUser(session, change.Number, document.Number);
        Hear(change.Number);
        return ToldAsync(() => notifications.ChangedAsync(session));
    }

    /// <inheritdoc/>
    public async ValueTask CatchUpAsync()
    {
        if (_apart is not null)
            await _apart.CatchUpAsync();
        Users.Forget();
        Volatile.Write(ref _heard, 0);
        foreach (var some in local.All.Chunk(MostInOneQuestion))
        {
            var live = await HeldAsync(some.Select(static entry => SessionName.Of(entry.Key, DocumentForm.Newest)));
            var named = await HeldAsync(some.Select(static entry => entry.Key)); // those of the first form
            for (var i = 0; i < some.Length; i++)
            {
                if (!live[i].IsNull || !named[i].IsNull)
                    continue;
                if (some[i].Value.Last is { } last)
                    await EndedAsync(last, SessionEnd.LostInRestart, number: 0, endedHere: false);
                else
                    local.TryEnd(some[i].Key, number: 0); // nobody has anything of it here: it was added, and had no call
            }
        }
    }

    private Task<RedisValue[]> HeldAsync(IEnumerable<string> names) => engine.AskAsync(database => database.HashGetAsync(keys.Sessions[2], [.. names.Select(static name => (RedisValue)name)]));

    private ValueTask EndedAsync(Session session, SessionEnd reason, long number, bool endedHere) =>
        local.TryEnd(session.Key, number) ? ToldAsync(() => notifications.EndedAsync(session, reason, endedHere)) : default;

    /// <summary>A change that is heard after a later end is passed over.</summary>
    private void NoteUser(Session session, long number, long login)
    {
        if (Users.IsFollowing && !local.HasEndedAfter(session.Key, number))
            Users.Set(() => new IndexedSession(session.Key, session.Data.User.UserName, login), number);
    }

    /// <summary>Changes of others are heard in their order; one of this replica that nobody told is heard late.</summary>
    private void Hear(long number)
    {
        if (number > Heard)
            Volatile.Write(ref _heard, number);
    }

    private async ValueTask ToldAsync(Func<ValueTask> tell)
    {
        _isTelling.Value = true; // seen by the observers, and by nobody after this method
        await tell();
    }
}
