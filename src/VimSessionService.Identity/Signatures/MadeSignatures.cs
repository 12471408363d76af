using System.Buffers;
using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace VimSessionService.Identity.Signatures;

/// <summary>
/// The signatures that one key was found to have made, so that a storm of logins with one token verifies it once. That a key made a
/// signature over given bytes is true for ever; whether the key is trusted, and the token good, is asked anew each time.
/// </summary>
internal sealed class MadeSignatures
{
    private const int Most = 1024;

    private readonly ConcurrentDictionary<Fingerprint, bool> _made = new();

    /// <summary>Whether a signature is one of them.</summary>
    public bool Contains(in Fingerprint signature) => _made.ContainsKey(signature);

    /// <summary>Remembers one. When there are too many all are forgotten, and verified again as they come.</summary>
    public void Add(in Fingerprint signature)
    {
        if (_made.Count >= Most)
            _made.Clear();
        _made[signature] = true;
    }

    /// <summary>The whole SHA-256 of a signature with all that it was verified from.</summary>
    [StructLayout(LayoutKind.Auto)]
    internal readonly record struct Fingerprint(UInt128 High, UInt128 Low)
    {
        /// <summary>That of a signature.</summary>
        public static Fingerprint Of(SignatureAlgorithm algorithm, ReadOnlySpan<byte> data, ReadOnlySpan<byte> signature)
        {
            // The lengths of the parts that vary are before them, so that no two are put together to the same.
            var length = (2 * sizeof(int)) + signature.Length + algorithm.Uri.Length + data.Length;
            var rented = ArrayPool<byte>.Shared.Rent(length);
            var bytes = rented.AsSpan(0, length);
            MemoryMarshal.Write(bytes, signature.Length);
            MemoryMarshal.Write(bytes[sizeof(int)..], algorithm.Uri.Length);
            var rest = bytes[(2 * sizeof(int))..];
            signature.CopyTo(rest);
            Encoding.ASCII.GetBytes(algorithm.Uri, rest[signature.Length..]);
            data.CopyTo(rest[(signature.Length + algorithm.Uri.Length)..]);
            Span<UInt128> hash = stackalloc UInt128[2];
            SHA256.HashData(bytes, MemoryMarshal.AsBytes(hash));
            ArrayPool<byte>.Shared.Return(rented);
            return new Fingerprint(hash[0], hash[1]);
        }
    }
}
