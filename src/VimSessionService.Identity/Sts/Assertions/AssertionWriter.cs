using System.Text;
using VimSessionService.Identity.Keys;
using VimSessionService.Identity.Signatures;
using VimSessionService.Identity.Xml;

namespace VimSessionService.Identity.Sts.Assertions;

/// <summary>
/// Writes and signs assertions. Their parts, order and prefixes are those of a vCenter's, as some clients canonicalize them with what
/// they know of these rather than with an implementation of the algorithm.
/// </summary>
internal static class AssertionWriter
{
    private const string NameFormat = "urn:oasis:names:tc:SAML:2.0:attrname-format:uri";
    private const string UserPrincipalName = "http://schemas.xmlsoap.org/claims/UPN";
    private const string Claims = "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/";
    private const string GroupIdentity = "http://rsa.com/schemas/attr-names/2009/01/GroupIdentity";
    private const string SubjectType = "http://vmware.com/schemas/attr-names/2011/07/isSolution";
    private const string Extensions = "http://www.rsa.com/names/2009/12/std-ext/SAML2.0";
    private const string Delegation = "urn:oasis:names:tc:SAML:2.0:conditions:delegation";
    private const string Instance = "http://www.w3.org/2001/XMLSchema-instance";

    /// <summary>Writes an assertion.</summary>
    /// <param name="spec">What it says.</param>
    /// <param name="key">What signs it.</param>
    public static string Write(AssertionSpec spec, SigningKey key)
    {
        var id = $"_{spec.Id:D}";
        var text = new AssertionText()
            .Raw($"<saml2:Assertion xmlns:saml2=\"{XmlNames.Saml}\" xmlns:xs=\"http://www.w3.org/2001/XMLSchema\" xmlns:xsi=\"{Instance}\"")
            .Attribute("ID", id).Attribute("IssueInstant", spec.IssuedAt).Attribute("Version", "2.0")
            .Raw("><saml2:Issuer Format=\"urn:oasis:names:tc:SAML:2.0:nameid-format:entity\">").Text(spec.Issuer).Raw("</saml2:Issuer>")
            .PlaceOfSignature();
        WriteSubject(text, spec);
        WriteConditions(text, spec);
        text.Raw("<saml2:AuthnStatement").Attribute("AuthnInstant", spec.AuthenticatedAt)
            .Raw("><saml2:AuthnContext><saml2:AuthnContextClassRef>").Text(spec.AuthenticationContext)
            .Raw("</saml2:AuthnContextClassRef></saml2:AuthnContext></saml2:AuthnStatement>");
        WriteAttributes(text, spec);
        text.Raw("</saml2:Assertion>");
        return text.Sign(Sign(id, text, spec.Signature, key));
    }

    private static void WriteSubject(AssertionText text, AssertionSpec spec)
    {
        text.Raw("<saml2:Subject>");
        WriteName(text, spec.Subject);
        var method = spec.ConfirmationKey is null ? "bearer" : "holder-of-key";
        text.Raw("<saml2:SubjectConfirmation").Attribute("Method", "urn:oasis:names:tc:SAML:2.0:cm:" + method).Raw(">");
        if (spec.Delegates is [.., var last])
            WriteName(text, last.Name);
        text.Raw("<saml2:SubjectConfirmationData");
        if (spec.ConfirmationKey is { } certificate)
        {
            text.Attribute("xsi:type", "saml2:KeyInfoConfirmationDataType")
                .Raw($"><ds:KeyInfo xmlns:ds=\"{XmlNames.Signature}\"><ds:X509Data><ds:X509Certificate>").Raw(Base64Lines.Of(certificate.RawDataMemory.Span))
                .Raw("</ds:X509Certificate></ds:X509Data></ds:KeyInfo>");
        }
        else
        {
            text.Attribute("NotOnOrAfter", spec.NotOnOrAfter);
            if (spec.Recipient is { } recipient)
                text.Attribute("Recipient", recipient);
            text.Raw(">");
        }

        text.Raw("</saml2:SubjectConfirmationData></saml2:SubjectConfirmation></saml2:Subject>");
    }

