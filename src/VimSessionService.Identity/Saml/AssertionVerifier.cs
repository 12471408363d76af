using System.Security.Cryptography.X509Certificates;
using VimSessionService.Core;
using VimSessionService.Core.Authentication;
using VimSessionService.Identity.Signatures;
using VimSessionService.Identity.Trust;
using VimSessionService.Identity.Xml;

namespace VimSessionService.Identity.Saml;

/// <summary>
/// Verifies that an assertion was made by a trusted issuer, is unchanged, and is valid now and for this service. Cheap checks are made
/// first, then the signature is verified, and signed content is used only after that.
/// </summary>
/// <param name="issuers">The issuers whose assertions are accepted.</param>
/// <param name="options">What assertions are accepted.</param>
/// <param name="time">The clock.</param>
internal sealed class AssertionVerifier(ITrustedIssuers issuers, AssertionOptions options, TimeProvider time)
{
    private readonly VerificationKeys _keys = new();
    private readonly ConfirmationCertificates _certificates = new();

    /// <summary>Verifies an assertion. How its bearer shows that it is theirs is for the caller to see to.</summary>
    /// <exception cref="ProofRefusedException">It is not good.</exception>
    public VerifiedAssertion Verify(MessageElement assertion)
    {
        var parts = new AssertionParts(assertion, options.MaxTokenBytes);
        var nameId = NameIdOf(parts.Subject);
        try
        {
            var signer = RequireSignature(parts, assertion);
            return Read(parts, assertion, nameId, issuers.IsOwn(signer));
        }
        catch (ProofRefusedException refused) when (refused.UserName.Length == 0)
        {
            throw new ProofRefusedException(refused.Message, (nameId.Text() ?? "").Truncate(Truncation.UserName));
        }
    }

    private VerifiedAssertion Read(AssertionParts parts, MessageElement assertion, MessageElement nameId, bool isOwn)
    {
        var name = AssertedName.Read(nameId);
        var now = time.GetUtcNow();
        var conditions = new AssertionConditions(parts.Conditions);
        try
        {
            conditions.Require(now, options);
            var key = SubjectConfirmations.KeyOf(parts.Subject, now, options, _certificates);
            var attributes = new SubjectAttributes(parts.AttributeStatements);
            return new VerifiedAssertion
            {
                Element = assertion,
                Id = parts.Id,
                Issuer = parts.Issuer.Text() ?? throw Refused("the issuer is no text"),
                Principal = new FederatedPrincipal(name, attributes.FullName, attributes.Groups) { IsOwn = isOwn },
                NotBefore = conditions.NotBefore,
                NotOnOrAfter = conditions.NotOnOrAfter,
                ConfirmationKey = key,
                IsDelegatable = conditions.IsDelegatable,
                IsRenewable = conditions.IsRenewable,
                IsForOneUse = conditions.IsForOneUse,
                Delegates = conditions.Delegates,
            };
        }
        catch (ProofRefusedException refused)
        {
            throw new ProofRefusedException(refused.Message, name.Display);
        }
    }

    /// <summary>One signature over the whole assertion, by a key of a trusted certificate that is valid at the moment.</summary>
    private X509Certificate2 RequireSignature(AssertionParts parts, MessageElement assertion)
    {
        var signature = XmlSignature.Read(parts.Signature, options.WeakHashes);
        if (signature.References is not [{ IsEnveloped: true } reference] || reference.Id != parts.Id)
            throw Refused("the signature of the assertion is not one over the assertion alone");
        var signers = Signers(signature.KeyInfo);
        var signer = signers.Find(signer => signature.IsMadeBy(signer, _keys)) ?? throw Refused("the assertion was signed by a key that is not trusted");
        return reference.Covers(assertion, parts.Signature) ? signer : throw Refused("the assertion is not the one that was signed");
    }

    /// <summary>The trusted certificates that may have signed: the one that the signature shows, or all of them.</summary>
    private List<X509Certificate2> Signers(MessageElement? keyInfo)
    {
        var trusted = issuers.Certificates;
        if (trusted.Count == 0)
            throw Refused("no STS is trusted: name one with --trusted-sts");
        var shown = Shown(keyInfo);
        var now = time.GetUtcNow().UtcDateTime;
        var isKnown = false;
        var signers = new List<X509Certificate2>(trusted.Count);
        foreach (var certificate in trusted)
        {
            if (shown is not null && !certificate.RawDataMemory.Span.SequenceEqual(shown))
                continue;
            isKnown = true;
            if (certificate.NotBefore.ToUniversalTime() <= now && now <= certificate.NotAfter.ToUniversalTime())
                signers.Add(certificate);
        }

        if (!isKnown)
            throw Refused("the assertion was signed with a certificate that is not trusted");
        return signers.Count > 0 ? signers : throw Refused("the trusted certificate that the assertion was signed with has expired or is not yet valid");
    }

    /// <summary>The certificate that a signature shows, the first where there is a chain; null for none.</summary>
    private static byte[]? Shown(MessageElement? keyInfo)
    {
        if (keyInfo is null)
            return null;
        foreach (var data in keyInfo.Children())
        {
            if (!data.Is("X509Data", XmlNames.Signature))
                continue;
            foreach (var part in data.Children())
            {
                if (part.Is("X509Certificate", XmlNames.Signature))
                    return part.Bytes() ?? throw Refused("the certificate in the signature is not base64");
            }
        }

        return null;
    }

    private static MessageElement NameIdOf(MessageElement subject)
    {
        MessageElement? nameId = null;
        foreach (var child in subject.Children())
        {
            if (child.Is("NameID", XmlNames.Saml))
                nameId = nameId is null ? child : throw Refused("the subject has two NameIDs");
            else if (!child.Is("SubjectConfirmation", XmlNames.Saml))
                throw Refused($"the subject holds {child.LocalName.Truncate(40)}, which is not accepted");
        }

        return nameId ?? throw Refused("the subject has no NameID");
    }

    private static ProofRefusedException Refused(string reason) => new(reason);
}
