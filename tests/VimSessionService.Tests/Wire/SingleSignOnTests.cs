using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using VimSessionService.Identity.Tests.Making;
using VimSessionService.Options;

namespace VimSessionService.Tests.Wire;

/// <summary>Single sign-on on the wire: its paths, its answers, its log lines, and a login by its token.</summary>
public sealed class SingleSignOnTests
{
    private const string Trust = "http://docs.oasis-open.org/ws-sx/ws-trust/200512";
    private const string Utility = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-utility-1.0.xsd";
    private const string Security = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd";

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_token_logs_in(bool tls)
    {
        await using var service = await RunningService.StartAsync(new ServiceOptions { Tls = new TlsOptions { Enabled = tls } }, withSso: true);
        using var client = service.NewClient();
        foreach (var (user, shown) in new[] { ("administrator@vsphere.local", @"VSPHERE.LOCAL\administrator"), ("reader", "reader") })
        {
            var (status, answer) = await PostAsync(client, "/sts/STSService/vsphere.local", Request(service, user, RunningService.Password));
            Assert.Equal(HttpStatusCode.OK, status);
            var token = answer[answer.IndexOf("<saml2:Assertion", StringComparison.Ordinal)..answer.IndexOf("</RequestedSecurityToken>", StringComparison.Ordinal)];
            var (login, text) = await PostAsync(client, "/sdk", Login(token));
            Assert.True(login == HttpStatusCode.OK, text);
            Assert.Contains($"<userName>{shown}</userName>", text, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("POST", "/sts/STSService", HttpStatusCode.InternalServerError)]
    [InlineData("POST", "/sts/STSService/", HttpStatusCode.InternalServerError)]
    [InlineData("POST", "/sts/STSService/VSphere.Local", HttpStatusCode.InternalServerError)]
    [InlineData("POST", "/sts/STSService/other.local", HttpStatusCode.NotFound)]
    [InlineData("POST", "/sts/STSService/vsphere.local/more", HttpStatusCode.NotFound)]
    [InlineData("GET", "/sts/STSService/vsphere.local", HttpStatusCode.MethodNotAllowed)]
    [InlineData("GET", "/sts/STSService/vsphere.local?wsdl", HttpStatusCode.OK)]
    [InlineData("HEAD", "/sts/STSService?WSDL", HttpStatusCode.OK)]
    [InlineData("GET", "/sts/STSService/other.local?wsdl", HttpStatusCode.NotFound)]
    [InlineData("GET", "/websso/SAML2/Metadata/vsphere.local", HttpStatusCode.OK)]
    [InlineData("GET", "/websso/SAML2/Metadata/other.local", HttpStatusCode.NotFound)]
    [InlineData("GET", "/websso/SAML2/Metadata", HttpStatusCode.NotFound)]
    [InlineData("POST", "/websso/SAML2/Metadata/vsphere.local", HttpStatusCode.MethodNotAllowed)]
    [InlineData("GET", "/lookupservice/sdk", HttpStatusCode.InternalServerError)]
    [InlineData("PUT", "/lookupservice/sdk", HttpStatusCode.MethodNotAllowed)]
    [InlineData("POST", "/lookupservice/sdk", HttpStatusCode.InternalServerError)]
    [InlineData("POST", "/lookupservice/other", HttpStatusCode.NotFound)]
    public async Task The_paths_are_a_vCenters(string method, string path, HttpStatusCode status)
    {
        await using var service = await RunningService.StartAsync(withSso: true);
        using var client = service.NewClient();
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        using var response = await client.SendAsync(request, Cancelled);
        Assert.Equal(status, response.StatusCode);
    }

    [Fact]
    public async Task Without_single_sign_on_there_is_nothing_at_its_paths()
    {
        await using var service = await RunningService.StartAsync();
        using var client = service.NewClient();
        foreach (var path in new[] { "/sts/STSService/vsphere.local", "/lookupservice/sdk", "/websso/SAML2/Metadata/vsphere.local" })
            Assert.Equal(HttpStatusCode.NotFound, (await PostAsync(client, path, "<a/>")).Status);
    }

    [Fact]
    public async Task The_WSDL_and_the_metadata_lead_to_the_address_that_they_were_asked_at()
    {
        await using var service = await RunningService.StartAsync(withSso: true);
        using var client = service.NewClient();
        var wsdl = await client.GetStringAsync(new Uri("/sts/STSService/vsphere.local?wsdl", UriKind.Relative), Cancelled);
        Assert.Contains($"<soap:address location=\"{service.Address.ToString().TrimEnd('/')}/sts/STSService/vsphere.local\"/>", wsdl, StringComparison.Ordinal);
        var metadata = await client.GetStringAsync(new Uri("/websso/SAML2/Metadata/vsphere.local", UriKind.Relative), Cancelled);
        Assert.Contains($"entityID=\"{service.Address.ToString().TrimEnd('/')}/websso/SAML2/Metadata/vsphere.local\"", metadata, StringComparison.Ordinal);
        var (_, answer) = await PostAsync(client, "/sts/STSService", Request(service, "administrator@vsphere.local", RunningService.Password));
        var certificate = answer.Split("<ds:X509Certificate>")[1].Split('<')[0];
        Assert.Contains($"<ds:X509Certificate>{certificate}</ds:X509Certificate>", metadata, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_request_is_bounded()
    {
        await using var service = await RunningService.StartAsync(
            new ServiceOptions { Tls = new TlsOptions { Enabled = false }, Transport = new TransportOptions { MaxRequestBytes = 4096 } }, withSso: true);
        using var client = service.NewClient();
        foreach (var path in new[] { "/sts/STSService", "/lookupservice/sdk" })
        {
            Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await PostAsync(client, path, new string(' ', 4097))).Status);
            using var chunked = new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent(new string(' ', 20_000)) };
            chunked.Headers.TransferEncodingChunked = true;
            using var response = await client.SendAsync(chunked, Cancelled);
            Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
        }
    }

    [Theory]
    [InlineData(true, "gzip")]
    [InlineData(true, "br")]
    [InlineData(true, "identity, gzip")]
    [InlineData(true, "identity", "gzip")]
    [InlineData(true, "", "deflate")]
    [InlineData(false, "identity")]
    [InlineData(false, "Identity, identity")]
    [InlineData(false, "identity", "identity")]
    [InlineData(false, "")]
    public async Task A_compressed_request_is_refused_whichever_header_line_says_so(bool isRefused, params string[] lines)
    {
        await using var service = await RunningService.StartAsync(
            new ServiceOptions { Tls = new TlsOptions { Enabled = false } }, withSso: true);
        foreach (var path in new[] { "/sts/STSService", "/lookupservice/sdk" })
        {
            var fields = string.Concat(lines.Select(static line => $"Content-Encoding: {line}\r\n"));
            var status = await StatusAsync(service, $"POST {path} HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\n{fields}Connection: close\r\n\r\nx");
            Assert.Equal(isRefused ? 413 : 500, status);
        }
    }

    [Fact]
    public async Task Each_request_is_a_line_without_a_secret()
    {
        const string wrong = "hunter2-hunter2";
        await using var service = await RunningService.StartAsync(withSso: true);
        using var client = service.NewClient();
        client.DefaultRequestHeaders.TryAddWithoutValidation("User-Agent", "tester/1.0");
        await PostAsync(client, "/sts/STSService", Request(service, "administrator@vsphere.local", wrong));
        var (_, answer) = await PostAsync(client, "/sts/STSService", Request(service, "administrator@vsphere.local", RunningService.Password));
        await PostAsync(client, "/sts/STSService", Request(service, "administrator@vsphere.local", RunningService.Password).Replace("</wsse:Password>", "<x/></wsse:Password>", StringComparison.Ordinal));
        await PostAsync(client, "/sts/STSService", wrong);
        await PostAsync(client, "/lookupservice/sdk", Soap.Envelope("<GetSiteId xmlns=\"urn:lookup\"><_this>ServiceRegistration</_this></GetSiteId>"));

        var log = await service.StopAndReadLogAsync();

        var lines = log.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement).Where(line => line.TryGetProperty("Operation", out _)).ToList();
        Assert.Equal(["sts.Issue", "sts.Issue", "sts.(none)", "sts.(none)", "lookup.GetSiteId"], lines.Select(line => line.GetProperty("Operation").GetString()));
        Assert.Equal([500, 200, 500, 500, 200], lines.Select(line => line.GetProperty("HttpStatus").GetInt32()));
        Assert.Equal(("FailedAuthentication", "wrong user name or password"), (lines[0].GetProperty("FaultType").GetString(), lines[0].GetProperty("Reason").GetString()));
        Assert.Equal(@"VSPHERE.LOCAL\administrator", lines[1].GetProperty("UserName").GetString());
        Assert.All(lines, line => Assert.Equal(("127.0.0.1", "tester/1.0"), (line.GetProperty("ClientAddress").GetString(), line.GetProperty("UserAgent").GetString())));
        Assert.DoesNotContain(RunningService.Password, log, StringComparison.Ordinal);
        Assert.DoesNotContain(wrong, log, StringComparison.Ordinal);
        Assert.DoesNotContain(answer.Split("<ds:SignatureValue>")[1].Split('\n')[0], log, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false, false, HttpStatusCode.InternalServerError, HttpStatusCode.InternalServerError)]
    [InlineData(true, false, HttpStatusCode.OK, HttpStatusCode.InternalServerError)]
    [InlineData(false, true, HttpStatusCode.InternalServerError, HttpStatusCode.OK)]
    public async Task Weak_signatures_reach_the_security_token_service_by_their_option(bool sha1, bool md5, HttpStatusCode withSha1, HttpStatusCode withMd5)
    {
        await using var service = await RunningService.StartAsync(
            new ServiceOptions { Sso = new SsoOptions { AllowSha1Tokens = sha1, AllowMd5Tokens = md5 } }, withSso: true);
        using var client = service.NewClient();
        var request = Request(service, "administrator@vsphere.local", RunningService.Password);
        var user = request[request.IndexOf("<wsse:UsernameToken>", StringComparison.Ordinal)..request.IndexOf("</wsse:Security>", StringComparison.Ordinal)];
        var message = new MessageMaker
        {
            Token = $"{user}<wsse:BinarySecurityToken wsu:Id=\"_bst\">{TokenMaker.Base64(TestKeys.Attacker)}</wsse:BinarySecurityToken>",
            Call = $"<RequestSecurityToken xmlns=\"{Trust}\"><RequestType>{Trust}/Issue</RequestType><KeyType>{Trust}/Bearer</KeyType></RequestSecurityToken>",
            Signer = TestKeys.Attacker,
            KeyInfo = $"<ds:KeyInfo><wsse:SecurityTokenReference xmlns:wsse=\"{Security}\"><wsse:Reference URI=\"#_bst\"/></wsse:SecurityTokenReference></ds:KeyInfo>",
            HasTimestamp = true,
            Created = service.Time.GetUtcNow(),
            Expires = service.Time.GetUtcNow().AddMinutes(1),
        };

        var ofSha1 = new SigningStyle { Algorithm = "http://www.w3.org/2000/09/xmldsig#rsa-sha1", Digest = "http://www.w3.org/2000/09/xmldsig#sha1" };
        Assert.Equal(withSha1, (await PostAsync(client, "/sts/STSService", (message with { Style = ofSha1 }).Make())).Status);
        var ofMd5 = new SigningStyle { Algorithm = "http://www.w3.org/2001/04/xmldsig-more#rsa-md5", Digest = "http://www.w3.org/2001/04/xmldsig-more#md5" };
        Assert.Equal(withMd5, (await PostAsync(client, "/sts/STSService", (message with { Style = ofMd5 }).Make())).Status);
    }

