using System.Diagnostics.CodeAnalysis;

namespace VimSessionService.Core.Expiry;

/// <summary>
/// Answers that are remembered for a fixed time. Their number is bounded in total and for each owner, as in <see cref="SharedCapacity{T}"/>: an owner
/// who asks for many things displaces own answers first. Thread-safe.
/// </summary>
/// <typeparam name="TKey">What an answer is found by.</typeparam>
/// <typeparam name="TValue">The answer.</typeparam>
/// <param name="time">The clock.</param>
/// <param name="lifetime">How long an answer is remembered; zero to remember none.</param>
/// <param name="capacity">How many answers there are at most.</param>
/// <param name="share">How many of them belong to one owner at most.</param>
internal sealed class ExpiringCache<TKey, TValue>(TimeProvider time, TimeSpan lifetime, int capacity = 10_000, int share = 1_000)
    where TKey : notnull
    where TValue : class
{
    private readonly Lock _lock = new();
    private readonly SharedCapacity<Item> _room = new(capacity, share);
    private readonly Dictionary<TKey, SharedCapacity<Item>.Entry> _byKey = [];

    /// <summary>How many answers are remembered.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
                return _byKey.Count;
        }
    }

    /// <summary>Finds an answer that is still good.</summary>
    public bool TryGet(TKey key, [NotNullWhen(true)] out TValue? value)
    {
        value = null;
        if (lifetime <= TimeSpan.Zero)
            return false;
        lock (_lock)
        {
            if (_byKey.TryGetValue(key, out var entry) && entry.Deadline > Now)
                value = entry.Value.Value;
        }

        return value is not null;
    }

    /// <summary>Remembers an answer in place of an earlier one.</summary>
    public void Add(string owner, TKey key, TValue value)
    {
        if (lifetime <= TimeSpan.Zero)
            return;
        lock (_lock)
        {
            var now = Now;
            while (_room.First is { } first && first.Deadline <= now)
                Remove(first);
            if (_byKey.TryGetValue(key, out var earlier))
                Remove(earlier);
            var added = new SharedCapacity<Item>.Entry(owner, new Item(key, value), now + (long)lifetime.TotalMilliseconds);
            if (_room.Add(added) is { } displaced)
                _byKey.Remove(displaced.Key);
            _byKey.Add(key, added);
        }
    }

    private long Now => (long)time.GetElapsedTime(0).TotalMilliseconds;

    private void Remove(SharedCapacity<Item>.Entry entry)
    {
        _room.Remove(entry);
        _byKey.Remove(entry.Value.Key);
    }

    private sealed record Item(TKey Key, TValue Value);
}
