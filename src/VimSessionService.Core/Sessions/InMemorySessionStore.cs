using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using VimSessionService.Core.Directory.Users;

namespace VimSessionService.Core.Sessions;

/// <summary>
/// Keeps the sessions of one process. A call costs a look-up and two writes; expiry is noticed by the call that comes too
/// late, or by the <see cref="IdleQueue"/>.
/// </summary>
internal sealed class InMemorySessionStore : IUserSessions, ISessionStateStore, IDisposable
{
    private readonly TimeProvider _time;
    private readonly SessionLimits _limits;
    private readonly ConcurrentDictionary<SecretHash, InMemorySession> _byToken = new();
    private readonly ConcurrentDictionary<string, InMemorySession> _byKey = new(StringComparer.Ordinal);
    private readonly IdleQueue _queue;
    private readonly SessionLimiter _places;
    private readonly EndedTokens _ended;
    private readonly UserIndex _users = new();
    private readonly Func<string> _newKey;
    private readonly SessionNotifications _notifications;
    private long _lastNumber;
    private bool _isOrderedByLife;

    /// <summary>Makes an empty store.</summary>
    /// <param name="time">The clock.</param>
    /// <param name="limits">How long and how many sessions live.</param>
    /// <param name="notifications">Is notified of additions, changes and ends; null for nobody.</param>
    /// <param name="newKey">Makes the key of a session; null for that of servers since 5.0.</param>
    /// <param name="logger">Where failures of the timer are logged; null for nowhere.</param>
    public InMemorySessionStore(
        TimeProvider time, SessionLimits limits, SessionNotifications? notifications = null, Func<string>? newKey = null, ILogger? logger = null)
    {
        _time = time;
        _limits = limits;
        _places = new SessionLimiter(limits);
        _ended = new EndedTokens(time);
        _newKey = newKey ?? (static () => SessionKey.Create());
        _notifications = notifications ?? new SessionNotifications();
        _queue = new IdleQueue(time, limits, logger ?? NullLogger.Instance, session => _ = FinishAsync(session, SessionEnd.Expired));
        limits.Changed += OnLimitsChanged;
    }

    /// <summary>How many sessions live.</summary>
    public int Count => _places.Count;

    /// <inheritdoc/>
    public async ValueTask<Session?> AddAsync(SessionData data, IReadOnlyList<SessionToken> tokens, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var hashes = new SecretHash[tokens.Count];
        for (var i = 0; i < hashes.Length; i++)
        {
            hashes[i] = tokens[i].Hash ?? throw new ArgumentException("Not a session token.", nameof(tokens));
        }

        if (!_places.TryTake(data))
        {
            _queue.ExpireDue();
            if (!_places.TryTake(data))
                return null;
        }

        var session = new InMemorySession(_newKey(), _time, data, hashes, Interlocked.Increment(ref _lastNumber));
        _byKey[session.Key] = session;
        foreach (var hash in hashes)
            _byToken.TryAdd(hash, session);
        NoteUser(session);
        _queue.Add(session);
        if (session.HasEnded)
            Unlink(session); // Somebody ended it by its key before it was linked completely.
        var added = session.Snapshot();
        await _notifications.ChangedAsync(added);
        return added;
    }

    /// <inheritdoc/>
    public ValueTask<Session?> EnterAsync(SessionToken token, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (token.Hash is not { } hash || !_byToken.TryGetValue(hash, out var session))
            return default;
        if (session.TryEnter(_limits, out var expired))
            return new(session.Snapshot());
        return expired ? NothingAfter(FinishAsync(session, SessionEnd.Expired)) : default;
    }

    /// <inheritdoc/>
    public ValueTask<bool> LeaveAsync(string key)
    {
        if (!_byKey.TryGetValue(key, out var session))
            return new(false);
        session.Leave();
        return new(!session.HasEnded);
    }

    /// <inheritdoc/>
    public ValueTask<Session?> FindAsync(string key, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (!_byKey.TryGetValue(key, out var session))
            return default;
        if (session.TryExpire(_limits))
            return NothingAfter(FinishAsync(session, SessionEnd.Expired));
        return session.HasEnded ? default : new(session.Snapshot());
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<Session>> ListAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var live = new List<InMemorySession>(Count);
        var numbers = new List<long>(Count); // apart, so that the sort reads one array and not every session many times
        foreach (var (_, session) in _byKey)
        {
            if (!IsLive(session))
                continue;
            live.Add(session);
            numbers.Add(session.Number);
        }

        CollectionsMarshal.AsSpan(numbers).Sort(CollectionsMarshal.AsSpan(live));
        return new(live.ConvertAll(static session => session.Snapshot()));
    }

    /// <inheritdoc/>
    public async ValueTask<Session?> UpdateAsync(string key, Func<SessionData, SessionData> change, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (Find(key) is not { } session)
            return null;
        session.Update(change);
        NoteUser(session);
        var changed = session.Snapshot();
        await _notifications.ChangedAsync(changed);
        return session.HasEnded ? null : changed;
    }

