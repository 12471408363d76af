namespace VimSessionService.Core.Expiry;

/// <summary>
/// A bounded set of entries that expire, with a share for each owner (a user or an address). No owner has more than the share, and an
/// owner cannot displace entries of owners that have fewer. An owner with a full share displaces one of its own entries; when the whole set
/// is full, the owner with the most entries loses one. The entry that expires first is removed. Not thread-safe.
/// </summary>
/// <typeparam name="T">What is kept.</typeparam>
/// <param name="capacity">How many entries there are at most.</param>
/// <param name="share">How many of them one owner has at most.</param>
internal sealed class SharedCapacity<T>(int capacity, int share)
    where T : class
{
    private readonly Dictionary<string, Owner> _owners = new(StringComparer.OrdinalIgnoreCase);
    private readonly IndexedHeap<Owner> _largestFirst = new();
    private readonly IndexedHeap<Node> _byDeadline = new();
    private long _sequence;

    /// <summary>How many entries there are.</summary>
    public int Count => _byDeadline.Count;

    /// <summary>The entry that ends first; null for none.</summary>
    public Entry? First => _byDeadline.First?.Entry;

    /// <summary>Adds an entry, and returns the entry that was displaced by it, or null.</summary>
    public T? Add(Entry added)
    {
        var displaced = DisplacedBy(added.OwnerName);
        if (displaced is not null)
            Remove(displaced);
        if (!_owners.TryGetValue(added.OwnerName, out var owner))
            _owners.Add(added.OwnerName, owner = new Owner(added.OwnerName) { Sequence = ++_sequence });
        added.OfAll.Sequence = added.OfOwner.Sequence = ++_sequence;
        _byDeadline.Add(added.OfAll);
        owner.Entries.Add(added.OfOwner);
        Rank(owner);
        return displaced?.Value;
    }

    /// <summary>The entry that another one of an owner displaces; null for none.</summary>
    public Entry? DisplacedBy(string ownerName)
    {
        var own = _owners.GetValueOrDefault(ownerName);
        if (own is not null && own.Entries.Count >= share)
            return own.Entries.First!.Entry;
        if (Count < capacity)
            return null;
        var largest = _largestFirst.First!;
        return (own is not null && own.Entries.Count >= largest.Entries.Count ? own : largest).Entries.First!.Entry;
    }

    /// <summary>Removes an entry; false if it was removed before.</summary>
    public bool Remove(Entry entry)
    {
        if (!_byDeadline.Remove(entry.OfAll))
            return false;
        var owner = _owners[entry.OwnerName];
        owner.Entries.Remove(entry.OfOwner);
        Rank(owner);
        return true;
    }

    private void Rank(Owner owner)
    {
        _largestFirst.Remove(owner);
        if (owner.Entries.Count == 0)
        {
            _owners.Remove(owner.Name);
            return;
        }

        owner.Order = -owner.Entries.Count;
        _largestFirst.Add(owner);
    }

    /// <summary>Something that is kept.</summary>
    internal sealed class Entry
    {
        /// <summary>Makes an entry, which is nowhere yet.</summary>
        /// <param name="owner">Whom it belongs to.</param>
        /// <param name="value">What is kept.</param>
        /// <param name="deadline">When it ends, on whatever clock.</param>
        public Entry(string owner, T value, long deadline)
        {
            OwnerName = owner;
            Value = value;
            Deadline = deadline;
            OfAll = new Node(this) { Order = deadline };
            OfOwner = new Node(this) { Order = deadline };
        }

        public string OwnerName { get; }

        public T Value { get; }

        public long Deadline { get; }

        internal Node OfAll { get; }

        internal Node OfOwner { get; }
    }

    /// <summary>The place of an entry in one order.</summary>
    internal sealed class Node(Entry entry) : HeapNode
    {
        public Entry Entry { get; } = entry;
    }

    private sealed class Owner(string name) : HeapNode
    {
        public string Name { get; } = name;

        public IndexedHeap<Node> Entries { get; } = new();
    }
}
