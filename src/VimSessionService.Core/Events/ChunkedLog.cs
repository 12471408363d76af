namespace VimSessionService.Core.Events;

/// <summary>
/// Values by their positions, which are added at the end and removed at the beginning. They are kept in arrays of a fixed size: an array of a million
/// references is looked through by each garbage collection, also when little of it has changed.
/// </summary>
/// <typeparam name="T">The values.</typeparam>
internal sealed class ChunkedLog<T>
{
    private const int ChunkSize = 256;

    private readonly List<T[]> _chunks = [];

    /// <summary>The position of the first value of the first chunk.</summary>
    private long _start;

    /// <summary>Makes an empty log, whose first value will have a position.</summary>
    public ChunkedLog(long first = 1) => (_start, Oldest, Newest) = (first, first, first - 1);

    /// <summary>The position of the oldest value; one more than <see cref="Newest"/> while there is none.</summary>
    public long Oldest { get; private set; }

    /// <summary>The position of the newest value; one less than <see cref="Oldest"/> while there is none.</summary>
    public long Newest { get; private set; }

    /// <summary>How many values there are.</summary>
    public long Count => Newest - Oldest + 1;

    /// <summary>The value at a position from <see cref="Oldest"/> to <see cref="Newest"/>.</summary>
    public ref readonly T this[long position] => ref _chunks[(int)((position - _start) / ChunkSize)][(position - _start) % ChunkSize];

    /// <summary>Adds a value at the next position.</summary>
    public void Add(T value)
    {
        var place = Newest + 1 - _start;
        if (place == (long)_chunks.Count * ChunkSize)
            _chunks.Add(new T[ChunkSize]);
        _chunks[^1][place % ChunkSize] = value;
        Newest++;
    }

    /// <summary>Removes the oldest value.</summary>
    public T RemoveOldest()
    {
        ref var place = ref _chunks[0][Oldest - _start];
        var oldest = place;
        place = default!;
        Oldest++;
        if (Oldest - _start == ChunkSize)
        {
            _chunks.RemoveAt(0);
            _start += ChunkSize;
        }

        return oldest;
    }
}
