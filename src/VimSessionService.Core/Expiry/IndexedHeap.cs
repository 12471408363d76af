namespace VimSessionService.Core.Expiry;

/// <summary>What an <see cref="IndexedHeap{T}"/> holds. It knows its own place, so that it can be taken out from anywhere.</summary>
internal abstract class HeapNode
{
    /// <summary>The lowest comes first. Not to be changed while the node is in a heap.</summary>
    internal long Order { get; set; }

    /// <summary>Of two with the same <see cref="Order"/> the lower comes first. Not to be changed while the node is in a heap.</summary>
    internal long Sequence { get; set; }

    /// <summary>The place in the heap; -1 outside.</summary>
    internal int HeapIndex { get; set; } = -1;
}

/// <summary>
/// A binary heap whose nodes can be removed in O(log n), so that what has ended early frees its memory at once. Not thread-safe.
/// </summary>
internal sealed class IndexedHeap<T>
    where T : HeapNode
{
    private T?[] _items = new T?[16];

    public int Count { get; private set; }

    /// <summary>The node of the lowest order.</summary>
    public T? First => _items[0];

    public void Add(T node)
    {
        if (Count == _items.Length)
            Array.Resize(ref _items, Count * 2);
        Place(node, Count++);
        Rise(node);
    }

    /// <summary>Takes a node out; false when it is in no heap.</summary>
    public bool Remove(T node)
    {
        var index = node.HeapIndex;
        if (index < 0)
            return false;
        var last = _items[--Count]!;
        _items[Count] = null;
        node.HeapIndex = -1;
        if (ReferenceEquals(last, node))
            return true;
        Place(last, index);
        Rise(last);
        Sink(last);
        return true;
    }

    private static bool Precedes(T one, T other) => one.Order < other.Order || (one.Order == other.Order && one.Sequence < other.Sequence);

    private void Rise(T node)
    {
        var index = node.HeapIndex;
        while (index > 0)
        {
            var parent = _items[(index - 1) / 2]!;
            if (!Precedes(node, parent))
                break;
            var up = parent.HeapIndex;
            Place(parent, index);
            index = up;
        }

        Place(node, index);
    }

    private void Sink(T node)
    {
        var index = node.HeapIndex;
        while (true)
        {
            var child = (index * 2) + 1;
            if (child >= Count)
                break;
            if (child + 1 < Count && Precedes(_items[child + 1]!, _items[child]!))
                child++;
            var lower = _items[child]!;
            if (!Precedes(lower, node))
                break;
            Place(lower, index);
            index = child;
        }

        Place(node, index);
    }

    private void Place(T node, int index)
    {
        _items[index] = node;
        node.HeapIndex = index;
    }
}
