using System.Security.Cryptography;

namespace VimSessionService.Core;

/// <summary>Where the random bits of keys, cookies, tickets and UUIDs come from. Thread-safe.</summary>
internal abstract class Randomness
{
    /// <summary>That of the operating system, which cannot be predicted.</summary>
    public static Randomness System { get; } = new SystemRandomness();

    /// <summary>Fills bytes.</summary>
    public abstract void Fill(Span<byte> bytes);

    /// <summary>A random UUID of version 4.</summary>
    public Guid NewGuid()
    {
        Span<byte> bytes = stackalloc byte[16];
        Fill(bytes);
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x40);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes, bigEndian: true);
    }

    private sealed class SystemRandomness : Randomness
    {
        public override void Fill(Span<byte> bytes) => RandomNumberGenerator.Fill(bytes);
    }
}
