using System.ServiceModel;
using System.Xml;
using System.Xml.Serialization;

namespace VimSessionService.ClientTests.Clients.Wcf;

/// <summary>Names of WS-Trust 1.3 and WS-Security.</summary>
public static class Trust
{
    /// <summary>The namespace of requests for tokens.</summary>
    public const string Namespace = "http://docs.oasis-open.org/ws-sx/ws-trust/200512";

    /// <summary>The namespace of security headers.</summary>
    public const string Security = Wss + "wssecurity-secext-1.0.xsd";

    /// <summary>The namespace of timestamps and ids.</summary>
    public const string Utility = Wss + "wssecurity-utility-1.0.xsd";

    /// <summary>The type of certificates in security headers.</summary>
    public const string X509 = Wss + "x509-token-profile-1.0#X509v3";

    /// <summary>The encoding of certificates in security headers.</summary>
    public const string Base64 = Wss + "soap-message-security-1.0#Base64Binary";

    /// <summary>The namespace of assertions.</summary>
    public const string Saml = "urn:oasis:names:tc:SAML:2.0:assertion";

    private const string Wss = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-";
}

/// <summary>The operation of the security token service that logins need, as a WCF contract.</summary>
[ServiceContract(Name = "STSService_PortType", Namespace = Trust.Namespace)]
[XmlSerializerFormat]
public interface IStsPort
{
    /// <summary>A token for whoever the security header proves.</summary>
    [OperationContract(Action = Trust.Namespace + "/RST/Issue", ReplyAction = "*")]
    Task<IssueResponse> IssueAsync(IssueRequest request);
}

/// <summary>Asks for a token.</summary>
[MessageContract(IsWrapped = false)]
public sealed class IssueRequest
{
    /// <summary>What is asked for.</summary>
    [MessageBodyMember(Name = "RequestSecurityToken", Namespace = Trust.Namespace)]
    public required RequestSecurityToken Request { get; set; }
}

/// <summary>The token.</summary>
[MessageContract(IsWrapped = false)]
public sealed class IssueResponse
{
    /// <summary>The responses, of which there is one.</summary>
    [MessageBodyMember(Name = "RequestSecurityTokenResponseCollection", Namespace = Trust.Namespace)]
    public required ResponseCollection Collection { get; set; }
}

/// <summary>What is asked for.</summary>
[XmlType(Namespace = Trust.Namespace)]
public sealed class RequestSecurityToken
{
    /// <summary>A SAML 2.0 assertion.</summary>
    [XmlElement(Order = 0)]
    public string TokenType { get; set; } = Trust.Saml;

    /// <summary>A new one.</summary>
    [XmlElement(Order = 1)]
    public string RequestType { get; set; } = Trust.Namespace + "/Issue";

    /// <summary>The signature whose key the token is bound to; null for a bearer token.</summary>
    [XmlElement(Order = 2)]
    public UseKey? UseKey { get; set; }

    /// <summary>Whether the token is for who bears it or for who has a key.</summary>
    [XmlElement(Order = 3)]
    public string KeyType { get; set; } = Trust.Namespace + "/Bearer";
}

/// <summary>Names a signature.</summary>
[XmlType(Namespace = Trust.Namespace)]
public sealed class UseKey
{
    /// <summary>Its id.</summary>
    [XmlAttribute("Sig")]
    public required string Signature { get; set; }
}

/// <summary>Responses.</summary>
[XmlType(Namespace = Trust.Namespace)]
public sealed class ResponseCollection
{
    /// <summary>The one.</summary>
    [XmlElement("RequestSecurityTokenResponse")]
    public required TokenResponse Response { get; set; }
}

/// <summary>A response; what else it says is passed over.</summary>
[XmlType(Namespace = Trust.Namespace)]
public sealed class TokenResponse
{
    /// <summary>The token.</summary>
    [XmlElement("RequestedSecurityToken")]
    public required RequestedToken Token { get; set; }
}

/// <summary>A token as it came, for its signature covers every letter.</summary>
[XmlType(Namespace = Trust.Namespace)]
public sealed class RequestedToken
{
    /// <summary>The assertion.</summary>
    [XmlAnyElement]
    public required XmlElement Assertion { get; set; }
}
