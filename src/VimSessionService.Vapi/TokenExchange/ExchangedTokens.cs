using VimSessionService.Core;
using VimSessionService.Core.Authentication;
using VimSessionService.Core.Calls;
using VimSessionService.Core.Directory;
using VimSessionService.Identity.Keys;
using VimSessionService.Identity.Sts;
using VimSessionService.Identity.Sts.Assertions;
using VimSessionService.Identity.Sts.Requesters;
using VimSessionService.Vapi.OpenId;

namespace VimSessionService.Vapi.TokenExchange;

/// <summary>Makes SAML tokens for the users of an OpenID provider: bearer tokens that can be delegated and are good no longer than the access token.</summary>
/// <param name="keys">What signs them.</param>
/// <param name="mapping">Who the users are here.</param>
/// <param name="accounts">Names the domain of single sign-on.</param>
/// <param name="options">How long tokens are good.</param>
/// <param name="time">The clock.</param>
/// <param name="randomness">Where their ids come from.</param>
internal sealed class ExchangedTokens(ISigningKeys keys, PrincipalMapping mapping, AccountDirectory accounts, StsOptions options, TimeProvider time, Randomness randomness)
{
    /// <summary>A token.</summary>
    /// <param name="Assertion">The assertion.</param>
    /// <param name="Life">How long it is good.</param>
    public sealed record Made(string Assertion, TimeSpan Life);

    /// <summary>Makes a token.</summary>
    /// <param name="access">The access token.</param>
    /// <param name="address">The service as its client knows it.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <exception cref="ProofRefusedException">The user is not here, or the access token or the key that signs has ended.</exception>
    /// <exception cref="ServiceBusyException">It cannot be known now which key signs.</exception>
    public async ValueTask<Made> MakeAsync(VerifiedAccess access, ServiceAddress address, CancellationToken cancellationToken)
    {
        var principal = access.Principal;
        if (!mapping.IsKnown(principal.Name))
            throw new ProofRefusedException("the service has no such user", principal.Name.Display);
        var identity = mapping.IdentityOf(principal);
        await keys.EnsureAsync(cancellationToken);
        var key = keys.Current;
        var now = time.GetUtcNow();
        DateTimeOffset[] ends = [now + options.LongestBearerToken, access.Ends, new DateTimeOffset(key.Certificate.NotAfter.ToUniversalTime())];
        var end = ends.Min();
        if (end <= now)
            throw new ProofRefusedException("the access token, or the certificate that signs tokens, has ended", principal.Name.Display);
        var assertion = AssertionWriter.Write(
            new AssertionSpec
            {
                Id = randomness.NewGuid(),
                Issuer = TokenIssue.IssuerOf(address, accounts.SsoDomain),
                IssuedAt = now,
                NotBefore = now,
                NotOnOrAfter = end,
                Subject = PrincipalNames.OfUser(principal.Name),
                FullName = identity.FullName,
                Groups = [.. identity.Groups.Select(PrincipalNames.OfGroup)],
                IsSolution = false,
                AuthenticationContext = Requester.ByToken,
                AuthenticatedAt = now,
                DelegationCount = options.DelegationCount,
            },
            key);
        return new Made(assertion, end - now);
    }
}
