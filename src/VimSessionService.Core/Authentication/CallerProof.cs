namespace VimSessionService.Core.Authentication;

/// <summary>
/// What comes with a request to prove who calls, beside the arguments: for SOAP, the WS-Security header and the message that it may sign. It owns its
/// memory, so that it can be read at any time; it is read by one thread at a time.
/// </summary>
public abstract class CallerProof
{
    /// <summary>The size in bytes of what it is read from, for a validator to bound before it reads anything else.</summary>
    public abstract int Length { get; }

    /// <summary>The SAML 2.0 assertion as it came: one XML element in UTF-8, without declarations of namespaces that stand outside of it.</summary>
    /// <exception cref="ProofRefusedException">There is no assertion, or the header cannot be read.</exception>
    public abstract ReadOnlyMemory<byte> Assertion { get; }

    /// <summary>Verifies whom it proves the caller to be. A proof that is no SAML token knows another way than the validator.</summary>
    /// <param name="validator">Verifies SAML tokens.</param>
    /// <param name="client">The caller.</param>
    /// <param name="cancellationToken">Cancelled when the client has gone or the service stops.</param>
    /// <exception cref="ProofRefusedException">It proves nothing.</exception>
    /// <exception cref="ServiceBusyException">It cannot be verified now.</exception>
    public virtual ValueTask<FederatedPrincipal> VerifyAsync(ITokenValidator validator, ClientInfo client, CancellationToken cancellationToken) =>
        validator.ValidateAsync(this, client, cancellationToken);
}
