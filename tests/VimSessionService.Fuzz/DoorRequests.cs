using System.Globalization;
using System.Text;
using System.Xml.Linq;
using VimSessionService.Endpoint.Tests.ViJson;
using VimSessionService.Identity.Tests.Making;
using VimSessionService.Identity.Tests.Sts;
using VimSessionService.Vapi.Tests;

namespace VimSessionService.Fuzz;

/// <summary>Sound requests to every path of the service, which are then bent.</summary>
/// <param name="grammar">Writes the calls to <c>/sdk</c>.</param>
/// <param name="provider">Makes the access tokens.</param>
internal sealed class DoorRequests(CallGrammar grammar, Provider provider)
{
    /// <summary>Stands for the cookie of a live session.</summary>
    public const string LiveCookie = "LIVE";

    private static readonly string[] Actions =
    [
        "\"urn:vim25/8.0.3.0\"", "urn:vim25/8.0.3.0", "\"urn:vim25/5.5\"", "urn:vim25/4.1", "urn:vim2/2.0", "\"urn:internalvim25/3.0\"", "", "vim25", "RetrieveServiceContent", "urn:vim25/99.0", "\u00e9",
    ];

    private static readonly string[] Documents =
    [
        "/sdk/vimServiceVersions.xml", "//sdk/vimServiceVersions.xml", "/sdk/vimService.wsdl", "/sdk/vimService?wsdl", "/sdk/vim.wsdl", "/sdk/vim-types.xsd", "/sdk/../etc/passwd", "/sdk/%2e%2e/x",
        "/locale/en/auth.vmsg", "/locale/../en/auth.vmsg", "/healthz", "/readyz", "/", "/certificate.pem", "/users-file.schema.json", "/sts/STSService?wsdl", "/websso/SAML2/Metadata/vsphere.local",
        "/lookupservice/sdk", "/api/session", "/folder/a?dcPath=x&dsName=y",
    ];

    private static readonly string[] Cookies =
    [
        "vmware_soap_session=\"LIVE\"; Path=/; HttpOnly; Secure;", "vmware_soap_session=LIVE", "$Version=1; vmware_soap_session=LIVE; $Path=/", "vmware_soap_session=", "vmware_soap_session=\"0000000000000000000000000000000000000000\"",
        "a=b; vmware_cgi_ticket=x", "vmware_soap_session", ";;;;==;", "vmware_soap_session=LIVE; vmware_soap_session=x",
    ];

    private static readonly string[] Authorizations =
    [
        "Basic " + Convert.ToBase64String("administrator@vsphere.local:secret"u8), "Basic " + Convert.ToBase64String("reader:wrong"u8), "Basic =", "SIGN token=\"H4sIAAAAAAACA7NJ1LcDAFuZ1NsEAAAA\"",
        "SIGN token=\"aGVsbG8=\", signature=\"YQ==\", signature_alg=\"RSA-SHA256\", nonce=\"1:2\", bodyhash=\"YQ==\"", "SIGN token=", "Bearer a.b.c",
    ];

    private static readonly string[] Resources =
        ["/api/session", "/rest/com/vmware/cis/session", "/rest/com/vmware/cis/session?~action=get", "/rest/com/vmware/cis/session?%7Eaction=get", "/api/vcenter/vm", "/rest/vcenter", "/api/session?action=get", "/api", "/websso/SAML2/SSO/vsphere.local"];

    private static readonly string[] RpcMessages =
    [
        Rpc("create", """{"schemeId":"com.vmware.vapi.std.security.user_pass","userName":"administrator@vsphere.local","password":"secret"}"""),
        Rpc("get", """{"schemeId":"com.vmware.vapi.std.security.session_id","sessionId":"0"}"""),
        Rpc("delete", """{"schemeId":"com.vmware.vapi.std.security.session_id","sessionId":"0"}"""),
        Rpc("create", """{"schemeId":"com.vmware.vapi.std.security.saml_bearer_token","samlToken":"<a/>"}"""),
        Rpc("create", """{"schemeId":"com.vmware.vapi.std.security.saml_hok_token","signatureAlgorithm":"RS256","timestamp":{"created":"2024-02-03T04:05:06.000Z","expires":"2024-02-03T04:25:06.000Z"},"signature":{"value":"YQ==","samlToken":"<a/>"}}"""),
    ];

