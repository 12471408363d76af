using System.Collections.Concurrent;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using VimSessionService.Core;
using VimSessionService.Core.Authentication;
using VimSessionService.Identity.Detached;
using VimSessionService.Identity.Trust;
using VimSessionService.Identity.WsSecurity;
using VimSessionService.Identity.Xml;

namespace VimSessionService.Identity.Saml;

/// <summary>
/// Verifies the SAML 2.0 token of a login (specification, LoginByToken): the one assertion in the message's security header, and for
/// one that names a key that the caller holds that key, by the message's signature or by the certificate of the connection.
/// </summary>
internal sealed class SamlTokenValidator : ITokenValidator
{
    /// <summary>More than any client writes around a token.</summary>
    private const int MostAroundToken = 16 * 1024;

    private readonly ITrustedIssuers _issuers;
    private readonly int _maxMessage;
    private readonly MessageLimits _limits;
    private readonly AssertionVerifier _assertions;
    private readonly MessageProof _proof;
    private readonly IReplayMemory _used;
    private readonly ConcurrentBag<MessageReader> _readers = [];

    /// <summary>Makes one.</summary>
    /// <param name="issuers">The issuers whose tokens are accepted.</param>
    /// <param name="options">What tokens are accepted.</param>
    /// <param name="time">The clock.</param>
    /// <param name="replays">Where is remembered what was used; null for the memory of this process.</param>
    public SamlTokenValidator(ITrustedIssuers issuers, AssertionOptions options, TimeProvider time, ReplayMemories? replays = null)
    {
        replays ??= ReplayMemories.InProcess(time);
        _issuers = issuers;
        _maxMessage = options.MaxTokenBytes + MostAroundToken;
        _limits = options.Message;
        _assertions = new AssertionVerifier(issuers, options, time);
        _used = replays.LoginAssertions;
        _proof = new MessageProof(time, options.ClockSkew, replays.LoginMessages, options.WeakHashes);
        Skew = options.ClockSkew;
    }

    private TimeSpan Skew { get; }

    /// <inheritdoc/>
    public async ValueTask<FederatedPrincipal> ValidateAsync(CallerProof proof, ClientInfo client, CancellationToken cancellationToken)
    {
        await _issuers.EnsureAsync(cancellationToken);
        var (assertion, signed) = Validate(proof, client, cancellationToken);
        try
        {
            await UseUpAsync(assertion, signed, cancellationToken);
            return assertion.Principal;
        }
        catch (ProofRefusedException refused)
        {
            throw Refused(refused, assertion);
        }
    }

    /// <summary>What is left to be checked is whether the assertion and the message, if it was signed, were used before.</summary>
    private (VerifiedAssertion Assertion, SignedMessage? Signed) Validate(CallerProof proof, ClientInfo client, CancellationToken cancellationToken)
    {
        if (_issuers.Certificates.Count == 0)
            throw Refused("no STS is trusted: name one with --trusted-sts");
        if (proof.Length > _maxMessage)
            throw Refused($"the message is larger than {_maxMessage} bytes, which no accepted token needs");
        return proof switch
        {
            MessageSecurity message => Validate(message, client, cancellationToken),
            DetachedToken token => Validate(token, client, cancellationToken),
            _ => throw Refused("the token came neither in a SOAP message nor by itself"),
        };
    }

    private (VerifiedAssertion Assertion, SignedMessage? Signed) Validate(MessageSecurity message, ClientInfo client, CancellationToken cancellationToken)
    {
        var header = Read(message, cancellationToken);
        var envelope = header.Envelope.Document;
        var element = header.Assertion ?? throw Refused("there is no SAML 2.0 assertion in the security header");
        RequireNothingElsewhere(envelope, header.Signature, element);

        // Whose token it is comes first: the event of a login that is refused names them (docs/facts/privileges-and-events.md), a message that is old too.
        var assertion = _assertions.Verify(element);
        try
        {
            if (header.Timestamp is { } timestamp)
                _proof.RequireFresh(timestamp);
            return (assertion, assertion.ConfirmationKey is { } key ? RequireKey(header, key, client) : null);
        }
        catch (ProofRefusedException refused)
        {
            throw Refused(refused, assertion);
        }
    }

