namespace VimSessionService.Core.Authentication;

/// <summary>
/// Verifies the token of a LoginByToken, and with it the request where the token's key has to sign it. One object serves all logins, several at a time, on
/// any thread.
/// </summary>
public interface ITokenValidator
{
    /// <summary>Verifies whom the token proves the caller to be.</summary>
    /// <param name="proof">The token, with the message that bears it.</param>
    /// <param name="client">The caller, whose TLS certificate may hold the token's key.</param>
    /// <param name="cancellationToken">Cancelled when the client has gone or the service stops.</param>
    /// <exception cref="ProofRefusedException">
    /// There is no token, or it is not valid. The client is answered with InvalidLogin, the log gets the message, and an event names the user that
    /// the exception names.
    /// </exception>
    /// <exception cref="ServiceBusyException">The token cannot be verified now. The client is answered with HTTP 503.</exception>
    /// <exception cref="Exception">Any other exception is a SystemError for the client, and its text is logged. Nobody is logged in.</exception>
    ValueTask<FederatedPrincipal> ValidateAsync(CallerProof proof, ClientInfo client, CancellationToken cancellationToken);
}