    /// <summary>The status of the response to a request as bytes: HttpClient would join the lines of a header.</summary>
    private static async Task<int> StatusAsync(RunningService service, string request)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(service.Address.Host, service.Address.Port, Cancelled);
        var stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(request), Cancelled);
        using var reader = new StreamReader(stream, Encoding.ASCII);
        var line = await reader.ReadLineAsync(Cancelled);
        return int.Parse(line!.Split(' ')[1], CultureInfo.InvariantCulture);
    }

    private static async Task<(HttpStatusCode Status, string Text)> PostAsync(HttpClient client, string path, string text)
    {
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(text));
        content.Headers.ContentType = MediaTypeHeaderValue.Parse("text/xml; charset=utf-8");
        using var response = await client.PostAsync(new Uri(path, UriKind.Relative), content, Cancelled);
        return (response.StatusCode, await response.Content.ReadAsStringAsync(Cancelled));
    }

    private static string Request(RunningService service, string user, string password)
    {
        var now = service.Time.GetUtcNow().UtcDateTime;
        return $"<soap:Envelope xmlns:soap=\"http://schemas.xmlsoap.org/soap/envelope/\"><soap:Header><wsse:Security xmlns:wsse=\"{Security}\">"
            + $"<wsu:Timestamp xmlns:wsu=\"{Utility}\"><wsu:Created>{now:yyyy-MM-ddTHH:mm:ss.fffZ}</wsu:Created><wsu:Expires>{now.AddMinutes(1):yyyy-MM-ddTHH:mm:ss.fffZ}</wsu:Expires></wsu:Timestamp>"
            + $"<wsse:UsernameToken><wsse:Username>{user}</wsse:Username><wsse:Password>{password}</wsse:Password></wsse:UsernameToken></wsse:Security></soap:Header>"
            + $"<soap:Body><RequestSecurityToken xmlns=\"{Trust}\"><RequestType>{Trust}/Issue</RequestType></RequestSecurityToken></soap:Body></soap:Envelope>";
    }

    private static string Login(string token) =>
        $"<soap:Envelope xmlns:soap=\"http://schemas.xmlsoap.org/soap/envelope/\"><soap:Header><wsse:Security xmlns:wsse=\"{Security}\">{token}</wsse:Security></soap:Header>"
        + "<soap:Body><LoginByToken xmlns=\"urn:vim25\"><_this type=\"SessionManager\">SessionManager</_this></LoginByToken></soap:Body></soap:Envelope>";
}