    private string[] _sts = [];

    private string[] _logins = [];

    private string[] _accessTokens = [""];

    private static readonly string[] Lookup =
    [
        "<RetrieveServiceContent xmlns=\"urn:lookup\"><_this type=\"LookupServiceInstance\">ServiceInstance</_this></RetrieveServiceContent>",
        "<List xmlns=\"urn:lookup\"><_this type=\"LookupServiceRegistration\">ServiceRegistration</_this><filterCriteria><serviceType><product>com.vmware.cis</product><type>cs.identity</type></serviceType><endpointType><protocol>wsTrust</protocol></endpointType></filterCriteria></List>",
        "<Get xmlns=\"urn:lookup\"><_this type=\"LookupServiceRegistration\">ServiceRegistration</_this><serviceId>none</serviceId></Get>",
        "<GetSiteId xmlns=\"urn:lookup\"><_this type=\"LookupServiceRegistration\">ServiceRegistration</_this></GetSiteId>",
    ];

    /// <summary>Writes and signs the messages anew that are good for minutes and once.</summary>
    public void Renew(DateTimeOffset now)
    {
        _sts = [.. Messages(now).Select(static message => message.Write())];
        _logins = [.. LoginMessages(now)];
        var (from, to) = (now.AddSeconds(-5).ToUnixTimeSeconds(), now.AddMinutes(5).ToUnixTimeSeconds());
        _accessTokens =
        [
            provider.Token($$"""{"iss":"{{Provider.Issuer}}","aud":"{{Provider.Audience}}","upn":"ada@example.com","groups":["operators"],"nbf":{{from}},"exp":{{to}}}"""),
            provider.Token($$"""{"iss":"{{Provider.Issuer}}","aud":["{{Provider.Audience}}"],"upn":"administrator@vsphere.local","groups":"x","exp":{{to}}}"""),
            provider.Token($$"""{"iss":"{{Provider.Issuer}}","aud":"{{Provider.Audience}}","upn":7,"groups":{"a":1},"nbf":"x","exp":{{to}}}"""),
            provider.Token($$"""{"iss":"{{Provider.Issuer}}","aud":"{{Provider.Audience}}","upn":"ada@example.com","exp":1e400}"""),
            provider.Token("[]"),
        ];
    }

    /// <summary>A request.</summary>
    public FuzzRequest Next(Random random) => random.Next(20) switch
    {
        0 or 1 or 2 => new FuzzRequest("POST", "/sts/STSService/vsphere.local", [("SOAPAction", "\"http://docs.oasis-open.org/ws-sx/ws-trust/200512/RST/Issue\"")], Bytes(_sts[random.Next(_sts.Length)])),
        3 => new FuzzRequest("POST", "/lookupservice/sdk", [("SOAPAction", "urn:lookup/2.0")], Bytes(Envelope(Lookup[random.Next(Lookup.Length)]))),
        4 => new FuzzRequest(random.Next(6) == 0 ? "HEAD" : "GET", Documents[random.Next(Documents.Length)], [("Host", "vc.example.com"), ("Accept-Encoding", "gzip")], []),
        5 => random.Next(2) == 0 ? Ticketed(random) : Shared(random),
        6 => LoginByToken(random),
        7 or 8 or 9 or 10 => ViJson(random),
        11 => random.Next(3) == 0 ? Exchange(random) : Automation(random),
        _ => Call(random),
    };

    private FuzzRequest Call(Random random)
    {
        List<(string, string)> headers = [("SOAPAction", Actions[random.Next(random.Next(8) == 0 ? Actions.Length : 2)]), ("Content-Type", "text/xml; charset=utf-8"), ("User-Agent", "fuzz"), ("Host", "vc.example.com")];
        if (random.Next(10) != 0)
            headers.Add(("Cookie", Cookies[random.Next(8) == 0 ? random.Next(Cookies.Length) : 0]));
        if (random.Next(10) == 0)
            headers.Add(("Accept-Encoding", "gzip, deflate"));
        if (random.Next(30) == 0)
            headers.Add(("Content-Encoding", random.Next(2) == 0 ? "gzip" : "gzip, gzip"));
        return new FuzzRequest("POST", random.Next(50) == 0 ? "//sdk" : "/sdk", headers, Bytes(Envelope(grammar.Write(random))));
    }

