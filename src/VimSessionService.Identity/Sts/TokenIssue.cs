using System.Security.Cryptography.X509Certificates;
using VimSessionService.Core;
using VimSessionService.Core.Calls;
using VimSessionService.Core.Directory.Users;
using VimSessionService.Identity.Keys;
using VimSessionService.Identity.Saml;
using VimSessionService.Identity.Signatures;
using VimSessionService.Identity.Sts.Assertions;
using VimSessionService.Identity.Sts.Faults;
using VimSessionService.Identity.Sts.Requesters;
using VimSessionService.Identity.Sts.Requests;

namespace VimSessionService.Identity.Sts;

/// <summary>What a new token is made of.</summary>
internal sealed record TokenSpecification
{
    /// <summary>The request.</summary>
    public required TokenRequest Request { get; init; }

    /// <summary>Who asks.</summary>
    public required Requester Requester { get; init; }

    /// <summary>The token that it is made from, for its subject; null for one of whoever asks.</summary>
    public VerifiedAssertion? Template { get; init; }

    /// <summary>Who is going to act for the subject by it besides; null for nobody.</summary>
    public AccountName? Delegate { get; init; }

    /// <summary>The key that it is bound to; null for a bearer token.</summary>
    public X509Certificate2? ConfirmationKey { get; init; }

    /// <summary>Whether it is a renewed <see cref="Template"/>.</summary>
    public bool IsRenewal { get; init; }

    /// <summary>Whether it is to be delegatable.</summary>
    public bool IsDelegatable { get; init; }

    /// <summary>Whom it is for; empty for anybody.</summary>
    public IReadOnlyList<string> Audience { get; init; } = [];
}

/// <summary>Issues tokens. A token for another user can be used for less than the requester's own token.</summary>
/// <param name="keys">What signs them.</param>
/// <param name="policy">How long they are good.</param>
/// <param name="principals">Who their subjects are.</param>
/// <param name="tenant">The domain of single sign-on.</param>
/// <param name="time">The clock.</param>
/// <param name="randomness">Where their ids come from.</param>
internal sealed class TokenIssue(ISigningKeys keys, TokenPolicy policy, Principals principals, string tenant, TimeProvider time, Randomness randomness)
{
    /// <summary>A token and what is in it that the answer repeats.</summary>
    public sealed record Issued(IssuedToken Token, bool IsDelegatable, bool IsRenewable, string SignatureAlgorithm);

    /// <summary>The name of the issuer, at which its metadata is.</summary>
    public static string IssuerOf(ServiceAddress address, string tenant) => $"{address.Origin}/websso/SAML2/Metadata/{tenant}";

    /// <summary>Makes a token.</summary>
    /// <exception cref="StsFaultException">InvalidTimeRange, InvalidRequest or UnableToRenew.</exception>
    public Issued Make(TokenSpecification order, ServiceAddress address)
    {
        var requester = order.Requester;
        var key = keys.Current;
        var now = time.GetUtcNow();
        var history = order.Template is { } template ? TokenHistory.Of(template.Element) : null;

        // A requester with their own token gets the same as with their password.
        var isOwn = order.Template is null || Same(order.Template.Principal.Name, requester.Name);
        var (subject, identity) = isOwn ? (requester.Name, requester.Identity) : SubjectOf(order.Template!);
        var (from, to) = policy.LifeOf(
            order.Request, now, order.ConfirmationKey, key.Certificate, isOwn || order.IsRenewal ? null : order.Template!.NotOnOrAfter);
        var algorithm = order.Request.SignatureAlgorithm is { } asked && SignatureAlgorithm.Find(asked, WeakHashes.None) is { IsEcdsa: false } known
            ? known
            : SignatureAlgorithm.RsaSha256;
        var spec = new AssertionSpec
        {
            Id = randomness.NewGuid(),
            Issuer = IssuerOf(address, tenant),
            IssuedAt = now,
            NotBefore = from,
            NotOnOrAfter = to,
            Subject = PrincipalNames.OfUser(subject),
            FullName = identity.FullName,
            Groups = [.. identity.Groups.Select(PrincipalNames.OfGroup)],
            IsSolution = principals.IsSolution(subject),
            AuthenticationContext = requester.AuthenticationContext,
            AuthenticatedAt = now,
            ConfirmationKey = order.ConfirmationKey,
            Recipient = order.Request.Participants is [var only] ? only : null,
            Audience = order.Audience,
            Delegates = [.. history?.Delegates ?? [], .. order.Delegate is { } name ? [new TokenDelegate(PrincipalNames.OfUser(name), now)] : Array.Empty<TokenDelegate>()],
            DelegationCount = policy.DelegationsOf(isOwn ? null : history!.DelegationCount, order.Delegate is not null, order.IsDelegatable),
            RenewCount = policy.RenewalsOf(isOwn ? null : history!.RenewCount, order.IsRenewal, order.Request.IsRenewable),
            Signature = algorithm,
        };
        var token = new IssuedToken(AssertionWriter.Write(spec, key), from, to);
        return new Issued(token, spec.DelegationCount > 0, spec.RenewCount > 0, algorithm.Uri);
    }

    private (AccountName Name, UserIdentity Identity) SubjectOf(VerifiedAssertion token) => principals.Find(token.Principal) is { } identity
        ? (token.Principal.Name, identity)
        : throw StsFaults.InvalidRequest("'ActAs' token is invalid!", $"the token's subject {token.Principal.Name} is gone");

    private static bool Same(AccountName one, AccountName other) =>
        PrincipalNames.OfUser(one).Equals(PrincipalNames.OfUser(other), StringComparison.OrdinalIgnoreCase);
}
