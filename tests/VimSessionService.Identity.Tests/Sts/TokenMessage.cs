using System.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Security.Cryptography.Xml;
using System.Text;
using System.Xml;
using VimSessionService.Identity.Tests.Making;

namespace VimSessionService.Identity.Tests.Sts;

/// <summary>A request to the security token service as a client writes it, which tests bend.</summary>
internal sealed record TokenMessage(DateTimeOffset Now)
{
    public const string Trust = "http://docs.oasis-open.org/ws-sx/ws-trust/200512";
    private const string Utility = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-utility-1.0.xsd";
    private const string Security = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd";

    public string Operation { get; init; } = "Issue";

    public string? Action { get; init; }

    /// <summary>A name and a password; null for none.</summary>
    public (string Name, string? Password)? User { get; init; }

    /// <summary>Whose key signs, with its certificate in the header unless there is a <see cref="HeaderToken"/>; null for an unsigned message.</summary>
    public X509Certificate2? Signer { get; init; }

    /// <summary>Whether the certificate of an unsigned message is in the header.</summary>
    public X509Certificate2? ShownCertificate { get; init; }

    /// <summary>The algorithms of the signature.</summary>
    public SigningStyle Style { get; init; } = new();

    public string? HeaderToken { get; init; }

    public string KeyType { get; init; } = "Bearer";

    public bool UseKey { get; init; }

    /// <summary>How long after <see cref="Now"/> the token is to begin.</summary>
    public TimeSpan Begins { get; init; }

    public TimeSpan? Life { get; init; } = TimeSpan.FromMinutes(10);

    public TimeSpan MessageLife { get; init; } = TimeSpan.FromMinutes(1);

    public bool HasTimestamp { get; init; } = true;

    public bool? Renewable { get; init; } = false;

    public bool Delegatable { get; init; }

    public string? ActAs { get; init; }

    public string? Target { get; init; }

    public string? Context { get; init; }

    public byte[]? Exchange { get; init; }

    /// <summary>Further elements of the request.</summary>
    public string Further { get; init; } = "";

    /// <summary>Changes the message after it was signed.</summary>
    public Func<string, string> Bend { get; init; } = text => text;

    public string Write()
    {
        var timestamp = HasTimestamp
            ? $"<wsu:Timestamp wsu:Id=\"_ts\"><wsu:Created>{Text(Now)}</wsu:Created><wsu:Expires>{Text(Now + MessageLife)}</wsu:Expires></wsu:Timestamp>"
            : "";
        var user = User is { } given
            ? $"<wsse:UsernameToken><wsse:Username>{SecurityElement.Escape(given.Name)}</wsse:Username>"
                + (given.Password is { } password ? $"<wsse:Password>{SecurityElement.Escape(password)}</wsse:Password>" : "") + "</wsse:UsernameToken>"
            : "";
        var certificate = HeaderToken is null ? ShownCertificate ?? Signer : ShownCertificate;
        var binary = certificate is null
            ? ""
            : "<wsse:BinarySecurityToken wsu:Id=\"_bst\" ValueType=\"http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-x509-token-profile-1.0#X509v3\" "
                + $"EncodingType=\"http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-soap-message-security-1.0#Base64Binary\">{Convert.ToBase64String(certificate.RawData)}</wsse:BinarySecurityToken>";
        var message =
            $"<soap:Envelope xmlns:soap=\"http://schemas.xmlsoap.org/soap/envelope/\" xmlns:wsse=\"{Security}\" xmlns:wsu=\"{Utility}\"><soap:Header>"
            + $"<wsse:Security>{timestamp}{user}{binary}{HeaderToken}@SIGNATURE@</wsse:Security></soap:Header><soap:Body wsu:Id=\"_body\">{Body()}</soap:Body></soap:Envelope>";
        return Bend(message.Replace("@SIGNATURE@", Signer is null ? "" : Sign(message.Replace("@SIGNATURE@", "", StringComparison.Ordinal)), StringComparison.Ordinal));
    }