    private static void WriteConditions(AssertionText text, AssertionSpec spec)
    {
        text.Raw("<saml2:Conditions").Attribute("NotBefore", spec.NotBefore).Attribute("NotOnOrAfter", spec.NotOnOrAfter)
            .Raw("><saml2:ProxyRestriction").Attribute("Count", spec.DelegationCount).Raw("></saml2:ProxyRestriction>");
        if (spec.Delegates.Count > 0)
        {
            text.Raw("<saml2:Condition").LeftOut($" xmlns:del=\"{Delegation}\"").Attribute("xsi:type", "del:DelegationRestrictionType").Raw(">");
            foreach (var holder in spec.Delegates)
            {
                text.Raw($"<del:Delegate xmlns:del=\"{Delegation}\"").Attribute("DelegationInstant", holder.Since).Raw(">");
                WriteName(text, holder.Name);
                text.Raw("</del:Delegate>");
            }

            text.Raw("</saml2:Condition>");
        }

        if (spec.RenewCount > 0)
        {
            text.Raw("<saml2:Condition").LeftOut($" xmlns:rsa=\"{Extensions}\"").Attribute("Count", spec.RenewCount)
                .Attribute("xsi:type", "rsa:RenewRestrictionType").Raw("></saml2:Condition>");
        }

        if (spec.Audience.Count > 0)
        {
            text.Raw("<saml2:AudienceRestriction>");
            foreach (var audience in spec.Audience)
                text.Raw("<saml2:Audience>").Text(audience).Raw("</saml2:Audience>");
            text.Raw("</saml2:AudienceRestriction>");
        }

        text.Raw("</saml2:Conditions>");
    }

    private static void WriteAttributes(AssertionText text, AssertionSpec spec)
    {
        var blank = spec.FullName.LastIndexOf(' ');
        text.Raw("<saml2:AttributeStatement>");
        WriteAttribute(text, "Groups", GroupIdentity, spec.Groups);
        WriteAttribute(text, "givenName", Claims + "givenname", [blank > 0 ? spec.FullName[..blank] : spec.FullName]);
        WriteAttribute(text, "surname", Claims + "surname", blank > 0 ? [spec.FullName[(blank + 1)..]] : []);
        WriteAttribute(text, "Subject Type", SubjectType, [spec.IsSolution ? "true" : "false"]);
        text.Raw("</saml2:AttributeStatement>");
    }

    private static void WriteAttribute(AssertionText text, string friendlyName, string name, IReadOnlyList<string> values)
    {
        if (values.Count == 0)
            return;
        text.Raw("<saml2:Attribute").Attribute("FriendlyName", friendlyName).Attribute("Name", name).Attribute("NameFormat", NameFormat).Raw(">");
        foreach (var value in values)
            text.Raw("<saml2:AttributeValue xsi:type=\"xs:string\">").Text(value).Raw("</saml2:AttributeValue>");
        text.Raw("</saml2:Attribute>");
    }

    private static void WriteName(AssertionText text, string name) =>
        text.Raw($"<saml2:NameID Format=\"{UserPrincipalName}\">").Text(name).Raw("</saml2:NameID>");

    /// <summary>The signature. What it signs of itself is its SignedInfo, which there begins with the declaration of the prefix.</summary>
    private static string Sign(string id, AssertionText text, SignatureAlgorithm algorithm, SigningKey key)
    {
        const string Declaration = $" xmlns:ds=\"{XmlNames.Signature}\"";
        var info =
            $"><ds:CanonicalizationMethod Algorithm=\"{XmlNames.ExclusiveC14N}\"></ds:CanonicalizationMethod>"
            + $"<ds:SignatureMethod Algorithm=\"{algorithm.Uri}\"></ds:SignatureMethod>"
            + $"<ds:Reference URI=\"#{id}\"><ds:Transforms><ds:Transform Algorithm=\"{XmlNames.Signature}enveloped-signature\"></ds:Transform>"
            + $"<ds:Transform Algorithm=\"{XmlNames.ExclusiveC14N}\"><ec:InclusiveNamespaces xmlns:ec=\"{XmlNames.ExclusiveC14N}\" PrefixList=\"xs xsi\"></ec:InclusiveNamespaces>"
            + $"</ds:Transform></ds:Transforms><ds:DigestMethod Algorithm=\"{DigestAlgorithm.UriOf(algorithm.Hash)}\"></ds:DigestMethod>"
            + $"<ds:DigestValue>{Convert.ToBase64String(text.Digest(algorithm.Hash))}</ds:DigestValue></ds:Reference></ds:SignedInfo>";
        var value = key.Sign(Encoding.UTF8.GetBytes($"<ds:SignedInfo{Declaration}{info}"), algorithm.Hash);
        return $"<ds:Signature{Declaration}><ds:SignedInfo{info}<ds:SignatureValue>{Base64Lines.Of(value)}</ds:SignatureValue>{key.KeyInfo}</ds:Signature>";
    }
}
