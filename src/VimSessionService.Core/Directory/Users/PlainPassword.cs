using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace VimSessionService.Core.Directory.Users;

/// <summary>
/// A plain-text password of the configuration, for a lab. Only its HMAC with a random key is kept, which is quick
/// to check.
/// </summary>
public sealed class PlainPassword : StoredPassword
{
    private const string Scheme = "hmac-sha256";

    private readonly byte[] _key;
    private readonly byte[] _tag;
    private readonly KeyedHash _hash;

    /// <summary>Takes a password; the caller's text is not kept.</summary>
    public PlainPassword(string password)
        : this(RandomNumberGenerator.GetBytes(KeyedHash.Length), new byte[KeyedHash.Length]) => _hash.Compute(Encoding.UTF8.GetBytes(password), [], _tag);

    private PlainPassword(byte[] key, byte[] tag) => (_key, _tag, _hash) = (key, tag, new KeyedHash(key));

    /// <summary>
    /// The key and the hash as <c>hmac-sha256$key$hash</c>, both in base64, for a snapshot of the service. The hash is quick to compute: a weak password can be
    /// found by trying.
    /// </summary>
    public override string Encode() => $"{Scheme}${Convert.ToBase64String(_key)}${Convert.ToBase64String(_tag)}";

    /// <summary>Reads what <see cref="Encode"/> wrote.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out PlainPassword? password)
    {
        password = null;
        var parts = text.Split('$');
        if (parts is not [Scheme, { Length: < 64 } keyText, { Length: < 64 } tagText])
            return false;
        var (key, tag) = (new byte[KeyedHash.Length], new byte[KeyedHash.Length]);
        if (!Convert.TryFromBase64String(keyText, key, out var keyLength) || keyLength != key.Length || !Convert.TryFromBase64String(tagText, tag, out var tagLength) || tagLength != tag.Length)
            return false;
        password = new PlainPassword(key, tag);
        return true;
    }

    /// <inheritdoc/>
    public override bool Verify(string password)
    {
        Span<byte> tag = stackalloc byte[KeyedHash.Length];
        _hash.Compute(Encoding.UTF8.GetBytes(password), [], tag);
        return CryptographicOperations.FixedTimeEquals(tag, _tag);
    }
}
