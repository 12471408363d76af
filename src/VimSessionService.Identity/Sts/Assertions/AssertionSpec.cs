using System.Security.Cryptography.X509Certificates;
using VimSessionService.Identity.Signatures;

namespace VimSessionService.Identity.Sts.Assertions;

/// <summary>Somebody who acts for the subject of a token.</summary>
/// <param name="Name">The name as tokens have it.</param>
/// <param name="Since">Since when.</param>
internal sealed record TokenDelegate(string Name, DateTimeOffset Since);

/// <summary>What an assertion is going to say.</summary>
internal sealed record AssertionSpec
{
    /// <summary>By which its signature names it; a random one unless it is given.</summary>
    public Guid Id { get; init; } = Guid.NewGuid();

    /// <summary>The name of the issuer, a URL.</summary>
    public required string Issuer { get; init; }

    /// <summary>When it is issued.</summary>
    public required DateTimeOffset IssuedAt { get; init; }

    /// <summary>When it begins to be good.</summary>
    public required DateTimeOffset NotBefore { get; init; }

    /// <summary>When it ends.</summary>
    public required DateTimeOffset NotOnOrAfter { get; init; }

    /// <summary>Whose it is, as user@DOMAIN.</summary>
    public required string Subject { get; init; }

    /// <summary>The full name of the subject.</summary>
    public required string FullName { get; init; }

    /// <summary>The groups of the subject, as DOMAIN\group.</summary>
    public required IReadOnlyList<string> Groups { get; init; }

    /// <summary>Whether the subject is a program rather than a person.</summary>
    public required bool IsSolution { get; init; }

    /// <summary>How whoever asked for it was authenticated.</summary>
    public required string AuthenticationContext { get; init; }

    /// <summary>When they were.</summary>
    public required DateTimeOffset AuthenticatedAt { get; init; }

    /// <summary>Whose key has to sign what is asked for with the token; null for a bearer token.</summary>
    public X509Certificate2? ConfirmationKey { get; init; }

    /// <summary>The one service that the token is for; null where it is not said.</summary>
    public string? Recipient { get; init; }

    /// <summary>The services that the token is for; empty for any.</summary>
    public IReadOnlyList<string> Audience { get; init; } = [];

    /// <summary>How often it can be delegated further.</summary>
    public int DelegationCount { get; init; }

    /// <summary>Who acts for the subject, the first one first.</summary>
    public IReadOnlyList<TokenDelegate> Delegates { get; init; } = [];

    /// <summary>How often it can be renewed; 0 when it cannot.</summary>
    public int RenewCount { get; init; }

    /// <summary>What it is signed by.</summary>
    public SignatureAlgorithm Signature { get; init; } = SignatureAlgorithm.RsaSha256;
}
