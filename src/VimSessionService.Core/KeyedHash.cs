using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace VimSessionService.Core;

/// <summary>
/// HMAC-SHA256 with a key. Hash objects are reused, since creating one
/// costs more than computing a hash.
/// </summary>
/// <param name="key">The key; null for a random one that never leaves this process.</param>
internal sealed class KeyedHash(byte[]? key = null)
{
    /// <summary>The length of a hash, in bytes.</summary>
    public const int Length = HMACSHA256.HashSizeInBytes;

    private readonly byte[] _key = key ?? RandomNumberGenerator.GetBytes(32);
    private readonly ConcurrentBag<IncrementalHash> _idle = [];

    /// <summary>Hashes one text, or two as if they were one.</summary>
    public void Compute(ReadOnlySpan<byte> first, ReadOnlySpan<byte> second, Span<byte> hash)
    {
        if (!_idle.TryTake(out var hmac))
            hmac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, _key);
        hmac.AppendData(first);
        hmac.AppendData(second);
        hmac.GetHashAndReset(hash);
        _idle.Add(hmac);
    }
}
