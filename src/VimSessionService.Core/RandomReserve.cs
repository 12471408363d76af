using System.Security.Cryptography;

namespace VimSessionService.Core;

/// <summary>
/// Random bytes of <see cref="RandomNumberGenerator"/> for secrets and names that are made often. They are drawn many at a time, since a
/// draw costs a microsecond however little is taken; what is given out is wiped here.
/// </summary>
public sealed class RandomReserve
{
    /// <summary>The most that can be asked for at a time, in bytes.</summary>
    public const int Size = 1024;

    private readonly byte[] _bytes = new byte[Size];
    private readonly Lock _lock = new();
    private int _left;

    /// <summary>Fills bytes, each bit of them at random.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There are more than <see cref="Size"/>.</exception>
    public void Fill(Span<byte> random)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(random.Length, Size);
        lock (_lock)
        {
            if (_left < random.Length)
            {
                RandomNumberGenerator.Fill(_bytes);
                _left = Size;
            }

            _left -= random.Length;
            var taken = _bytes.AsSpan(_left, random.Length);
            taken.CopyTo(random);
            CryptographicOperations.ZeroMemory(taken);
        }
    }
}
