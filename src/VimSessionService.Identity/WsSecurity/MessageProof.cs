using System.Security.Cryptography.X509Certificates;
using VimSessionService.Core.Authentication;
using VimSessionService.Identity.Detached;
using VimSessionService.Identity.Signatures;
using VimSessionService.Identity.Xml;

namespace VimSessionService.Identity.WsSecurity;

/// <summary>A message that was verified to be signed by a key. It can be used once: see <see cref="MessageProof.UseUpAsync"/>.</summary>
/// <param name="What">What tells it from every other: the key and the hash that the key signed.</param>
/// <param name="Until">When it is too old to be used in any case.</param>
internal sealed record SignedMessage(byte[] What, DateTimeOffset Until);

/// <summary>
/// Verifies that the sender of a message holds a key: the key signed the timestamp and the body of the message, the timestamp is current, and the
/// message was not used before (WS-Security 1.1).
/// </summary>
/// <param name="time">The clock.</param>
/// <param name="skew">How far the clocks of clients may be from it.</param>
/// <param name="replays">The signed messages that came already.</param>
/// <param name="weak">The broken hashes that the operator accepts.</param>
internal sealed class MessageProof(TimeProvider time, TimeSpan skew, IReplayMemory replays, WeakHashes weak = WeakHashes.None)
{
    private const string SamlId = "#SAMLID";

    private readonly VerificationKeys _keys = new();

    /// <summary>The longest validity of a timestamp, even if it names a longer one, so that the number of remembered messages is limited.</summary>
    private static readonly TimeSpan LongestLife = TimeSpan.FromHours(1);

    /// <summary>
    /// Verifies that a message was signed by a key. The signature comes first and the digests after it: they cost what the sender wants
    /// them to cost.
    /// </summary>
    /// <param name="header">The message's header.</param>
    /// <param name="key">
    /// The certificate whose key has to have signed it. Whether that key is anybody's is for the caller to know, who has to know it
    /// before where that can be.
    /// </param>
    /// <returns>The message, which the caller uses up once it is known whose it is.</returns>
    /// <exception cref="ProofRefusedException">It was not, or the message is not fresh.</exception>
    public SignedMessage Verify(SecurityHeader header, X509Certificate2 key)
    {
        var element = header.Signature ?? throw Refused("the message is not signed");
        var timestamp = header.Timestamp ?? throw Refused("the message is signed and has no timestamp");
        var signature = XmlSignature.Read(element, weak);
        var (overTimestamp, overBody) = References(signature, timestamp, header.Body);
        RequireReference(signature.KeyInfo, header);
        var until = RequireFresh(timestamp);
        if (!signature.IsMadeBy(key, _keys))
            throw Refused("the message was signed by another key");
        if (!overTimestamp.Covers(timestamp.Element, element))
            throw Refused("the timestamp is not the one that was signed");
        if (!overBody.Covers(header.Body, element))
            throw Refused("the body is not the one that was signed");

        // By what was signed and not by the signature's value, of which ECDSA has several for the same.
        return new SignedMessage([.. key.GetPublicKey(), .. signature.SignedHash], until);
    }

    /// <summary>Verifies that a request outside of SOAP was signed by a key, and is fresh.</summary>
    /// <param name="signature">The signature.</param>
    /// <param name="key">The certificate whose key has to have made it.</param>
    /// <returns>The request, which the caller uses up once it is known whose it is.</returns>
    /// <exception cref="ProofRefusedException">It was not, or the request is not fresh.</exception>
    public SignedMessage Verify(DetachedSignature signature, X509Certificate2 key)
    {
        var until = RequireFresh(signature.Created, signature.Expires);
        if (!_keys.IsMadeBy(key, SignatureAlgorithm.Rsa(signature.Hash), signature.Signed.Span, signature.Value.Span))
            throw Refused("the request was signed by another key, or is not the one that was signed");
        return new SignedMessage([.. key.GetPublicKey(), .. signature.Signed.Span], until);
    }

    /// <summary>
    /// Marks a message as used, so that it is refused from now on. Call it after all other checks, so that messages of unauthenticated senders are not
    /// remembered.
    /// </summary>
    /// <param name="message">The message.</param>
    /// <param name="principal">Whose it is, of whose share it takes.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="ProofRefusedException">It came before, or may have.</exception>
    public async ValueTask UseUpAsync(SignedMessage message, string principal, CancellationToken cancellationToken)
    {
        switch (await replays.RememberAsync(message.What, message.Until, principal, cancellationToken))
        {
            case Remembered.Again:
                throw Refused("the signed message came before");
            case Remembered.Full:
                throw Refused("the signed message may have come before: newer ones of this user were forgotten, of which there are too many");
        }
    }

    /// <summary>Requires that a timestamp is neither of the past nor of the future.</summary>
    /// <exception cref="ProofRefusedException">It is.</exception>
    /// <returns>When it is too old to be used in any case.</returns>
    public DateTimeOffset RequireFresh(MessageTimestamp timestamp) => RequireFresh(timestamp.Created, timestamp.Expires);

    private DateTimeOffset RequireFresh(DateTimeOffset created, DateTimeOffset expires)
    {
        var now = time.GetUtcNow();
        if (expires <= created)
            throw Refused("the timestamp expires before it was made");
        if (created - skew > now)
            throw Refused("the timestamp is of the future");
        var longest = created + LongestLife;
        var end = (expires < longest ? expires : longest) + skew;
        return end > now ? end : throw Refused("the timestamp has expired");
    }

    /// <summary>The two references, in any order. A third one is refused, since it could be to an element that is not read.</summary>
    private static (SignedReference Timestamp, SignedReference Body) References(XmlSignature signature, MessageTimestamp timestamp, MessageElement body)
    {
        if (timestamp.Id is not { } timestampId || SecurityHeader.IdOf(body) is not { } bodyId)
            throw Refused("the timestamp or the body has no id to be signed by");
        if (signature.References is not [var first, var second] || first.IsEnveloped || second.IsEnveloped)
            throw Refused("the signature is not one over the timestamp and the body");
        if (first.Id == timestampId && second.Id == bodyId)
            return (first, second);
        return first.Id == bodyId && second.Id == timestampId ? (second, first) : throw Refused("the signature does not cover the timestamp and the body");
    }

    /// <summary>The signature says by which token of this message its key is known: the assertion or the certificate.</summary>
    private static void RequireReference(MessageElement? keyInfo, SecurityHeader header)
    {
        if (keyInfo?.Children() is not [var reference] || !reference.Is("SecurityTokenReference", XmlNames.Security) || reference.Children() is not [var to])
            throw Refused("the signature's key is not named by one security token reference");
        var isNamed = to switch
        {
            { LocalName: "KeyIdentifier", NamespaceUri: XmlNames.Security } =>
                to.Find("ValueType")?.EndsWith(SamlId, StringComparison.Ordinal) == true
                && header.Assertion?.Find("ID") is { } id && to.Text()?.Trim() == id,
            { LocalName: "Reference", NamespaceUri: XmlNames.Security } =>
                header.BinarySecurityToken?.Id is { } id && to.Find("URI") == "#" + id,
            _ => false,
        };
        if (!isNamed)
            throw Refused("the signature's key is that of another token than the message's");
    }

    private static ProofRefusedException Refused(string reason) => new(reason);
}
