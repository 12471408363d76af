using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace VimSessionService.Core;

/// <summary>The SHA-256 of a secret of high entropy, by which it is found without being kept.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct SecretHash
{
    /// <summary>Longer than any secret of this service; a longer text is not looked up.</summary>
    private const int MaxLength = 128;

    private readonly ulong _a;
    private readonly ulong _b;
    private readonly ulong _c;
    private readonly ulong _d;

    private SecretHash(ReadOnlySpan<ulong> words) => (_a, _b, _c, _d) = (words[0], words[1], words[2], words[3]);

    /// <summary>Hashes a secret; false when the text is too long to be one.</summary>
    public static bool TryOf(string? secret, out SecretHash hash)
    {
        hash = default;
        if (secret is null || secret.Length > MaxLength)
            return false;
        Span<byte> text = stackalloc byte[MaxLength * 3];
        Span<ulong> words = stackalloc ulong[4];
        SHA256.HashData(text[..Encoding.UTF8.GetBytes(secret, text)], MemoryMarshal.AsBytes(words));
        hash = new SecretHash(words);
        return true;
    }

    /// <summary>The first 32 bits, by which an operator recognizes equal secrets; they tell nothing of the secret.</summary>
    public string Beginning => ((uint)(_a >> 32)).ToString("x8", System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>The hash as 64 hexadecimal digits, for the owner of the service alone.</summary>
    public string Encode()
    {
        ReadOnlySpan<ulong> words = [_a, _b, _c, _d];
        return Convert.ToHexStringLower(MemoryMarshal.AsBytes(words));
    }

    /// <summary>The 32 bytes of the hash.</summary>
    public byte[] ToArray()
    {
        ReadOnlySpan<ulong> words = [_a, _b, _c, _d];
        return MemoryMarshal.AsBytes(words).ToArray();
    }

    /// <summary>Reads what <see cref="Encode"/> wrote.</summary>
    public static bool TryDecode(string text, out SecretHash hash)
    {
        Span<ulong> words = stackalloc ulong[4];
        var isHash = text.Length == 64 && Convert.FromHexString(text, MemoryMarshal.AsBytes(words), out _, out _) == System.Buffers.OperationStatus.Done;
        hash = isHash ? new SecretHash(words) : default;
        return isHash;
    }

    /// <inheritdoc/>
    public override string ToString() => "***";
}
