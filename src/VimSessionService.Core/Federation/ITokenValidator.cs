using VimSessionService.Core.Calls;

namespace VimSessionService.Core.Federation;

/// <summary>Verifies the token that a message bears, and with it the message where the token's key has to sign it.</summary>
public interface ITokenValidator
{
    /// <summary>Whom the token proves the caller to be.</summary>
    /// <param name="message">The whole message as it came, which is read before the method returns.</param>
    /// <param name="client">The caller, whose TLS certificate may hold the token's key.</param>
    /// <exception cref="ProofRefusedException">There is no token, or it is not valid.</exception>
    FederatedPrincipal Validate(ReadOnlyMemory<byte> message, ClientInfo client);
}
