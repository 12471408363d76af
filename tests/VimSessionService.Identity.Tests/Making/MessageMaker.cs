using System.Security.Cryptography.X509Certificates;

namespace VimSessionService.Identity.Tests.Making;

/// <summary>Makes the messages that tokens log in with, as clients do.</summary>
internal sealed record MessageMaker
{
    public const string Soap = "http://schemas.xmlsoap.org/soap/envelope/";
    public const string Wsse = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd";
    public const string Wsu = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-utility-1.0.xsd";
    private const string Wsse11 = "http://docs.oasis-open.org/wss/oasis-wss-wssecurity-secext-1.1.xsd";
    private const string Profile = "http://docs.oasis-open.org/wss/oasis-wss-saml-token-profile-1.1";

    /// <summary>The assertion.</summary>
    public required string Token { get; init; }

    /// <summary>The assertion's id, to which the signature refers.</summary>
    public string TokenId { get; init; } = new TokenMaker().Id;

    /// <summary>The call.</summary>
    public string Call { get; init; } = "<LoginByToken xmlns=\"urn:vim25\"><_this type=\"SessionManager\">SessionManager</_this></LoginByToken>";

    /// <summary>Who signs the message; null for an unsigned one.</summary>
    public X509Certificate2? Signer { get; init; }

    public SigningStyle Style { get; init; } = new();

    /// <summary>Whether there is a timestamp.</summary>
    public bool HasTimestamp { get; init; }

    public string TimestampId { get; init; } = "_ts-1";

    public DateTimeOffset Created { get; init; } = TestKeys.Now;

    public DateTimeOffset Expires { get; init; } = TestKeys.Now.AddMinutes(1);

    /// <summary>The parts that are signed.</summary>
    public IReadOnlyList<string> Signed { get; init; } = ["Body", "Timestamp"];

    /// <summary>What the signature says about its key; null for a reference to the assertion.</summary>
    public string? KeyInfo { get; init; }

    /// <summary>Other things in the security header, before the assertion and after it.</summary>
    public (string Before, string After) Beside { get; init; } = ("", "");

    /// <summary>Other headers, before the security header and after it.</summary>
    public (string Before, string After) Headers { get; init; } = ("", "");

    /// <summary>What becomes of the message before it is signed.</summary>
    public Func<string, string> BeforeSigning { get; init; } = static text => text;

    /// <summary>A message with a holder-of-key token, signed by its key.</summary>
    public static MessageMaker HolderOfKey(TokenMaker token, X509Certificate2 signer) =>
        new() { Token = token.Make(), TokenId = token.Id, Signer = signer, HasTimestamp = true };

    /// <summary>The message.</summary>
    public string Make()
    {
        var timestamp = HasTimestamp
            ? $"<wsu:Timestamp wsu:Id=\"{TimestampId}\"><wsu:Created>{TokenMaker.Time(Created)}</wsu:Created><wsu:Expires>{TokenMaker.Time(Expires)}</wsu:Expires></wsu:Timestamp>"
            : "";
        var bodyId = Signer is null ? "" : " wsu:Id=\"_body-1\"";
        var message = BeforeSigning(
            $"<?xml version=\"1.0\" encoding=\"UTF-8\"?><soapenv:Envelope xmlns:soapenv=\"{Soap}\" xmlns:xsd=\"http://www.w3.org/2001/XMLSchema\" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\">"
            + $"<soapenv:Header>{Headers.Before}<wsse:Security xmlns:wsse=\"{Wsse}\" xmlns:wsu=\"{Wsu}\">{timestamp}{Beside.Before}{Token}{Beside.After}</wsse:Security>{Headers.After}</soapenv:Header>"
            + $"<soapenv:Body xmlns:wsu=\"{Wsu}\"{bodyId}>{Call}</soapenv:Body></soapenv:Envelope>");
        if (Signer is null)
            return message;
        var document = FrameworkCanonicalization.Load(message);
        var signed = Signed.Select(part => (part == "Body" ? "_body-1" : TimestampId, FrameworkCanonicalization.First(document, part))).ToArray();
        var signature = XmlSigner.Sign(Signer, Style, KeyInfo ?? AssertionReference(TokenId, Style.Prefix), enveloped: false, signed);
        return message.Replace("</wsse:Security>", signature + "</wsse:Security>", StringComparison.Ordinal);
    }

    /// <summary>A reference to an assertion by its id.</summary>
    public static string AssertionReference(string id, string prefix = "ds")
    {
        var p = prefix.Length == 0 ? "" : prefix + ":";
        return $"<{p}KeyInfo><wsse:SecurityTokenReference xmlns:wsse=\"{Wsse}\" xmlns:wsse11=\"{Wsse11}\" wsse11:TokenType=\"{Profile}#SAMLV2.0\"><wsse:KeyIdentifier ValueType=\"{Profile}#SAMLID\">{id}</wsse:KeyIdentifier></wsse:SecurityTokenReference></{p}KeyInfo>";
    }
}
