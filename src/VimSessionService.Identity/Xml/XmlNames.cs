namespace VimSessionService.Identity.Xml;

/// <summary>Namespaces of the messages of single sign-on.</summary>
internal static class XmlNames
{
    public const string Soap = "http://schemas.xmlsoap.org/soap/envelope/";
    public const string Saml = "urn:oasis:names:tc:SAML:2.0:assertion";
    public const string Signature = "http://www.w3.org/2000/09/xmldsig#";
    public const string ExclusiveC14N = "http://www.w3.org/2001/10/xml-exc-c14n#";
    public const string Security = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd";
    public const string Utility = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-utility-1.0.xsd";
    public const string Trust = "http://docs.oasis-open.org/ws-sx/ws-trust/200512";
    public const string Trust14 = "http://docs.oasis-open.org/ws-sx/ws-trust/200802";
    public const string Addressing = "http://www.w3.org/2005/08/addressing";
    public const string Namespaces = "http://www.w3.org/2000/xmlns/";
}
