namespace VimSessionService.Core.Authentication;

/// <summary>
/// The accepting side of GSS-API, which proves who somebody is in one leg or several.
/// <para>Threads: <see cref="Begin"/> is called by many threads at once; a negotiation is used by one call at a time, not always on the same thread.</para>
/// <para>
/// Life: a negotiation lives on the replica that began it, at a login by SSPI for two minutes at most, at the security token service for five minutes after
/// each leg. It is disposed of exactly once: after its last leg, when it is refused, when it takes too long, or when too many are waiting. It is not used
/// afterwards.
/// </para>
/// </summary>
public interface INegotiator
{
    /// <summary>Begins a negotiation with a client. It does not wait for anything.</summary>
    INegotiation Begin();
}

/// <summary>
/// One negotiation with one client, which takes its tokens one after the other.
/// <para>
/// Exceptions: <see cref="ProofRefusedException"/> is a refused login: the client gets InvalidLogin and an event is posted. Anything else fails the
/// call: the client gets the fault SystemError without the exception's text, the log gets the exception. Either ends the negotiation.
/// </para>
/// </summary>
public interface INegotiation : IDisposable
{
    /// <summary>Takes the client's next token.</summary>
    /// <param name="token">The token, 1 to 65,536 bytes that the client chose. Good until the result is there.</param>
    /// <param name="cancellationToken">Cancelled when the client has gone or the service stops; the negotiation has ended then.</param>
    /// <exception cref="ProofRefusedException">The token is malformed or proves nothing. The negotiation has ended.</exception>
    ValueTask<NegotiationLeg> AcceptAsync(ReadOnlyMemory<byte> token, CancellationToken cancellationToken);
}

/// <summary>What came of a token.</summary>
/// <param name="Answer">The token for the client; empty when there is none.</param>
/// <param name="Principal">Who the client is; null while another leg is needed.</param>
public sealed record NegotiationLeg(ReadOnlyMemory<byte> Answer, FederatedPrincipal? Principal);