    /// <summary>A request of the vSphere Automation API, by REST or by JSON-RPC.</summary>
    private FuzzRequest Automation(Random random)
    {
        List<(string, string)> headers = [("Host", "vc.example.com"), ("Content-Type", random.Next(8) == 0 ? "text/plain" : "application/json")];
        if (random.Next(2) == 0)
            headers.Add(("vmware-api-session-id", random.Next(4) == 0 ? "0" : LiveCookie));
        if (random.Next(2) == 0)
            headers.Add(("Authorization", random.Next(3) == 0 ? $"Bearer {_accessTokens[random.Next(_accessTokens.Length)]}" : Authorizations[random.Next(Authorizations.Length)]));
        if (random.Next(2) == 0)
            return new FuzzRequest("POST", "/api", headers, Bytes(RpcMessages[random.Next(RpcMessages.Length)]));
        var path = Resources[random.Next(Resources.Length)];
        return new FuzzRequest(new[] { "GET", "POST", "DELETE", "PUT" }[random.Next(4)], path, headers, random.Next(4) == 0 ? Bytes("{}") : []);
    }

    /// <summary>The exchange of an access token, by both paths.</summary>
    private FuzzRequest Exchange(Random random)
    {
        const string Types = "urn:ietf:params:oauth:token-type:";
        const string Grant = "urn:ietf:params:oauth:grant-type:token-exchange";
        var token = _accessTokens[random.Next(_accessTokens.Length)];
        List<(string, string)> headers = [("Host", "vc.example.com"), ("Authorization", random.Next(6) == 0 ? "Bearer a.b.c" : $"Bearer {token}")];
        return random.Next(2) == 0
            ? new FuzzRequest("POST", "/api/vcenter/authentication/token", [("Content-Type", "application/x-www-form-urlencoded"), .. headers], Bytes(
                $"grant_type={Uri.EscapeDataString(Grant)}&requested_token_type={Uri.EscapeDataString(Types + "saml2")}&subject_token_type={Uri.EscapeDataString(Types + "access_token")}&subject_token={token}"))
            : new FuzzRequest("POST", "/rest/vcenter/tokenservice/token-exchange", [("Content-Type", "application/json"), .. headers], Bytes(
                $$$"""{"spec":{"grant_type":"{{{Grant}}}","subject_token":"{{{token}}}","subject_token_type":"{{{Types}}}access_token","requested_token_type":"{{{Types}}}saml2","audience":null}}"""));
    }

    /// <summary>A request for a clone ticket of the common session.</summary>
    private static FuzzRequest Shared(Random random) => new(
        random.Next(5) == 0 ? "POST" : "GET",
        FuzzTarget.SharedSessionPath,
        [("Host", "vc.example.com"), ("Authorization", random.Next(3) == 0 ? "Bearer x" : $"Bearer {FuzzTarget.SharedSessionToken}")],
        []);

    /// <summary>A call of VI-JSON; now and then the choice of a release.</summary>
    private FuzzRequest ViJson(Random random)
    {
        List<(string, string)> headers = [("Content-Type", random.Next(30) == 0 ? "text/plain" : "application/json"), ("User-Agent", "fuzz"), ("Host", "vc.example.com")];
        if (random.Next(20) == 0)
            return new FuzzRequest("POST", "/api/vcenter/system?action=hello", headers, Bytes("{\"api_releases\":[\"9.1.0.0\",\"8.0.3.0\"]}"));
        if (random.Next(10) != 0)
            headers.Add(("vmware-api-session-id", random.Next(20) == 0 ? "x" : LiveCookie));
        if (random.Next(10) == 0)
            headers.Add(("Accept-Encoding", "gzip, deflate"));
        var (path, body) = SoapCallAsJson.Of(XElement.Parse($"<x xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xmlns:xsd=\"http://www.w3.org/2001/XMLSchema\">{grammar.Write(random)}</x>").Elements().Single());
        return new FuzzRequest(body is null ? "GET" : "POST", Uri.UnescapeDataString(path), headers, Bytes(body ?? ""));
    }

