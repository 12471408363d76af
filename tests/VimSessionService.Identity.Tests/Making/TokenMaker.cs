using System.Globalization;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace VimSessionService.Identity.Tests.Making;

/// <summary>Makes SAML 2.0 tokens as a vCenter's STS does, part by part changeable.</summary>
internal sealed record TokenMaker
{
    public const string Saml = "urn:oasis:names:tc:SAML:2.0:assertion";
    private const string Methods = "urn:oasis:names:tc:SAML:2.0:cm:";

    public X509Certificate2 Signer { get; init; } = TestKeys.Sts;

    public SigningStyle Style { get; init; } = new() { PrefixList = "xsd xsi" };

    /// <summary>The prefix of SAML; empty for the default namespace.</summary>
    public string Prefix { get; init; } = "saml2";

    public string Id { get; init; } = "_6ff0d6b2-8a0e-4b4a-9d5c-0b7e1c2d3e4f";

    public string NameId { get; init; } = "Administrator@VSPHERE.LOCAL";

    public string? NameFormat { get; init; } = "http://schemas.xmlsoap.org/claims/UPN";

    public DateTimeOffset NotBefore { get; init; } = TestKeys.Now.AddMinutes(-1);

    public DateTimeOffset NotOnOrAfter { get; init; } = TestKeys.Now.AddMinutes(30);

    public IReadOnlyList<string> Groups { get; init; } = [@"vsphere.local\Users", @"vsphere.local\Administrators", @"vsphere.local\Everyone"];

    /// <summary>The certificate whose key the bearer has to hold; null for a bearer token.</summary>
    public X509Certificate2? Holder { get; init; }

    /// <summary>Further attributes of the confirmation's data.</summary>
    public string ConfirmationAttributes { get; init; } = "";

    /// <summary>Confirmations in the place of the usual one; null for that.</summary>
    public string? Confirmations { get; init; }

    /// <summary>What stands in Conditions.</summary>
    public string Conditions { get; init; } = "<saml2:ProxyRestriction Count=\"10\"/>";

    /// <summary>What stands at the end of the assertion.</summary>
    public string Extra { get; init; } = "";

    /// <summary>Whether the signature shows the signer's certificate.</summary>
    public bool ShowsCertificate { get; init; } = true;

    /// <summary>What becomes of the assertion before it is signed.</summary>
    public Func<string, string> BeforeSigning { get; init; } = static text => text;

    public static string Base64(X509Certificate2 certificate) => Convert.ToBase64String(certificate.RawData);

    public static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    /// <summary>The signed assertion.</summary>
    public string Make()
    {
        var unsigned = BeforeSigning(Unsigned());
        var document = FrameworkCanonicalization.Load(unsigned);
        var signature = XmlSigner.Sign(Signer, Style, KeyInfo(), enveloped: true, (Id, document.DocumentElement!));
        var issuerEnd = $"</{Name("Issuer")}>";
        var at = unsigned.IndexOf(issuerEnd, StringComparison.Ordinal) + issuerEnd.Length;
        return unsigned[..at] + signature + unsigned[at..];
    }