    private string Body()
    {
        var context = Context is null ? "" : $" Context=\"{Context}\"";
        var exchange = Exchange is null
            ? ""
            : "<BinaryExchange ValueType=\"http://schemas.xmlsoap.org/ws/2005/02/trust/spnego\" "
                + $"EncodingType=\"http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-soap-message-security-1.0#Base64Binary\">{Convert.ToBase64String(Exchange)}</BinaryExchange>";
        if (Operation == "Challenge")
            return $"<RequestSecurityTokenResponse xmlns=\"{Trust}\"{context}>{exchange}</RequestSecurityTokenResponse>";
        var life = Life is { } asked
            ? $"<Lifetime><wsu:Created>{Text(Now + Begins)}</wsu:Created><wsu:Expires>{Text(Now + Begins + asked)}</wsu:Expires></Lifetime>"
            : "";
        var renewing = Renewable is { } renewable ? $"<Renewing Allow=\"{(renewable ? "true" : "false")}\" OK=\"false\"/>" : "";
        var target = Target is null ? "" : $"<{Operation}Target>{Target}</{Operation}Target>";
        var actAs = ActAs is null ? "" : $"<wst14:ActAs xmlns:wst14=\"http://docs.oasis-open.org/ws-sx/ws-trust/200802\">{ActAs}</wst14:ActAs>";
        var key = KeyType.Length == 0 ? "" : $"<KeyType>{Trust}/{KeyType}</KeyType>";
        return $"<RequestSecurityToken xmlns=\"{Trust}\"{context}><TokenType>urn:oasis:names:tc:SAML:2.0:assertion</TokenType><RequestType>{Trust}/{Operation}</RequestType>{life}{target}{renewing}"
            + $"<Delegatable>{(Delegatable ? "true" : "false")}</Delegatable>{actAs}{(UseKey ? "<UseKey Sig=\"_sig\"/>" : "")}{key}{exchange}{Further}</RequestSecurityToken>";
    }

    /// <summary>Signs timestamp and body with the framework's canonicalization.</summary>
    private string Sign(string message)
    {
        var document = new XmlDocument { PreserveWhitespace = true };
        document.LoadXml(message);
        var reference = HeaderToken is null
            ? "<wsse:Reference URI=\"#_bst\" ValueType=\"http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-x509-token-profile-1.0#X509v3\"/>"
            : $"<wsse:KeyIdentifier ValueType=\"http://docs.oasis-open.org/wss/oasis-wss-saml-token-profile-1.1#SAMLID\">{HeaderToken.Split(" ID=\"")[1].Split('"')[0]}</wsse:KeyIdentifier>";
        var info = "<ds:SignedInfo xmlns:ds=\"http://www.w3.org/2000/09/xmldsig#\"><ds:CanonicalizationMethod Algorithm=\"http://www.w3.org/2001/10/xml-exc-c14n#\"></ds:CanonicalizationMethod>"
            + $"<ds:SignatureMethod Algorithm=\"{Style.Algorithm}\"></ds:SignatureMethod>"
            + $"{Reference(document, "Timestamp", "_ts")}{Reference(document, "Body", "_body")}</ds:SignedInfo>";
        using var key = Signer!.GetRSAPrivateKey()!;
        var value = Convert.ToBase64String(key.SignData(Encoding.UTF8.GetBytes(info), XmlSigner.HashOf(Style.Algorithm), RSASignaturePadding.Pkcs1));
        return $"<ds:Signature xmlns:ds=\"http://www.w3.org/2000/09/xmldsig#\" Id=\"_sig\">{info}<ds:SignatureValue>{value}</ds:SignatureValue>"
            + $"<ds:KeyInfo><wsse:SecurityTokenReference>{reference}</wsse:SecurityTokenReference></ds:KeyInfo></ds:Signature>";
    }

    private string Reference(XmlDocument document, string name, string id)
    {
        var element = document.GetElementsByTagName(name == "Body" ? "soap:Body" : "wsu:Timestamp")[0];
        var digest = element is null ? "" : Convert.ToBase64String(XmlSigner.Hash(Style.Digest, Canonicalize(element)));
        return $"<ds:Reference URI=\"#{id}\"><ds:Transforms><ds:Transform Algorithm=\"http://www.w3.org/2001/10/xml-exc-c14n#\"></ds:Transform></ds:Transforms>"
            + $"<ds:DigestMethod Algorithm=\"{Style.Digest}\"></ds:DigestMethod><ds:DigestValue>{digest}</ds:DigestValue></ds:Reference>";
    }

    /// <summary>The canonical form of an element by the framework, which is asked for that of a document of it alone.</summary>
    public static byte[] Canonicalize(XmlNode element, string? prefixes = null)
    {
        var alone = new XmlDocument { PreserveWhitespace = true };
        alone.LoadXml(element.OuterXml);
        var transform = new XmlDsigExcC14NTransform(includeComments: false, prefixes);
        transform.LoadInput(alone);
        using var output = (MemoryStream)transform.GetOutput(typeof(Stream));
        return output.ToArray();
    }

    private static string Text(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", System.Globalization.CultureInfo.InvariantCulture);
}
