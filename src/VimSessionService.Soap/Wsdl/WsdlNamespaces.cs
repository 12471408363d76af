namespace VimSessionService.Soap.Wsdl;

/// <summary>The namespaces of the WSDL set.</summary>
internal static class WsdlNamespaces
{
    public const string Vim25 = "urn:vim25";
    public const string Service = "urn:vim25Service";
    public const string Reflect = "urn:reflect";
    public const string Wsdl = "http://schemas.xmlsoap.org/wsdl/";
    public const string Soap = "http://schemas.xmlsoap.org/wsdl/soap/";
    public const string SoapOverHttp = "http://schemas.xmlsoap.org/soap/http";
    public const string Schema = "http://www.w3.org/2001/XMLSchema";
    public const string Declarations = "http://www.w3.org/2000/xmlns/";
}