    private static FuzzRequest Ticketed(Random random) => new(
        new[] { "GET", "HEAD", "PUT", "POST", "DELETE", "PATCH" }[random.Next(6)],
        $"/folder/{random.Next(20).ToString(CultureInfo.InvariantCulture)}{(random.Next(2) == 0 ? "?dcPath=a&dsName=b" : "")}",
        [
            ("Host", "vc.example.com"),
            random.Next(2) == 0 ? ("Cookie", Cookies[random.Next(Cookies.Length)]) : ("Authorization", "Basic " + Convert.ToBase64String("administrator@vsphere.local:secret"u8)),
        ],
        new byte[random.Next(2000)]);

    private FuzzRequest LoginByToken(Random random) =>
        new("POST", "/sdk", [("SOAPAction", Actions[0])], Bytes(_logins[random.Next(_logins.Length)]));

    private static IEnumerable<string> LoginMessages(DateTimeOffset now)
    {
        var token = new TokenMaker { NotBefore = now.AddMinutes(-1), NotOnOrAfter = now.AddMinutes(30) };
        yield return new MessageMaker { Token = token.Make() }.Make();
        yield return (MessageMaker.HolderOfKey(token with { Holder = TestKeys.Holder }, TestKeys.Holder) with { Created = now, Expires = now.AddMinutes(1) }).Make();
        yield return new MessageMaker { Token = (token with { Signer = TestKeys.Attacker }).Make() }.Make();
    }

    private static IEnumerable<TokenMessage> Messages(DateTimeOffset now)
    {
        var token = new TokenMaker { NotBefore = now.AddMinutes(-1), NotOnOrAfter = now.AddMinutes(30) };
        yield return new TokenMessage(now) { User = ("administrator@vsphere.local", "secret") };
        yield return new TokenMessage(now) { User = ("reader", "wrong"), Renewable = true };
        yield return new TokenMessage(now) { User = ("reader", "secret"), Signer = TestKeys.Holder, UseKey = true, KeyType = "PublicKey" };
        yield return new TokenMessage(now) { ShownCertificate = TestKeys.EllipticHolder, Signer = TestKeys.Holder };
        yield return new TokenMessage(now) { Exchange = "TlRMTVNTUAAB"u8.ToArray(), Context = "abc" };
        yield return new TokenMessage(now) { Exchange = "administrator@vsphere.local"u8.ToArray() };
        yield return new TokenMessage(now) { Operation = "Validate", Target = "<a/>" };
        yield return new TokenMessage(now) { Operation = "Validate", Target = token.Make() };
        yield return new TokenMessage(now) { HeaderToken = (token with { Holder = TestKeys.Holder }).Make(), Signer = TestKeys.Holder };
        yield return new TokenMessage(now) { Operation = "Renew", Target = (token with { Holder = TestKeys.Holder }).Make(), Signer = TestKeys.Holder };
    }

    private static string Envelope(string body) =>
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><soapenv:Envelope xmlns:soapenv=\"http://schemas.xmlsoap.org/soap/envelope/\" xmlns:xsd=\"http://www.w3.org/2001/XMLSchema\" "
        + $"xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"><soapenv:Header><operationID>op</operationID></soapenv:Header><soapenv:Body>{body}</soapenv:Body></soapenv:Envelope>";

    private static string Rpc(string operation, string securityContext) =>
        "{\"jsonrpc\":\"2.0\",\"id\":\"1\",\"method\":\"invoke\",\"params\":{\"serviceId\":\"com.vmware.cis.session\",\"operationId\":\"" + operation
        + "\",\"input\":{\"STRUCTURE\":{\"operation-input\":{}}},\"ctx\":{\"appCtx\":{\"opId\":\"1\"},\"securityCtx\":" + securityContext + "}}}";

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);
}
