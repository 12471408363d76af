using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using VimSessionService.Options;

namespace VimSessionService.Tests.Wire;

/// <summary>What goes over the socket around a call (docs/facts/requests.md, docs/facts/cookies.md).</summary>
public sealed class TransportTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Answers_bear_the_headers_of_a_real_server_and_no_others()
    {
        await using var service = await RunningService.StartAsync();
        using var client = service.NewClient();
        var (response, _) = await client.CallAsync(Soap.Content);
        var names = response.Headers.Concat(response.Content.Headers).Select(h => h.Key).Where(n => n != "Date").Order(StringComparer.Ordinal);
        Assert.Equal(["Cache-Control", "Content-Length", "Content-Type", "Vary"], names);
        Assert.Equal("text/xml; charset=utf-8", response.Content.Headers.GetValues("Content-Type").Single());
        Assert.Equal("no-cache", response.Headers.GetValues("Cache-Control").Single());
        Assert.Equal("Accept-Encoding", response.Headers.GetValues("Vary").Single());
    }

    [Fact]
    public async Task The_cookie_goes_out_with_its_quotes_and_comes_back_whole_as_pyVmomi_sends_it()
    {
        await using var service = await RunningService.StartAsync(new ServiceOptions());
        using var client = service.NewClient();
        var cookie = await client.LoginAsync();
        Assert.Matches("^vmware_soap_session=\"[0-9a-f]{40}\"; Path=/; HttpOnly; Secure;$", cookie);
        Assert.Contains("xsi:type=\"UserSession\"", (await client.CallAsync(Soap.CurrentSession, cookie)).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/sdk")]
    [InlineData("/sdk/")]
    [InlineData("/sdk/vimService")]
    [InlineData("/sdk/anything/below")]
    [InlineData("//sdk")]
    [InlineData("//sdk/vimService")]
    public async Task Calls_are_answered_at_sdk_and_below(string path)
    {
        await using var service = await RunningService.StartAsync();
        using var client = service.NewClient();
        Assert.Equal(HttpStatusCode.OK, (await client.CallAsync(Soap.Content, path: service.Address.GetLeftPart(UriPartial.Authority) + path)).Response.StatusCode);
    }

    [Fact]
    public async Task The_page_at_the_root_says_to_a_scanner_what_it_is()
    {
        await using var service = await RunningService.StartAsync();
        using var client = service.NewClient();
        Assert.Contains("<meta name=\"description\" content=\"VMware vSphere", await client.GetStringAsync("/", Token), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/index.html")]
    [InlineData("/sdkx")]
    [InlineData("/sdk/nothing.xml")]
    [InlineData("/sdk/../etc/passwd")]
    public async Task Nothing_else_is_there(string path)
    {
        await using var service = await RunningService.StartAsync();
        using var client = service.NewClient();
        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync(path, Token)).StatusCode);
    }

    [Fact]
    public async Task Other_methods_are_not_allowed()
    {
        await using var service = await RunningService.StartAsync();
        using var client = service.NewClient();
        using var request = new HttpRequestMessage(HttpMethod.Put, "/sdk");
        Assert.Equal(HttpStatusCode.MethodNotAllowed, (await client.SendAsync(request, Token)).StatusCode);
    }

    [Theory]
    [InlineData("/sdk/vimServiceVersions.xml", "<namespaces version=\"1.0\"><namespace><name>urn:vim25</name><version>8.0.3.0</version><priorVersions><version>8.0.2.0</version>")]
    [InlineData("//sdk/vimServiceVersions.xml", "<namespaces version=\"1.0\"><namespace><name>urn:vim25</name><version>8.0.3.0</version>")]
    [InlineData("/sdk/vimService.wsdl", "<service name=\"VimService\">")]
    [InlineData("/sdk/vimService?wsdl", "<service name=\"VimService\">")]
    [InlineData("/sdk?wsdl", "<service name=\"VimService\">")]
    [InlineData("/sdk/vim.wsdl", "<portType name=\"VimPortType\">")]
    [InlineData("/sdk/core-types.xsd", "name=\"ManagedObjectReference\"")]
    [InlineData("/sdk/query-types.xsd", "name=\"PropertyFilterSpec\"")]
    [InlineData("/sdk/query-messagetypes.xsd", "RetrievePropertiesExRequestType")]
    [InlineData("/sdk/reflect-types.xsd", "schema")]
    [InlineData("/sdk/reflect-messagetypes.xsd", "schema")]
    [InlineData("/sdk/vim-types.xsd", "name=\"UserSession\"")]
    [InlineData("/sdk/vim-messagetypes.xsd", "LoginRequestType")]
    public async Task The_documents_that_clients_start_from_are_served(string path, string contains)
    {
        await using var service = await RunningService.StartAsync();
        using var client = service.NewClient();
        using var response = await client.GetAsync(service.Address.GetLeftPart(UriPartial.Authority) + path, Token);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("no-cache", response.Headers.CacheControl!.ToString());
        Assert.Equal("Accept-Encoding", response.Headers.Vary.Single());
        Assert.Equal("text/xml", response.Content.Headers.ContentType!.MediaType);
        Assert.Contains(contains, await response.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_wsdl_names_the_address_that_it_was_asked_at()
    {
        await using var service = await RunningService.StartAsync();
        using var client = service.NewClient();
        Assert.Contains($"location=\"{service.Address.Scheme}://{service.Address.Authority}/sdk\"", await client.GetStringAsync("/sdk/vimService.wsdl", Token), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("6.0", false)]
    [InlineData("6.5", true)]
    [InlineData("6.7", true)]
    public async Task Documents_vary_by_encoding_since_6_5_and_are_never_cached(string version, bool varies)
    {
        await using var service = await RunningService.StartAsync(new ServiceOptions
        {
            Tls = new TlsOptions { Enabled = false },
            Emulation = new EmulationOptions { ApiVersion = version },
        });
        using var client = service.NewClient();
        using var document = await client.GetAsync("/sdk/vimServiceVersions.xml", Token);
        Assert.Equal(varies ? ["Accept-Encoding"] : [], document.Headers.Vary);
        Assert.Equal("no-cache", document.Headers.CacheControl!.ToString());
    }

    [Fact]
    public async Task The_versions_are_those_of_the_server_that_the_service_is()
    {
        await using var service = await RunningService.StartAsync(new ServiceOptions
        {
            Tls = new TlsOptions { Enabled = false },
            Emulation = new EmulationOptions { ApiVersion = "5.5" },
        });
        using var client = service.NewClient();
        using var document = await client.GetAsync("/sdk/vimServiceVersions.xml", Token);
        Assert.Empty(document.Headers.Vary);
        var versions = await document.Content.ReadAsStringAsync(Token);
        Assert.Contains("<version>5.5</version><priorVersions><version>5.1</version><version>5.0</version>", versions, StringComparison.Ordinal);
        Assert.EndsWith(
            "<version>4.1</version><version>4.0</version><version>2.5u2</version><version>2.5</version></priorVersions></namespace>"
            + "<namespace><name>urn:vim2</name><version>2.0</version></namespace></namespaces>",
            versions,
            StringComparison.Ordinal);
        Assert.DoesNotContain("6.0", versions, StringComparison.Ordinal);
        Assert.DoesNotContain("patchLevel", await client.GetStringAsync("/sdk/vim-types.xsd", Token), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_esx_flavour_has_the_objects_of_a_host()
    {
        await using var service = await RunningService.StartAsync(new ServiceOptions
        {
            Tls = new TlsOptions { Enabled = false },
            Emulation = new EmulationOptions { Esx = true },
        });
        using var client = service.NewClient();
        var content = (await client.CallAsync(Soap.Content)).Text;
        Assert.Contains("<rootFolder type=\"Folder\">ha-folder-root</rootFolder><propertyCollector type=\"PropertyCollector\">ha-property-collector</propertyCollector>", content, StringComparison.Ordinal);
        Assert.Contains("<sessionManager type=\"SessionManager\">ha-sessionmgr</sessionManager>", content, StringComparison.Ordinal);
        Assert.Contains("<productLineId>embeddedEsx</productLineId><apiType>HostAgent</apiType>", content, StringComparison.Ordinal);
        var login = await client.CallAsync(Soap.Login("administrator@vsphere.local", RunningService.Password).Replace(">SessionManager<", ">ha-sessionmgr<", StringComparison.Ordinal));
        Assert.Equal(HttpStatusCode.OK, login.Response.StatusCode);
    }

    [Fact]
    public async Task Requests_may_be_chunked()
    {
        await using var service = await RunningService.StartAsync();
        using var client = service.NewClient();
        using var request = Soap.Request(Soap.Content);
        request.Headers.TransferEncodingChunked = true;
        Assert.Equal(HttpStatusCode.OK, (await client.SendAsync(request, Token)).StatusCode);
    }

    [Fact]
    public async Task A_chunked_request_that_is_too_large_is_answered_by_a_fault_too()
    {
        await using var service = await RunningService.StartAsync();
        using var client = service.NewClient();
        using var request = Soap.Request(Soap.Login("a", new string('x', 3_000_000)));
        request.Headers.TransferEncodingChunked = true;
        using var response = await client.SendAsync(request, Token);
        Assert.Contains("The request is larger than 1048576 bytes", await response.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_connection_is_kept_after_an_answer_and_after_a_fault()
    {
        await using var service = await RunningService.StartAsync();
        using var connection = new TcpClient();
        await connection.ConnectAsync(IPAddress.Loopback, service.Address.Port, Token);
        await using var stream = connection.GetStream();
        foreach (var body in new[] { Soap.Content, "<broken", Soap.Login("nobody", "wrong"), Soap.Content })
        {
            var answer = await ExchangeAsync(stream, Post(Soap.Envelope(body)));
            Assert.StartsWith(body == Soap.Content ? "HTTP/1.1 200 OK" : "HTTP/1.1 500 ", answer, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_connection_is_closed_when_the_client_asks_for_it()
    {
        await using var service = await RunningService.StartAsync();
        using var connection = new TcpClient();
        await connection.ConnectAsync(IPAddress.Loopback, service.Address.Port, Token);
        await using var stream = connection.GetStream();
        await stream.WriteAsync(Encoding.UTF8.GetBytes(Post(Soap.Envelope(Soap.Content), "Connection: close\r\n")), Token);
        using var reader = new StreamReader(stream);
        Assert.Contains("RetrieveServiceContentResponse", await reader.ReadToEndAsync(Token), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(SslProtocols.Tls12)]
    [InlineData(SslProtocols.Tls13)]
    public async Task Both_versions_of_tls_are_spoken(SslProtocols protocol)
    {
        await using var service = await RunningService.StartAsync(new ServiceOptions());
        using var client = service.NewClient(handler => handler.SslOptions.EnabledSslProtocols = protocol);
        Assert.Equal(HttpStatusCode.OK, (await client.CallAsync(Soap.Content)).Response.StatusCode);
    }

    [Fact]
    public async Task A_client_certificate_is_asked_for_but_need_not_come_and_need_not_be_trusted()
    {
        await using var service = await RunningService.StartAsync(new ServiceOptions());
        using var key = RSA.Create(2048);
        using var certificate = new CertificateRequest("CN=extension", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            .CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        var wasAsked = false;
        using var client = service.NewClient(handler => handler.SslOptions.LocalCertificateSelectionCallback = (_, _, _, _, _) =>
        {
            wasAsked = true;
            return certificate;
        });
        Assert.Equal(HttpStatusCode.OK, (await client.CallAsync(Soap.Content)).Response.StatusCode);
        Assert.True(wasAsked);
    }

    [Fact]
    public async Task Long_answers_are_gzipped_for_who_accepts_it_and_short_ones_are_not()
    {
        var options = new ServiceOptions { Tls = new TlsOptions { Enabled = false } };
        options.Transport.GzipMinimumBytes = 4096;
        await using var service = await RunningService.StartAsync(options);
        using var client = service.NewClient(handler => handler.AutomaticDecompression = DecompressionMethods.GZip);
        var (response, text) = await client.CallAsync(Soap.Content);
        Assert.Null(response.Content.Headers.ContentLength);
        Assert.Contains("<apiType>VirtualCenter</apiType>", text, StringComparison.Ordinal);
        Assert.NotNull((await client.CallAsync(Soap.Login("nobody", "wrong"))).Response.Content.Headers.ContentLength);
    }

    [Fact]
    public async Task Health_is_told()
    {
        await using var service = await RunningService.StartAsync();
        using var client = service.NewClient();
        Assert.Equal("ok\n", await client.GetStringAsync("/healthz", Token));
        Assert.Equal("ok\n", await client.GetStringAsync("/readyz", Token));
    }

    [Fact]
    public async Task A_call_in_flight_is_finished_before_the_service_stops()
    {
        await using var service = await RunningService.StartAsync();
        using var connection = new TcpClient();
        await connection.ConnectAsync(IPAddress.Loopback, service.Address.Port, Token);
        await using var stream = connection.GetStream();
        var request = Encoding.UTF8.GetBytes(Post(Soap.Envelope(Soap.Content)));
        await stream.WriteAsync(request.AsMemory(0, request.Length - 10), Token);
        await ExchangeOnOtherConnectionAsync(service); // by now the service reads the first one, too

        var stopping = service.StopAsync();
        Assert.False(stopping.IsCompleted);
        var answer = await ExchangeAsync(stream, Encoding.UTF8.GetString(request.AsSpan(request.Length - 10)));

        Assert.StartsWith("HTTP/1.1 200 OK", answer, StringComparison.Ordinal);
        await stopping;
    }

    private static async Task ExchangeOnOtherConnectionAsync(RunningService service)
    {
        using var client = service.NewClient();
        await client.CallAsync(Soap.Content);
    }

    private static string Post(string xml, string headers = "") =>
        $"POST /sdk HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/xml\r\nSOAPAction: \"urn:vim25/8.0.3.0\"\r\n{headers}Content-Length: {Encoding.UTF8.GetByteCount(xml)}\r\n\r\n{xml}";

    /// <summary>Sends text and reads one whole answer.</summary>
    private static async Task<string> ExchangeAsync(Stream stream, string text)
    {
        await stream.WriteAsync(Encoding.UTF8.GetBytes(text), Token);
        var buffer = new byte[64 * 1024];
        var length = 0;
        while (true)
        {
            length += await stream.ReadAsync(buffer.AsMemory(length), Token);
            var answer = Encoding.UTF8.GetString(buffer, 0, length);
            if (answer.EndsWith("</soapenv:Envelope>", StringComparison.Ordinal))
                return answer;
        }
    }
}
