using System.Globalization;
using System.Text;
using VimSessionService.Load.Servers;

namespace VimSessionService.Load.Measuring;

/// <summary>Calls of single sign-on, as pyVmomi's clients make them.</summary>
internal static class TokenCalls
{
    private const string Trust = "http://docs.oasis-open.org/ws-sx/ws-trust/200512";
    private const string Security = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd";
    private const string Utility = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-utility-1.0.xsd";

    /// <summary>A request for a bearer token, good for the next ten minutes.</summary>
    public static Step Issue(TimeProvider time)
    {
        var created = Text(time.GetUtcNow());
        var expires = Text(time.GetUtcNow().AddMinutes(10));
        var body =
            $"""
            <SOAP-ENV:Envelope xmlns:SOAP-ENV="http://schemas.xmlsoap.org/soap/envelope/"><SOAP-ENV:Header><ns6:Security xmlns:ns6="{Security}"><ns3:Timestamp xmlns:ns3="{Utility}" ns3:Id="_t"><ns3:Created>{created}</ns3:Created><ns3:Expires>{expires}</ns3:Expires></ns3:Timestamp><ns6:UsernameToken><ns6:Username>{Scenarios.UserName}</ns6:Username><ns6:Password>{Scenarios.Password}</ns6:Password></ns6:UsernameToken></ns6:Security></SOAP-ENV:Header><SOAP-ENV:Body xmlns:wsu="{Utility}" wsu:Id="_b"><RequestSecurityToken xmlns="{Trust}"><TokenType>urn:oasis:names:tc:SAML:2.0:assertion</TokenType><RequestType>{Trust}/Issue</RequestType><Lifetime><ns3:Created xmlns:ns3="{Utility}">{created}</ns3:Created><ns3:Expires xmlns:ns3="{Utility}">{expires}</ns3:Expires></Lifetime><Renewing Allow="false" OK="false"></Renewing><Delegatable>false</Delegatable><KeyType>{Trust}/Bearer</KeyType><SignatureAlgorithm>http://www.w3.org/2001/04/xmldsig-more#rsa-sha256</SignatureAlgorithm></RequestSecurityToken></SOAP-ENV:Body></SOAP-ENV:Envelope>
            """;
        return new Step("issue", body, WithCookie: false) { Path = "/sts/STSService/vsphere.local", Work = "sign" };
    }

    /// <summary>A login with a bearer token that the service issues now.</summary>
    public static Step Login(ServerProcess service, TimeProvider time)
    {
        using var connection = service.Connect();
        connection.Call(Issue(time).ToService());
        var answer = Encoding.UTF8.GetString(connection.Body);
        var start = answer.IndexOf("<saml2:Assertion", StringComparison.Ordinal);
        var end = answer.IndexOf("</saml2:Assertion>", StringComparison.Ordinal);
        if (start < 0 || end < start)
            throw new InvalidDataException("The answer holds no assertion");
        var body =
            $"""
            <soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/" xmlns:xsd="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><soapenv:Header><wsse:Security xmlns:wsse="{Security}">{answer[start..end]}</saml2:Assertion></wsse:Security></soapenv:Header><soapenv:Body><LoginByToken xmlns="urn:vim25"><_this type="SessionManager">SessionManager</_this></LoginByToken></soapenv:Body></soapenv:Envelope>
            """;
        return new Step("token-login", body, WithCookie: false) { Work = "verify" };
    }

    private static string Text(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