    /// <inheritdoc/>
    public async ValueTask<Session?> FindOfUserAsync(AccountName user, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        await _users.EnsureAsync(() => new(_byKey.Values.Select(Indexed)), cancellationToken);
        for (var after = long.MinValue; _users.Next(user, after) is { } found; after = found.Number)
        {
            if (Find(found.Key) is { } session && AccountName.Of(session.Data.User.UserName).Equals(user))
                return session.Snapshot();
        }

        return null;
    }

    /// <inheritdoc/>
    public async ValueTask<bool> RemoveAsync(string key, SessionEnd reason, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (Find(key) is not { } session || !session.TryEnd())
            return false;
        await FinishAsync(session, reason);
        return true;
    }

    /// <inheritdoc/>
    public ValueTask<bool> HasEndedLatelyAsync(SessionToken token, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return new(_ended.Contains(token));
    }

    /// <inheritdoc/>
    public ValueTask<bool> SetIdleAsync(string key, TimeSpan idle, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (Find(key) is not { } session)
            return new(false);
        session.SetIdle(idle);
        _queue.Requeue(session);
        _queue.ExpireDue();
        return new(true);
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<SavedSession>> SaveAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return new([.. _byKey.Values.Where(IsLive).OrderBy(static session => session.Number).Select(static session => session.Save())]);
    }

    /// <inheritdoc/>
    public async ValueTask RestoreAsync(IReadOnlyList<SavedSession> sessions, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var wanted = sessions.Select(static saved => saved.Session.Key).ToHashSet(StringComparer.Ordinal);
        foreach (var (key, _) in _byKey)
        {
            if (!wanted.Contains(key))
                await RemoveAsync(key, SessionEnd.Terminated, CancellationToken.None);
        }

        foreach (var saved in sessions)
            await RestoreAsync(saved);
        _queue.ExpireDue();
    }

    /// <summary>Stops looking for idle sessions.</summary>
    public void Dispose()
    {
        _limits.Changed -= OnLimitsChanged;
        _queue.Dispose();
    }

    private async ValueTask RestoreAsync(SavedSession saved)
    {
        var session = Find(saved.Session.Key);
        if (session is null)
        {
            _places.Take(saved.Owner);
            session = new InMemorySession(
                saved.Session.Key, _time, saved.Session.Data, saved.Owner, saved.Decode(), Interlocked.Increment(ref _lastNumber), saved.Session.LoginTime, saved.Age);
            _byKey[session.Key] = session;
            foreach (var hash in session.Tokens)
                _byToken.TryAdd(hash, session);
        }
        else if (session.Data != saved.Session.Data)
        {
            session.Update(_ => saved.Session.Data);
        }

        NoteUser(session);
        session.SetIdle(saved.Idle, saved.LastActiveAt(_time.GetUtcNow().UtcDateTime).Ticks);
        session.SetCallCount(saved.Session.CallCount);
        _queue.Requeue(session);
        await _notifications.ChangedAsync(session.Snapshot());
    }

    /// <summary>The order of the queue depends on the settings while sessions have a longest life.</summary>
    private void OnLimitsChanged()
    {
        var isByLife = _limits.MaxLifetime > TimeSpan.Zero;
        if (isByLife || _isOrderedByLife)
        {
            _isOrderedByLife = isByLife;
            foreach (var (_, session) in _byKey)
                _queue.Requeue(session);
        }

        _queue.ExpireDue();
    }

    private static IndexedSession Indexed(InMemorySession session) => new(session.Key, session.Data.User.UserName, session.Number);

    private void NoteUser(InMemorySession session)
    {
        if (!_users.IsFollowing)
            return;
        _users.Set(() => Indexed(session));
        if (session.HasEnded)
            _users.Remove(session.Key); // whoever ended it has taken it out already
    }

    private InMemorySession? Find(string key) => _byKey.TryGetValue(key, out var session) && IsLive(session) ? session : null;

    private bool IsLive(InMemorySession session)
    {
        if (session.TryExpire(_limits))
            _ = FinishAsync(session, SessionEnd.Expired);
        return !session.HasEnded;
    }

    private static async ValueTask<Session?> NothingAfter(Task finished)
    {
        await finished;
        return null;
    }

    /// <summary>An observer that waits does not keep the timer or a listing; a call that ended the session waits for it.</summary>
    private async Task FinishAsync(InMemorySession session, SessionEnd reason)
    {
        Unlink(session);
        _places.Return(session.Owner);
        _ended.Add(session);
        await _notifications.EndedAsync(session.Snapshot(), reason, endedHere: true);
    }

    private void Unlink(InMemorySession session)
    {
        foreach (var hash in session.Tokens)
            _byToken.TryRemove(KeyValuePair.Create(hash, session));
        _byKey.TryRemove(KeyValuePair.Create(session.Key, session));
        _users.Remove(session.Key);
        _queue.Remove(session);
    }
}
