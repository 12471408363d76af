namespace VimSessionService.Inventory.Recordings;

/// <summary>Memory for the content of one file after the other.</summary>
/// <param name="expected">How many bytes the first one is said to have.</param>
internal sealed class RecordingBuffer(long expected = 0)
{
    private const int Least = 64 * 1024;

    /// <summary>What a file says of its length is believed up to here.</summary>
    private const int Most = 1024 * 1024;

    private byte[] _bytes = GC.AllocateUninitializedArray<byte>((int)Math.Clamp(expected + 1, 1, Most));

    /// <summary>Reads into memory.</summary>
    public delegate int Reading(Span<byte> memory);

    /// <summary>How many bytes were read of the file that is being read.</summary>
    public int Length { get; private set; }

    /// <summary>Reads a file.</summary>
    /// <param name="read">Reads the next bytes of it.</param>
    /// <param name="name">What it is called in messages.</param>
    /// <param name="budget">What there may be.</param>
    /// <exception cref="InventoryException">It cannot be read, or is too large.</exception>
    public ArraySegment<byte> Read(Reading read, string name, RecordingBudget budget)
    {
        Length = 0;
        try
        {
            while (read(_bytes.AsSpan(Length)) is var more and > 0)
            {
                Length += more;
                if (Length > RecordingFiles.MostBytesOfFile)
                    break;
                if (Length == _bytes.Length)
                    Array.Resize(ref _bytes, Math.Max(Least, _bytes.Length * 2));
            }
        }
        catch (Exception e) when (e is IOException or InvalidDataException)
        {
            throw new InventoryException($"{name} cannot be read: {e.Message}");
        }

        budget.Take(name, Length);
        return new ArraySegment<byte>(_bytes, 0, Length);
    }
}
