using VimSessionService.Identity.Xml;

namespace VimSessionService.Identity.Sts;

/// <summary>Names that requests and answers of the security token service have.</summary>
internal static class StsNames
{
    public const string Bearer = XmlNames.Trust + "/Bearer";
    public const string PublicKey = XmlNames.Trust + "/PublicKey";
    public const string TokenType = XmlNames.Saml;
    public const string StatusType = XmlNames.Trust + "/RSTR/Status";
    public const string Valid = XmlNames.Trust + "/status/valid";
    public const string Invalid = XmlNames.Trust + "/status/invalid";
    public const string Spnego = "http://schemas.xmlsoap.org/ws/2005/02/trust/spnego";
    public const string Base64 = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-soap-message-security-1.0#Base64Binary";
}
