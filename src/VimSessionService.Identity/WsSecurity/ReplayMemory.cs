using System.Security.Cryptography;

namespace VimSessionService.Identity.WsSecurity;

/// <summary>What came of an attempt to remember something.</summary>
internal enum Remembered
{
    /// <summary>It was never seen, and is remembered from now on.</summary>
    New,

    /// <summary>It was seen before.</summary>
    Again,

    /// <summary>There is no room for it.</summary>
    Full,
}

/// <summary>
/// Remembers what may be used once, until it is too old to be used again. When it is full nothing new is let in: to forget would be to
/// let something in twice.
/// </summary>
/// <param name="time">The clock.</param>
/// <param name="capacity">How many are remembered at most.</param>
internal sealed class ReplayMemory(TimeProvider time, int capacity = ReplayMemory.Usual)
{
    /// <summary>Some twelve megabytes; as many signed requests in an hour and more are no client's.</summary>
    public const int Usual = 100_000;

    private readonly Lock _gate = new();
    private readonly HashSet<UInt128> _seen = [];
    private readonly PriorityQueue<UInt128, DateTimeOffset> _byEnd = new();

    /// <summary>Remembers something for a time.</summary>
    /// <param name="what">What is used once; only a hash of it is kept.</param>
    /// <param name="until">When it could not be used any more in any case.</param>
    public Remembered Remember(ReadOnlySpan<byte> what, DateTimeOffset until)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(what, hash);
        var key = System.Buffers.Binary.BinaryPrimitives.ReadUInt128LittleEndian(hash);
        lock (_gate)
        {
            var now = time.GetUtcNow();
            while (_byEnd.TryPeek(out var oldest, out var end) && end < now)
            {
                _byEnd.Dequeue();
                _seen.Remove(oldest);
            }

            if (_seen.Contains(key))
                return Remembered.Again;
            if (_seen.Count >= capacity)
                return Remembered.Full;
            _seen.Add(key);
            _byEnd.Enqueue(key, until);
            return Remembered.New;
        }
    }
}
