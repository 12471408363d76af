using System.Security.Cryptography.X509Certificates;

namespace VimSessionService.Core.Directory.Users;

/// <summary>An account as configuration gives it.</summary>
public sealed record Account
{
    /// <summary>The name; without a domain for an account of the server itself.</summary>
    public required AccountName Name { get; init; }

    /// <summary>The full name; null for the default.</summary>
    public string? FullName { get; init; }

    /// <summary>The groups, as permissions name them.</summary>
    public IReadOnlyList<string> Groups { get; init; } = [];

    /// <summary>What a password is checked against; null for an account that logs in otherwise only.</summary>
    public StoredPassword? Password { get; init; }

    /// <summary>Whether nobody can log in as it, by password or token.</summary>
    public bool IsDisabled { get; init; }

    /// <summary>The certificate by which the account, a program's, gets its tokens; null for none.</summary>
    public X509Certificate2? Certificate { get; init; }

    /// <summary>Whether another account has the same values.</summary>
    internal bool IsSame(Account other) =>
        Name == other.Name
        && FullName == other.FullName
        && IsDisabled == other.IsDisabled
        && Groups.SequenceEqual(other.Groups, StringComparer.Ordinal)
        && Password?.Encode() == other.Password?.Encode()
        && Certificate?.Thumbprint == other.Certificate?.Thumbprint;
}

/// <summary>An account and the identity that its sessions bear.</summary>
internal sealed record KnownAccount(Account Account, UserIdentity Identity);
