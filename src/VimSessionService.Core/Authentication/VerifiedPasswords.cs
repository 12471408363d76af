using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using VimSessionService.Core.Directory;
using VimSessionService.Core.Directory.Users;

namespace VimSessionService.Core.Authentication;

/// <summary>
/// Remembers which passwords were found right, so that many logins of one user pay for PBKDF2 once. A password is kept as its
/// HMAC under a random key of this process, and means nothing any more once the account has another hash.
/// </summary>
internal sealed class VerifiedPasswords(int capacity = 10_000)
{
    private readonly KeyedHash _hash = new();
    private readonly ConcurrentDictionary<AccountName, Verified> _byName = new();

    /// <summary>Whether a password was found right for an account and its present hash.</summary>
    public bool Contains(AccountName name, PasswordHash hash, string password)
    {
        Span<byte> tag = stackalloc byte[KeyedHash.Length];
        Tag(name, password, tag);
        return _byName.TryGetValue(name, out var verified)
            && verified.Hash.Equals(hash)
            && CryptographicOperations.FixedTimeEquals(verified.Tag, tag);
    }

    /// <summary>Remembers a correct password. When the capacity is reached, the password of another account is removed.</summary>
    public void Add(AccountName name, PasswordHash hash, string password)
    {
        var tag = new byte[KeyedHash.Length];
        Tag(name, password, tag);
        _byName[name] = new Verified(hash, tag);
        while (_byName.Count > capacity)
        {
            var other = _byName.Select(entry => entry.Key).FirstOrDefault(key => key != name);
            if (other is null || !_byName.TryRemove(other, out _))
                return;
        }
    }

    /// <summary>Forgets the accounts that are gone or have another hash.</summary>
    public void Prune(AccountDirectory accounts)
    {
        foreach (var (name, verified) in _byName)
        {
            if (accounts.Find(name)?.Account is not { Password: PasswordHash hash } account || account.Name != name || !hash.Equals(verified.Hash))
                _byName.TryRemove(KeyValuePair.Create(name, verified));
        }
    }

    private void Tag(AccountName name, string password, Span<byte> tag) =>
        _hash.Compute(Encoding.UTF8.GetBytes(name.Display.ToUpperInvariant() + "\0"), Encoding.UTF8.GetBytes(password), tag);

    private sealed record Verified(PasswordHash Hash, byte[] Tag);
}
