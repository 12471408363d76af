using System.Collections.Concurrent;
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
    private readonly Lock _lock = new();
    private readonly Dictionary<string, long> _ended = new(StringComparer.Ordinal);
    private readonly Queue<string> _endedInOrder = new();

    /// <summary>The sessions that live, as far as this replica has heard.</summary>
    public IReadOnlyCollection<KeyValuePair<string, LocalSession>> All => [.. _byKey];

    /// <summary>This replica has added a session.</summary>
    public void Add(string key, string name, BegunSession begun)
    {
        var local = new LocalSession(key, name, begun);
        if (_byKey.TryAdd(key, local) && HasEnded(key))
            _byKey.TryRemove(KeyValuePair.Create(key, local));
    }

    /// <summary>A call has begun.</summary>
    public Session Enter(string key, string name, string mark, string state, byte[] document, long objects)
    {
        var local = _byKey.GetOrAdd(key, static (key, name) => new LocalSession(key, name), name);
        var session = local.Enter(mark, state, document, objects);
        if (HasEnded(key))
        {
            local.End();
            _byKey.TryAdd(key, local); // so that the end of the call finds it
        }

        return session;
    }

    /// <summary>A document of a session, as it is known if it has not changed.</summary>
    public SessionDocument Read(string key, byte[] document) => _byKey.TryGetValue(key, out var local) ? local.Read(document) : new SessionDocument(document);

    /// <summary>A call ends: the name of its session in the engine, and its mark; null when the session has ended.</summary>
    public (string Name, string Mark)? Leave(string key)
    {
        if (!_byKey.TryGetValue(key, out var local) || !local.TryLeave(out var mark))
            return null;
        if (local.IsDone)
            _byKey.TryRemove(KeyValuePair.Create(key, local));
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

        _byKey.TryRemove(key, out _); // of calls whose marks are gone
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
                _byKey.TryRemove(KeyValuePair.Create(key, local));
        }

        return true;
    }

    private bool HasEnded(string key)
    {
        lock (_lock)
            return _ended.ContainsKey(key);
    }
}
