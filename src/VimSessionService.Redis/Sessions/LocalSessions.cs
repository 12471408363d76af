using System.Collections.Concurrent;
using StackExchange.Redis;
using VimSessionService.Core;
using VimSessionService.Core.Sessions;

namespace VimSessionService.Redis.Sessions;

/// <summary>
/// What this replica remembers of the sessions that it has added or whose calls it has had. Nothing of it answers a call: it saves reading a document that has not changed, knows the marks of
/// calls in flight, and which sessions may have something on this replica when changes were missed.
/// </summary>
internal sealed class LocalSessions
{
    /// <summary>How many ends are remembered, for a call whose beginning is heard of after the end.</summary>
    private const int MostEnded = 4096;

    private readonly ConcurrentDictionary<string, LocalSession> _byKey = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<SecretHash, LocalSession> _byToken = new();
    private readonly Lock _lock = new();
    private readonly Dictionary<string, long> _ended = new(StringComparer.Ordinal);
    private readonly Queue<string> _endedInOrder = new();

    /// <summary>The sessions that live, as far as this replica has heard.</summary>
    public IReadOnlyCollection<KeyValuePair<string, LocalSession>> All => [.. _byKey];

    /// <summary>This replica has added a session.</summary>
    /// <param name="key">The key of the session.</param>
    /// <param name="name">Its name in the engine.</param>
    /// <param name="begun">The session.</param>
    /// <param name="tokens">The tokens by which it is found; none where some are those of another session.</param>
    /// <param name="document">Its document in the engine.</param>
    /// <param name="state">Its state there.</param>
    public void Add(string key, string name, BegunSession begun, IEnumerable<SecretHash> tokens, byte[] document, string state)
    {
        var local = new LocalSession(key, name, begun);
        local.Know(document, state);
        if (!_byKey.TryAdd(key, local))
            return;
        foreach (var token in tokens)
            FindBy(token, key, local);
        if (HasEnded(key))
            Remove(key, local);
    }

    /// <summary>The session of a token, if this replica remembers it. It may have ended.</summary>
    public LocalSession? Find(SecretHash token) => _byToken.GetValueOrDefault(token);

    /// <summary>A call has begun, and the document was read.</summary>
    public Session Enter(SecretHash token, string key, string name, string mark, string state, byte[] document, long objects)
    {
        var local = _byKey.GetOrAdd(key, static (key, name) => new LocalSession(key, name), name);
        FindBy(token, key, local);
        return Entered(key, local, local.Enter(mark, state, document, objects));
    }

    /// <summary>A call has begun in a session whose document was known.</summary>
    public Session Enter(LocalSession local, string mark, string state, SessionDocument document, long objects)
    {
        var session = local.Enter(mark, state, document, objects);
        _byKey.TryAdd(session.Key, local); // if the end was told meanwhile
        return Entered(session.Key, local, session);
    }

    /// <summary>A document of a session, as it is known if it has not changed.</summary>
    public SessionDocument Read(string key, byte[] document) => _byKey.TryGetValue(key, out var local) ? local.Read(document) : new SessionDocument(document);

    /// <summary>A call ends: the name of its session in the engine, and its mark; null when the session has ended.</summary>
    public (RedisValue Name, string Mark)? Leave(string key)
    {
        if (!_byKey.TryGetValue(key, out var local) || !local.TryLeave(out var mark))
            return null;
        if (local.IsDone)
            Remove(key, local);
        return mark is null ? null : (local.Name, mark);
    }

    /// <summary>A session was added or changed. One that has ended before is there again: a saved state was restored.</summary>
    /// <param name="key">The key of the session.</param>
    /// <param name="number">The number of the change.</param>
    public void Begin(string key, long number)
    {
        lock (_lock)
        {
            if (!_ended.TryGetValue(key, out var ended) || ended > number)
                return;
            _ended.Remove(key);
        }

        if (_byKey.TryGetValue(key, out var local))
            Remove(key, local); // of calls whose marks are gone
    }

    /// <summary>Whether a session has ended after a change of it, as far as that is remembered.</summary>
    /// <param name="key">The key of the session.</param>
    /// <param name="number">The number of the change.</param>
    public bool HasEndedAfter(string key, long number)
    {
        lock (_lock)
            return _ended.TryGetValue(key, out var ended) && ended > number;
    }

    /// <summary>A session has ended; false when that was known.</summary>
    /// <param name="key">The key of the session.</param>
    /// <param name="number">The number of the change; 0 where it is not known.</param>
    public bool TryEnd(string key, long number)
    {
        lock (_lock)
        {
            if (!_ended.TryAdd(key, number))
                return false;
            _endedInOrder.Enqueue(key);
            if (_endedInOrder.Count > MostEnded)
                _ended.Remove(_endedInOrder.Dequeue());
        }

        if (_byKey.TryGetValue(key, out var local))
        {
            local.End();
            if (local.IsDone)
                Remove(key, local);
        }

        return true;
    }

    private Session Entered(string key, LocalSession local, Session session)
    {
        if (HasEnded(key))
        {
            local.End();
            _byKey.TryAdd(key, local); // so that the end of the call finds it
        }

        return session;
    }

    private void FindBy(SecretHash token, string key, LocalSession local)
    {
        if (_byToken.TryGetValue(token, out var known) && known == local)
            return;
        local.FindBy(token);
        _byToken[token] = local;
        if (!_byKey.TryGetValue(key, out var kept) || kept != local)
            _byToken.TryRemove(KeyValuePair.Create(token, local)); // it ended meanwhile
    }

    private void Remove(string key, LocalSession local)
    {
        _byKey.TryRemove(KeyValuePair.Create(key, local));
        foreach (var token in local.Tokens)
            _byToken.TryRemove(KeyValuePair.Create(token, local));
    }

    private bool HasEnded(string key)
    {
        lock (_lock)
            return _ended.ContainsKey(key);
    }
}
