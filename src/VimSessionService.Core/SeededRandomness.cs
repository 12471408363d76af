using System.Buffers.Binary;
using System.Security.Cryptography;

namespace VimSessionService.Core;

/// <summary>
/// The same bits for the same seed, in the order in which they are asked for. Whoever knows the seed knows every key and cookie: for tests only.
/// </summary>
/// <param name="seed">The seed.</param>
internal sealed class SeededRandomness(int seed) : Randomness
{
    private long _block;

    /// <inheritdoc/>
    public override void Fill(Span<byte> bytes)
    {
        Span<byte> input = stackalloc byte[sizeof(int) + sizeof(long)];
        Span<byte> block = stackalloc byte[SHA256.HashSizeInBytes];
        BinaryPrimitives.WriteInt32BigEndian(input, seed);
        while (bytes.Length > 0)
        {
            BinaryPrimitives.WriteInt64BigEndian(input[sizeof(int)..], Interlocked.Increment(ref _block));
            SHA256.HashData(input, block);
            var length = Math.Min(bytes.Length, block.Length);
            block[..length].CopyTo(bytes);
            bytes = bytes[length..];
        }
    }
}
