using System.Security.Cryptography;
using System.Text;

namespace VimSessionService.Core.Directory.Users;

/// <summary>
/// A plain-text password of the configuration, for a lab. Only its HMAC with a random key is kept, which is quick
/// to check and useless outside this process.
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
