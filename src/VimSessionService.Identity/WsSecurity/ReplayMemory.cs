using System.Runtime.InteropServices;
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
/// Remembers what may be used once, until it is too old to be used again. Nothing is forgotten before that, as it could be used twice then;
/// a principal whose share is full is refused instead. The share is what is free at the moment: one alone may take half of the room, and
/// however much some take, the same again is left for others.
/// </summary>
/// <param name="time">The clock.</param>
/// <param name="capacity">How many are remembered at most, of all principals.</param>
internal sealed class ReplayMemory(TimeProvider time, int capacity = ReplayMemory.Usual)
{
    /// <summary>Some 25 megabytes. One client may send half as many signed requests in an hour.</summary>
    public const int Usual = 200_000;

    private readonly Lock _gate = new();
    private readonly HashSet<UInt128> _seen = [];
    private readonly PriorityQueue<(UInt128 Key, string Principal), DateTimeOffset> _byEnd = new();
    private readonly Dictionary<string, int> _shares = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Remembers something for a time.</summary>
    /// <param name="what">What is used once; only a hash of it is kept.</param>
    /// <param name="until">When it could not be used any more in any case.</param>
    /// <param name="principal">Who uses it, once they have proven who they are.</param>
    public Remembered Remember(ReadOnlySpan<byte> what, DateTimeOffset until, string principal)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(what, hash);
        var key = System.Buffers.Binary.BinaryPrimitives.ReadUInt128LittleEndian(hash);
        lock (_gate)
        {
            Forget(time.GetUtcNow());
            if (_seen.Contains(key))
                return Remembered.Again;
            ref var share = ref CollectionsMarshal.GetValueRefOrAddDefault(_shares, principal, out var isKnown);
            if (share >= capacity - _seen.Count)
            {
                if (!isKnown)
                    _shares.Remove(principal);
                return Remembered.Full;
            }

            share++;
            _seen.Add(key);
            _byEnd.Enqueue((key, principal), until);
            return Remembered.New;
        }
    }

    private void Forget(DateTimeOffset now)
    {
        while (_byEnd.TryPeek(out var oldest, out var end) && end < now)
        {
            _byEnd.Dequeue();
            _seen.Remove(oldest.Key);
            if (--CollectionsMarshal.GetValueRefOrNullRef(_shares, oldest.Principal) == 0)
                _shares.Remove(oldest.Principal);
        }
    }
}
