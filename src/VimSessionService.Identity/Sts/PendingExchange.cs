using System.Security.Cryptography.X509Certificates;
using VimSessionService.Core.Authentication;
using VimSessionService.Identity.Sts.Requests;
using VimSessionService.Identity.WsSecurity;

namespace VimSessionService.Identity.Sts;

/// <summary>A negotiation that waits for its client's next leg, and what the client asked for when it began.</summary>
/// <param name="Caller">Where the latest leg came from.</param>
/// <param name="Negotiation">The negotiation.</param>
/// <param name="Request">What was asked for.</param>
/// <param name="Header">The security header that it was asked with.</param>
/// <param name="Signer">Whose key signed it; null for an unsigned one.</param>
/// <param name="Signed">The message as it was signed; null for an unsigned one.</param>
/// <param name="Size">How many bytes the message has, of which request and header are parts.</param>
internal sealed record PendingExchange(
    StsCaller Caller, INegotiation Negotiation, TokenRequest Request, SecurityHeader Header, X509Certificate2? Signer, SignedMessage? Signed, int Size) : IDisposable
{
    /// <summary>Ends the negotiation.</summary>
    public void Dispose() => Negotiation.Dispose();
}
