using System.Collections.Concurrent;
using VimSessionService.Vim25;

namespace VimSessionService.ManagedObjects.Properties;

/// <summary>
/// Managed objects report changes of their properties here, and waiting callers subscribe by object
/// and property. The cost of a change does not depend on subscriptions to other properties, and without a subscription it is nearly zero.
/// </summary>
internal sealed class PropertyChanges
{
    private const string Anything = "";

    private readonly ConcurrentDictionary<WatchKey, PropertyWatchList> _lists = new();
    private readonly PropertyWatchList _everything = new(new WatchKey(Anything, Anything));
    private int _count;

    /// <summary>How many watches there are.</summary>
    public int Count => Volatile.Read(ref _count);

    /// <summary>How many different things are watched.</summary>
    internal int WatchedCount => _lists.Count;

    /// <summary>A property has, or may have, another value.</summary>
    public void Notify(ManagedObjectReference source, string property)
    {
        if (Count > 0 && _lists.TryGetValue(new WatchKey(source.Value, property), out var list))
            list.Raise();
    }

    /// <summary>Any property may read otherwise, as when privileges have changed.</summary>
    public void NotifyAll() => _everything.Raise();

    /// <summary>Any property may read otherwise in one session, as when its user or its locale was replaced.</summary>
    /// <param name="sessionKey">The session's public key.</param>
    public void NotifySession(string sessionKey)
    {
        if (Count > 0 && _lists.TryGetValue(new WatchKey(sessionKey, Anything), out var list))
            list.Raise();
    }

    /// <summary>Tells a watch of the changes of one property, until it is ended.</summary>
    internal void Watch(ManagedObjectReference source, string property, PropertyWatch watch) => Add(new WatchKey(source.Value, property), watch);

    /// <summary>Tells a watch of what <see cref="NotifySession"/> says of a session, until it is ended.</summary>
    internal void WatchSession(string sessionKey, PropertyWatch watch) => Add(new WatchKey(sessionKey, Anything), watch);

    /// <summary>Tells a watch of what <see cref="NotifyAll"/> says, until it is ended.</summary>
    internal void WatchEverything(PropertyWatch watch)
    {
        _everything.TryAdd(watch);
        Interlocked.Increment(ref _count);
    }

    /// <summary>Ends a watch. No change is told to it that happens after.</summary>
    internal void End(PropertyWatch watch)
    {
        if (watch.List is not { } list)
            return;
        if (list.Remove(watch, mayEnd: !ReferenceEquals(list, _everything)))
            _lists.TryRemove(KeyValuePair.Create(list.Key, list));
        Interlocked.Decrement(ref _count);
    }

    private void Add(WatchKey key, PropertyWatch watch)
    {
        // A list that has become empty meanwhile is on its way out; the next round makes another.
        while (!_lists.GetOrAdd(key, static key => new PropertyWatchList(key)).TryAdd(watch))
            Thread.Yield();
        Interlocked.Increment(ref _count);
    }
}

/// <summary>What is watched: a property of an object by the object's value; an empty name stands for anything.</summary>
internal readonly record struct WatchKey(string Object, string Property);

/// <summary>One subscription to changes; a node of its list, so that 10,000 of them are small and each is ended at once.</summary>
internal abstract class PropertyWatch
{
    /// <summary>The list that it is in; null before and after.</summary>
    internal PropertyWatchList? List { get; set; }

    internal PropertyWatch? Previous { get; set; }

    internal PropertyWatch? Next { get; set; }

    /// <summary>What is watched has changed. Called under the list's lock: marks and wakes, and does nothing else.</summary>
    internal abstract void Raise();
}

/// <summary>The watches of one key.</summary>
internal sealed class PropertyWatchList(WatchKey key)
{
    private readonly Lock _lock = new();
    private PropertyWatch? _first;
    private bool _ended;

    public WatchKey Key { get; } = key;

    /// <summary>Adds a watch; false when the list is no longer used.</summary>
    public bool TryAdd(PropertyWatch watch)
    {
        lock (_lock)
        {
            if (_ended)
                return false;
            watch.List = this;
            watch.Next = _first;
            _first?.Previous = watch;
            _first = watch;
            return true;
        }
    }

    /// <summary>Takes a watch out; true when the list is empty, and if it may end, is used no more.</summary>
    public bool Remove(PropertyWatch watch, bool mayEnd)
    {
        lock (_lock)
        {
            watch.Next?.Previous = watch.Previous;
            if (watch.Previous is { } previous)
                previous.Next = watch.Next;
            else
                _first = watch.Next;
            watch.List = null;
            watch.Previous = watch.Next = null;
            return _first is null && mayEnd && (_ended = true);
        }
    }

    /// <summary>Tells every watch.</summary>
    public void Raise()
    {
        lock (_lock)
        {
            for (var watch = _first; watch is not null; watch = watch.Next)
                watch.Raise();
        }
    }
}
