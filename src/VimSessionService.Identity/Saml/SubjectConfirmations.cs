using System.Security.Cryptography.X509Certificates;
using VimSessionService.Core;
using VimSessionService.Core.Authentication;
using VimSessionService.Identity.Xml;

namespace VimSessionService.Identity.Saml;

/// <summary>How the presenter of an assertion has to prove that it belongs to them: not at all (bearer), or with a key (SAML 2.0 profiles, 3).</summary>
internal static class SubjectConfirmations
{
    private const string Methods = "urn:oasis:names:tc:SAML:2.0:cm:";
    private const int Most = 4;

    /// <summary>
    /// The certificate whose key has to be shown, or null for none. One of several confirmations is sufficient, so a bearer assertion
    /// is accepted without the key, even if it names one too.
    /// </summary>
    /// <exception cref="ProofRefusedException">No confirmation is met, or one is broken.</exception>
    public static X509Certificate2? KeyOf(
        MessageElement subject, DateTimeOffset now, AssertionOptions options, ConfirmationCertificates certificates)
    {
        MessageElement? keyData = null;
        var isForBearer = false;
        string? problem = null;
        var count = 0;
        foreach (var confirmation in subject.Children())
        {
            if (!confirmation.Is("SubjectConfirmation", XmlNames.Saml))
                continue;
            if (++count > Most)
                throw Refused($"there are more than {Most} subject confirmations");
            var data = DataOf(confirmation);
            var method = confirmation.Find("Method") ?? "";
            if (method is not (Methods + "bearer" or Methods + "holder-of-key"))
                problem = $"the confirmation method '{method.Truncate(80)}' is not accepted";
            else if (Unmet(data, now, options) is { } unmet)
                problem = unmet;
            else if (method == Methods + "bearer")
                isForBearer = true;
            else
                keyData = keyData is null ? data ?? throw Refused("a holder-of-key confirmation names no key") : throw Refused("two holder-of-key confirmations name a key each");
        }

        if (isForBearer)
            return null;
        return keyData is null ? throw Refused(problem ?? "the subject has no confirmation") : KeyIn(keyData, certificates);
    }

    private static MessageElement? DataOf(MessageElement confirmation)
    {
        MessageElement? data = null;
        foreach (var child in confirmation.Children())
        {
            if (child.Is("SubjectConfirmationData", XmlNames.Saml))
                data = data is null ? child : throw Refused("a subject confirmation has data twice");
        }

        return data;
    }

    private static string? Unmet(MessageElement? data, DateTimeOffset now, AssertionOptions options)
    {
        if (data is null)
            return null;
        if (AssertionConditions.Time(data, "NotBefore") - options.ClockSkew > now)
            return "the subject confirmation is not yet valid";
        if (AssertionConditions.Time(data, "NotOnOrAfter") + options.ClockSkew <= now)
            return "the subject confirmation has expired";
        return data.Find("Recipient") is { } recipient && !options.IsThisService(recipient) ? "the subject confirmation is for another recipient" : null;
    }

    private static X509Certificate2 KeyIn(MessageElement data, ConfirmationCertificates certificates)
    {
        if (data.Children() is not [var info] || !info.Is("KeyInfo", XmlNames.Signature)
            || info.Children() is not [var x509] || !x509.Is("X509Data", XmlNames.Signature)
            || x509.Children() is not [var certificate, ..] || !certificate.Is("X509Certificate", XmlNames.Signature))
        {
            throw Refused("a holder-of-key confirmation does not name its key by one certificate");
        }

        return certificates.Read(certificate.Bytes() ?? throw Refused("the certificate of the holder-of-key confirmation is not base64"));
    }

    private static ProofRefusedException Refused(string reason) => new(reason);
}
