using VimSessionService.Core.Authentication;


namespace VimSessionService.Identity.Detached;

/// <summary>A SAML token that came outside of a SOAP message, with what its key signed of the request.</summary>
/// <param name="assertion">The assertion, XML in UTF-8.</param>
/// <param name="signature">What the key of the token signed; null for a request without a signature.</param>
public sealed class DetachedToken(ReadOnlyMemory<byte> assertion, DetachedSignature? signature) : CallerProof
{
    /// <inheritdoc/>
    public override int Length => assertion.Length;

    /// <inheritdoc/>
    public override ReadOnlyMemory<byte> Assertion => assertion;

    /// <summary>What the key of the token signed; null for a request without a signature.</summary>
    public DetachedSignature? Signature => signature;
}