    /// <summary>The assertion without a signature.</summary>
    public string Unsigned()
    {
        var text = new StringBuilder();
        text.Append($"<saml2:Assertion xmlns:saml2=\"{Saml}\" xmlns:xsd=\"http://www.w3.org/2001/XMLSchema\" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" ID=\"{Id}\" IssueInstant=\"{Time(TestKeys.Now)}\" Version=\"2.0\">");
        text.Append("<saml2:Issuer Format=\"urn:oasis:names:tc:SAML:2.0:nameid-format:uri\">https://vc.example.com/websso/SAML2/Metadata/vsphere.local</saml2:Issuer>");
        text.Append($"<saml2:Subject><saml2:NameID{(NameFormat is null ? "" : $" Format=\"{NameFormat}\"")}>{NameId}</saml2:NameID>{Confirmations ?? Confirmation()}</saml2:Subject>");
        text.Append($"<saml2:Conditions NotBefore=\"{Time(NotBefore)}\" NotOnOrAfter=\"{Time(NotOnOrAfter)}\">{Conditions}</saml2:Conditions>");
        text.Append($"<saml2:AuthnStatement AuthnInstant=\"{Time(TestKeys.Now)}\"><saml2:AuthnContext><saml2:AuthnContextClassRef>urn:oasis:names:tc:SAML:2.0:ac:classes:PasswordProtectedTransport</saml2:AuthnContextClassRef></saml2:AuthnContext></saml2:AuthnStatement>");
        text.Append("<saml2:AttributeStatement>");
        Attribute(text, "Groups", "http://rsa.com/schemas/attr-names/2009/01/GroupIdentity", [.. Groups]);
        Attribute(text, "givenName", "urn:oid:2.5.4.42", "Ada");
        Attribute(text, "surname", "urn:oid:2.5.4.4", "Lovelace");
        Attribute(text, "Subject Type", "http://vmware.com/schemas/attr-names/2011/07/isSolution", "false");
        text.Append($"</saml2:AttributeStatement>{Extra}</saml2:Assertion>");
        var made = text.ToString();
        return Prefix switch
        {
            "saml2" => made,
            "" => made.Replace("xmlns:saml2=", "xmlns=", StringComparison.Ordinal).Replace("saml2:", "", StringComparison.Ordinal),
            _ => made.Replace("xmlns:saml2=", $"xmlns:{Prefix}=", StringComparison.Ordinal).Replace("saml2:", Prefix + ":", StringComparison.Ordinal),
        };
    }

    /// <summary>The confirmation of a bearer.</summary>
    public string BearerConfirmation() =>
        $"<saml2:SubjectConfirmation Method=\"{Methods}bearer\"><saml2:SubjectConfirmationData NotOnOrAfter=\"{Time(NotOnOrAfter)}\"{ConfirmationAttributes}/></saml2:SubjectConfirmation>";

    /// <summary>The confirmation of the holder of a key.</summary>
    public string HolderConfirmation(X509Certificate2 holder) =>
        $"<saml2:SubjectConfirmation Method=\"{Methods}holder-of-key\"><saml2:SubjectConfirmationData xsi:type=\"saml2:KeyInfoConfirmationDataType\"{ConfirmationAttributes}><ds:KeyInfo xmlns:ds=\"{XmlSigner.Namespace}\"><ds:X509Data><ds:X509Certificate>{Base64(holder)}</ds:X509Certificate></ds:X509Data></ds:KeyInfo></saml2:SubjectConfirmationData></saml2:SubjectConfirmation>";

    /// <summary>What a signature says about its key when it shows a certificate.</summary>
    public static string CertificateKeyInfo(X509Certificate2 certificate, string prefix = "ds")
    {
        var p = prefix.Length == 0 ? "" : prefix + ":";
        return $"<{p}KeyInfo><{p}X509Data><{p}X509Certificate>{Base64(certificate)}</{p}X509Certificate></{p}X509Data></{p}KeyInfo>";
    }

    private string Confirmation() => Holder is null ? BearerConfirmation() : HolderConfirmation(Holder);

    private string KeyInfo() => ShowsCertificate ? CertificateKeyInfo(Signer, Style.Prefix) : "";

    private string Name(string local) => Prefix.Length == 0 ? local : $"{Prefix}:{local}";

    private static void Attribute(StringBuilder text, string friendlyName, string name, params string[] values)
    {
        text.Append($"<saml2:Attribute FriendlyName=\"{friendlyName}\" Name=\"{name}\" NameFormat=\"urn:oasis:names:tc:SAML:2.0:attrname-format:uri\">");
        foreach (var value in values)
            text.Append($"<saml2:AttributeValue xsi:type=\"xsd:string\">{value}</saml2:AttributeValue>");
        text.Append("</saml2:Attribute>");
    }
}
