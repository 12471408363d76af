using System.Security.Cryptography;
using System.Text;

namespace VimSessionService.Core.Users;

/// <summary>
/// A password that configuration gave in clear, for a lab. Only its HMAC under a random key of its own is kept, which is quick
/// to check and means nothing outside this process.
/// </summary>
public sealed class PlainPassword : StoredPassword
{
    private readonly KeyedHash _hash = new();
    private readonly byte[] _tag = new byte[KeyedHash.Length];

    /// <summary>Takes a password; the caller's text is not kept.</summary>
    public PlainPassword(string password) => _hash.Compute(Encoding.UTF8.GetBytes(password), [], _tag);

    /// <inheritdoc/>
    public override bool Verify(string password)
    {
        Span<byte> tag = stackalloc byte[KeyedHash.Length];
        _hash.Compute(Encoding.UTF8.GetBytes(password), [], tag);
        return CryptographicOperations.FixedTimeEquals(tag, _tag);
    }
}
