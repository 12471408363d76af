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
}
