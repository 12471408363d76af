using System.Buffers;
using System.Buffers.Binary;
using System.Net;
using System.Security.Cryptography;
using System.Text;

namespace VimSessionService.Core.Sessions;

/// <summary>
/// Creates session tokens. For each token that it created it can tell the address and the time of issue without storing them. Other
/// tokens are not recognized.
/// </summary>
/// <param name="time">The clock; null for the system's.</param>
/// <param name="key">What tokens are signed with; null for a random key.</param>
public sealed class SessionTokenIssuer(TimeProvider? time = null, ISessionTokenKey? key = null)
{
    private const int RandomLength = 8;
    private const int TimeLength = 4;
    private const int MarkLength = 8;
    private const int TextLength = (RandomLength + TimeLength + MarkLength) * 2;

    // Lower case only: a session is found by the hash of the text, so a token has one spelling.
    private static readonly SearchValues<char> Digits = SearchValues.Create("0123456789abcdef");

    private readonly TimeProvider _time = time ?? TimeProvider.System;
    private readonly ISessionTokenKey _key = key ?? new RandomSessionTokenKey();
    private Hashes? _hashes;

    /// <summary>Where the random bits come from.</summary>
    internal Randomness RandomBits { get; init; } = Randomness.System;

    /// <summary>
    /// A new token of 40 lower-case hexadecimal characters: 64 random bits, the second at which it was made, and 64 bits that prove where it
    /// was made and which address it was made for. Without the key these bits look random.
    /// </summary>
    public SessionToken Create(IPAddress address)
    {
        Span<byte> bytes = stackalloc byte[RandomLength + TimeLength + MarkLength];
        RandomBits.Fill(bytes[..RandomLength]);
        BinaryPrimitives.WriteUInt32BigEndian(bytes[RandomLength..], Now);
        Mark(HashesOfNow().Signing, bytes[..^MarkLength], address, bytes[^MarkLength..]);
        return new SessionToken(Convert.ToHexStringLower(bytes));
    }

    /// <summary>
    /// How long ago this issuer made a token for an address; null when it did not. Takes the same time for every text of the right
    /// shape. A client without an address gets null.
    /// </summary>
    public TimeSpan? AgeOf(SessionToken token, IPAddress address)
    {
        var text = token.Reveal();
        if (text is not { Length: TextLength } || text.AsSpan().ContainsAnyExcept(Digits))
            return null;
        Span<byte> bytes = stackalloc byte[RandomLength + TimeLength + MarkLength];
        if (Convert.FromHexString(text, bytes, out _, out _) != OperationStatus.Done)
            return null;
        Span<byte> mark = stackalloc byte[MarkLength];
        var isGenuine = false;
        foreach (var hash in HashesOfNow().All)
        {
            Mark(hash, bytes[..^MarkLength], address, mark);
            isGenuine |= CryptographicOperations.FixedTimeEquals(mark, bytes[^MarkLength..]);
        }

        if (!isGenuine || address.Equals(IPAddress.None) || address.Equals(IPAddress.Any))
            return null;
        // The clocks of replicas differ a little, and one may have been corrected.
        var age = (long)Now - BinaryPrimitives.ReadUInt32BigEndian(bytes[RandomLength..]);
        return TimeSpan.FromSeconds(Math.Abs(age));
    }

    /// <summary>Seconds since 1970, since other replicas and later processes read it.</summary>
    private uint Now => (uint)_time.GetUtcNow().ToUnixTimeSeconds();

    private Hashes HashesOfNow()
    {
        var keys = _key.Current;
        var hashes = Volatile.Read(ref _hashes);
        if (!ReferenceEquals(hashes?.Keys, keys))
            Volatile.Write(ref _hashes, hashes = new Hashes(keys));
        return hashes;
    }

    private static void Mark(KeyedHash hash, ReadOnlySpan<byte> content, IPAddress address, Span<byte> mark)
    {
        Span<byte> full = stackalloc byte[KeyedHash.Length];
        hash.Compute(content, Encoding.ASCII.GetBytes(ClientNetwork.Of(address).ToString()), full);
        full[..MarkLength].CopyTo(mark);
    }

    /// <summary>The hashes of some keys.</summary>
    private sealed class Hashes
    {
        public Hashes(SessionTokenKeys keys)
        {
            Keys = keys;
            All = [HashOf(keys.Signing), .. keys.Retired.Select(HashOf)];
        }

        public SessionTokenKeys Keys { get; }

        public KeyedHash Signing => All[0];

        public KeyedHash[] All { get; }

        private static KeyedHash HashOf(ReadOnlyMemory<byte> key) => key.Length >= SessionTokenKeys.MinLength
            ? new KeyedHash(key.ToArray())
            : throw new InvalidOperationException($"a key of session tokens has fewer than {SessionTokenKeys.MinLength} bytes");
    }
}
