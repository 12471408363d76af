using System.Text;
using VimSessionService.Core;
using VimSessionService.Core.Authentication;

namespace VimSessionService.Vapi.OpenId;

/// <summary>An access token of an OpenID provider, by which a client asks for a session.</summary>
/// <param name="token">The token, a secret.</param>
/// <param name="tokens">Verifies it.</param>
internal sealed class AccessTokenProof(string token, AccessTokens tokens) : CallerProof
{
    /// <inheritdoc/>
    public override int Length => Encoding.UTF8.GetByteCount(token);

    /// <inheritdoc/>
    public override ReadOnlyMemory<byte> Assertion => throw new ProofRefusedException("an access token is no SAML assertion");

    /// <inheritdoc/>
    public override async ValueTask<FederatedPrincipal> VerifyAsync(ITokenValidator validator, ClientInfo client, CancellationToken cancellationToken) =>
        (await tokens.VerifyAsync(token, cancellationToken)).Principal;
}
