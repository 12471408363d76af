namespace VimSessionService.Core.Expiry;

/// <summary>
/// A bounded set of entries that expire, with a share for each owner (a user or an address). No owner has more than the share, and an
/// owner cannot displace entries of owners that have fewer. An owner with a full share displaces one of its own entries; when the whole set
/// is full, the owner with the most entries loses one. The entry that expires first is removed. Where entries have sizes, their sum is
/// limited in the same way, and who has the most is told by number and size together. Not thread-safe.
/// </summary>
/// <typeparam name="T">What is kept.</typeparam>
/// <param name="capacity">How many entries there are at most.</param>
/// <param name="share">How many of them one owner has at most.</param>
/// <param name="sizes">The limits of their sizes; null where entries have none.</param>
internal sealed class SharedCapacity<T>(int capacity, int share, SizeLimits? sizes = null)
    where T : class
{
    /// <summary>What an entry counts beside its size when the owner with the most is chosen: with a full number of entries as much as the full size.</summary>
    private readonly long _weight = sizes is null ? 1 : Math.Max(1, sizes.All / Math.Max(1, capacity));

    private readonly Dictionary<string, Owner> _owners = new(StringComparer.OrdinalIgnoreCase);
    private readonly IndexedHeap<Owner> _largestFirst = new();
    private readonly IndexedHeap<Node> _byDeadline = new();
    private long _sequence;
    private long _size;

    /// <summary>How many entries there are.</summary>
    public int Count => _byDeadline.Count;

    /// <summary>The entry that ends first; null for none.</summary>
    public Entry? First => _byDeadline.First?.Entry;

    /// <summary>Adds an entry, and returns the entry that was displaced by it, or null. One with a size may displace several: <see cref="DisplacedBy"/> names one after the other.</summary>
    public T? Add(Entry added)
    {
        var displaced = DisplacedBy(added.OwnerName, added.Size);
        if (displaced is not null)
            Remove(displaced);
        if (!_owners.TryGetValue(added.OwnerName, out var owner))
            _owners.Add(added.OwnerName, owner = new Owner(added.OwnerName) { Sequence = ++_sequence });
        added.OfAll.Sequence = added.OfOwner.Sequence = ++_sequence;
        _byDeadline.Add(added.OfAll);
        owner.Entries.Add(added.OfOwner);
        Resize(owner, added.Size);
        return displaced?.Value;
    }

    /// <summary>The entry that another one of an owner displaces; null for none.</summary>
    public Entry? DisplacedBy(string ownerName, long size = 0)
    {
        var own = _owners.GetValueOrDefault(ownerName);
        if (own is not null && (own.Entries.Count >= share || own.Size + size > sizes?.OfOwner))
            return own.Entries.First!.Entry;
        if ((Count < capacity && !(_size + size > sizes?.All)) || _largestFirst.First is not { } largest)
            return null;
        return (own is not null && own.Order <= largest.Order ? own : largest).Entries.First!.Entry;
    }

    /// <summary>Removes an entry; false if it was removed before.</summary>
    public bool Remove(Entry entry)
    {
        if (!_byDeadline.Remove(entry.OfAll))
            return false;
        var owner = _owners[entry.OwnerName];
        owner.Entries.Remove(entry.OfOwner);
        Resize(owner, -entry.Size);
        return true;
    }

    private void Resize(Owner owner, long change)
    {
        _size += change;
        owner.Size += change;
        _largestFirst.Remove(owner);
        if (owner.Entries.Count == 0)
        {
            _owners.Remove(owner.Name);
            return;
        }

        owner.Order = -(owner.Size + (owner.Entries.Count * _weight));
        _largestFirst.Add(owner);
    }

    /// <summary>Something that is kept.</summary>
    internal sealed class Entry
    {
        /// <summary>Makes an entry, which is nowhere yet.</summary>
        /// <param name="owner">Whom it belongs to.</param>
        /// <param name="value">What is kept.</param>
        /// <param name="deadline">When it ends, on whatever clock.</param>
        /// <param name="size">Its size, where sizes are limited.</param>
        public Entry(string owner, T value, long deadline, long size = 0)
        {
            OwnerName = owner;
            Value = value;
            Deadline = deadline;
            Size = size;
            OfAll = new Node(this) { Order = deadline };
            OfOwner = new Node(this) { Order = deadline };
        }

        public string OwnerName { get; }

        public T Value { get; }

        public long Deadline { get; }

        public long Size { get; }

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

        public long Size { get; set; }

        public IndexedHeap<Node> Entries { get; } = new();
    }
}
