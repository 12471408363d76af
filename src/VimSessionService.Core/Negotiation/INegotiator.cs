using VimSessionService.Core.Federation;

namespace VimSessionService.Core.Negotiation;

/// <summary>The accepting side of GSS-API, which proves who somebody is in one leg or several.</summary>
public interface INegotiator
{
    /// <summary>Begins a negotiation with a client.</summary>
    INegotiation Begin();
}

/// <summary>One negotiation with one client, which takes its tokens one after the other.</summary>
public interface INegotiation : IDisposable
{
    /// <summary>Takes the client's next token.</summary>
    /// <exception cref="ProofRefusedException">The token is malformed or proves nothing. The negotiation has ended.</exception>
    NegotiationLeg Accept(ReadOnlySpan<byte> token);
}

/// <summary>What came of a token.</summary>
/// <param name="Answer">The token for the client; empty when there is none.</param>
/// <param name="Principal">Who the client is; null while another leg is needed.</param>
public sealed record NegotiationLeg(ReadOnlyMemory<byte> Answer, FederatedPrincipal? Principal);