    /// <summary>A session of the vSphere Automation API is made of a token that can be passed on, since its services act by tokens of their own (docs/facts/automation-api.md).</summary>
    private (VerifiedAssertion Assertion, SignedMessage? Signed) Validate(DetachedToken token, ClientInfo client, CancellationToken cancellationToken)
    {
        var document = Load(token.Assertion, cancellationToken);
        MessageIds.RequireUnique(document);
        RequireNothingElsewhere(document, signature: null, document.Root);
        var assertion = _assertions.Verify(document.Root);
        try
        {
            if (!assertion.IsDelegatable)
                throw Refused("the token cannot be delegated");
            var signed = assertion.ConfirmationKey is not { } key ? null
                : token.Signature is { } signature ? _proof.Verify(signature, key)
                : RequireKeyOfConnection(key, client);
            return (assertion, signed);
        }
        catch (ProofRefusedException refused)
        {
            throw Refused(refused, assertion);
        }
    }

    /// <summary>Only at the end is anything remembered, and in the share of whom the token is of.</summary>
    private async ValueTask UseUpAsync(VerifiedAssertion assertion, SignedMessage? signed, CancellationToken cancellationToken)
    {
        var principal = assertion.Principal.Name.Display;
        if (assertion.IsForOneUse)
            await UseUpAsync(assertion, principal, cancellationToken);
        if (signed is not null)
            await _proof.UseUpAsync(signed, principal, cancellationToken);
    }

    private MessageDocument Load(ReadOnlyMemory<byte> assertion, CancellationToken cancellationToken)
    {
        var reader = _readers.TryTake(out var used) ? used : new MessageReader(_limits);
        try
        {
            return MessageDocument.Load(assertion.ToArray(), reader, cancellationToken);
        }
        finally
        {
            _readers.Add(reader);
        }
    }

    private SecurityHeader Read(MessageSecurity message, CancellationToken cancellationToken)
    {
        var reader = _readers.TryTake(out var used) ? used : new MessageReader(_limits);
        try
        {
            return message.Read(reader, cancellationToken);
        }
        finally
        {
            _readers.Add(reader);
        }
    }

    /// <summary>An assertion or a signature in any other place is there for a reader who looks in the wrong one.</summary>
    private static void RequireNothingElsewhere(MessageDocument document, MessageElement? signature, MessageElement assertion)
    {
        foreach (var element in document.Elements)
        {
            if (element.LocalName == "Assertion" && element != assertion)
                throw Refused("there is an assertion besides the one that is looked at");
            if (element.Is("Signature", XmlNames.Signature) && element != signature && element.Parent != assertion)
                throw Refused("there is a signature besides those of the assertion and of the message");
        }
    }

    /// <summary>The message, when it was signed by the token's key; null when the connection proved that key.</summary>
    private SignedMessage? RequireKey(SecurityHeader header, X509Certificate2 key, ClientInfo client)
    {
        return header.Signature is not null ? _proof.Verify(header, key) : RequireKeyOfConnection(key, client);
    }

    private static SignedMessage? RequireKeyOfConnection(X509Certificate2 key, ClientInfo client)
    {
        var isOfConnection = client.Certificate is { } shown && shown.GetKeyAlgorithm() == key.GetKeyAlgorithm()
            && shown.GetKeyAlgorithmParameters().AsSpan().SequenceEqual(key.GetKeyAlgorithmParameters()) && shown.GetPublicKey().AsSpan().SequenceEqual(key.GetPublicKey());
        return isOfConnection
            ? null
            : throw Refused("a holder-of-key token came without a proof of its key: neither a signature of the message nor a certificate of the connection");
    }

    private async ValueTask UseUpAsync(VerifiedAssertion assertion, string principal, CancellationToken cancellationToken)
    {
        if (await _used.RememberAsync(Encoding.UTF8.GetBytes(assertion.Issuer + "\n" + assertion.Id), assertion.NotOnOrAfter + Skew, principal, cancellationToken) != Remembered.New)
            throw Refused("the assertion is for one use, and was used or cannot be remembered");
    }

    private static ProofRefusedException Refused(string reason) => new(reason);

    /// <summary>The event of a login that is refused names whose token it is.</summary>
    private static ProofRefusedException Refused(ProofRefusedException refused, VerifiedAssertion assertion) => new(refused.Message, assertion.Principal.Name.Display);
}
