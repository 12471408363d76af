using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace VimSessionService.Core;

/// <summary>
/// HMAC-SHA256 with its own random key, which never leaves this process. Hash objects are reused, since creating one
/// costs more than computing a hash.
/// </summary>
internal sealed class KeyedHash
{
    /// <summary>The length of a hash, in bytes.</summary>
    public const int Length = HMACSHA256.HashSizeInBytes;

    private readonly byte[] _key = RandomNumberGenerator.GetBytes(32);
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
