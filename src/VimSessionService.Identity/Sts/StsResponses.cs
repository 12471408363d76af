using System.Security;
using System.Text;
using VimSessionService.Identity.Sts.Faults;
using VimSessionService.Identity.Xml;

namespace VimSessionService.Identity.Sts;

/// <summary>A token, and what the answer says about it besides.</summary>
/// <param name="Assertion">The assertion as text, which is repeated to the letter.</param>
/// <param name="Created">When it begins to be good.</param>
/// <param name="Expires">When it ends.</param>
internal sealed record IssuedToken(string Assertion, DateTimeOffset Created, DateTimeOffset Expires);

/// <summary>
/// Writes the answers, part for part and in the order of a vCenter's: clients take the text of an assertion out of them as it is, and what
/// is generated from a schema in that order reads nothing that comes too late.
/// </summary>
internal static class StsResponses
{
    private const string Start = $"<?xml version=\"1.0\" encoding=\"UTF-8\"?><S:Envelope xmlns:S=\"{XmlNames.Soap}\"><S:Body>";
    private const string End = "</S:Body></S:Envelope>";

    /// <summary>A token that was asked for.</summary>
    public static string Issued(IssuedToken token, string? context, bool isBearer, bool isDelegatable, string signatureAlgorithm, ReadOnlySpan<byte> exchange) => Collection(
        context,
        $"{Token(token)}{Exchange(exchange)}<KeyType>{(isBearer ? StsNames.Bearer : StsNames.PublicKey)}</KeyType>"
        + $"<Delegatable>{(isDelegatable ? "true" : "false")}</Delegatable><SignatureAlgorithm>{signatureAlgorithm}</SignatureAlgorithm>");

    /// <summary>Another leg of a negotiation.</summary>
    public static string Negotiating(string? context, ReadOnlySpan<byte> exchange) => Collection(context, Exchange(exchange));

    /// <summary>A renewed token.</summary>
    public static string Renewed(IssuedToken token, string? context, bool isRenewable) =>
        $"{Start}{Response(context, $"{Token(token)}<Renewing Allow=\"{(isRenewable ? "true" : "false")}\" OK=\"false\"></Renewing>", isRoot: true)}{End}";

    /// <summary>Whether a token is valid.</summary>
    public static string Validated(bool isValid, string? context) =>
        $"{Start}{Response(context, $"<Status><Code>{(isValid ? StsNames.Valid : StsNames.Invalid)}</Code></Status><TokenType>{StsNames.StatusType}</TokenType>", isRoot: true)}{End}";

    /// <summary>A fault, with no blank text: some clients take its two texts for the code and the reason.</summary>
    public static string Fault(StsFaultException fault) =>
        $"{Start}<S:Fault xmlns:ns4=\"http://www.w3.org/2003/05/soap-envelope\"><faultcode xmlns:ns0=\"{fault.Namespace}\">ns0:{fault.Code}</faultcode>"
        + $"<faultstring>{SecurityElement.Escape(fault.Message)}</faultstring></S:Fault>{End}";

    /// <summary>The fault of a message that cannot be read at all.</summary>
    public static string Unreadable() =>
        $"{Start}<S:Fault xmlns:ns4=\"http://www.w3.org/2003/05/soap-envelope\"><faultcode>S:Client</faultcode><faultstring>Couldn't parse the SOAP message</faultstring></S:Fault>{End}";

    /// <summary>The fault of a message whose XML breaks within the envelope, by which real servers name the exception of their parser.</summary>
    public static string Broken() =>
        $"{Start}<S:Fault xmlns:ns4=\"http://www.w3.org/2003/05/soap-envelope\"><faultcode>S:Server</faultcode><faultstring>org.xml.sax.SAXParseException</faultstring></S:Fault>{End}";

    private static string Collection(string? context, string content) =>
        $"{Start}<RequestSecurityTokenResponseCollection xmlns=\"{XmlNames.Trust}\">{Response(context, content, isRoot: false)}</RequestSecurityTokenResponseCollection>{End}";

    private static string Response(string? context, string content, bool isRoot)
    {
        var text = new StringBuilder("<RequestSecurityTokenResponse");
        if (isRoot)
            text.Append(" xmlns=\"").Append(XmlNames.Trust).Append('"');
        if (context is not null)
            text.Append(" Context=\"").Append(SecurityElement.Escape(context)).Append('"');
        return text.Append('>').Append(content).Append("</RequestSecurityTokenResponse>").ToString();
    }

    private static string Token(IssuedToken token) =>
        $"<RequestedSecurityToken>{token.Assertion}</RequestedSecurityToken>"
        + $"<Lifetime xmlns:wsu=\"{XmlNames.Utility}\"><wsu:Created>{StsTime.Format(token.Created)}</wsu:Created><wsu:Expires>{StsTime.Format(token.Expires)}</wsu:Expires></Lifetime>"
        + $"<TokenType>{StsNames.TokenType}</TokenType>";

    private static string Exchange(ReadOnlySpan<byte> leg) => leg.IsEmpty
        ? ""
        : $"<BinaryExchange ValueType=\"{StsNames.Spnego}\" EncodingType=\"{StsNames.Base64}\">{Convert.ToBase64String(leg)}</BinaryExchange>";
}
