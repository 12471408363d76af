using System.IO.Compression;
using System.Text;
using VimSessionService.Core.Authentication;

namespace VimSessionService.Endpoint.Tests;

/// <summary>What is wrong with a request is answered by a fault that names it, and harms nobody else.</summary>
public sealed class BadInputTests : IDisposable
{
    private readonly TestService _service = new();

    public void Dispose() => _service.Dispose();

    /// <summary>A request, the type of fault it gets, and what the fault names.</summary>
    public static TheoryData<string, string, string> Requests => new()
    {
        { Envelope("<Logout xmlns=\"urn:vim25\">"), "InvalidRequest", "mismatched tag" },
        { Envelope("<Logout xmlns=\"urn:vim25\"><_this>SessionManager</_this></Logout>")[..^10], "InvalidRequest", "unclosed token" },
        { Envelope("<Logout xmlns=\"urn:wrong\"><_this>SessionManager</_this></Logout>"), "InvalidRequest", "Unable to resolve WSDL method name Logout for namespace name urn:wrong" },
        { Envelope("<NoSuchMethod xmlns=\"urn:vim25\"><_this>SessionManager</_this></NoSuchMethod>"), "InvalidRequest", "Unable to resolve WSDL method name NoSuchMethod in vim.version.v8_0_3_0 (vim25/8.0.3.0)" },
        { Envelope("<login xmlns=\"urn:vim25\"><_this>SessionManager</_this></login>"), "InvalidRequest", "Unable to resolve WSDL method name login" },
        { Envelope("<Login xmlns=\"urn:vim25\"><_this>SessionManager</_this><userName>a</userName></Login>"), "InvalidRequest", "Required parameter password is missing" },
        { Envelope("<Login xmlns=\"urn:vim25\"><_this>SessionManager</_this><userName>a</userName><userName>b</userName><password>c</password></Login>"), "InvalidRequest", "Unexpected element tag &quot;userName&quot; seen" },
        { Envelope("<Login xmlns=\"urn:vim25\"><_this>SessionManager</_this><userName>a</userName><password>c</password><otp>1</otp></Login>"), "InvalidRequest", "Unexpected element tag &quot;otp&quot; seen" },
        { Envelope("<Logout xmlns=\"urn:vim25\"></Logout>"), "InvalidRequest", "Required parameter _this is missing" },
        { Envelope("<RetrievePropertiesEx xmlns=\"urn:vim25\"><_this>propertyCollector</_this><specSet/><options><maxObjects>x</maxObjects></options></RetrievePropertiesEx>"), "InvalidRequest", "Required property propSet is missing from data object of type PropertyFilterSpec" },
        { Envelope("<RetrievePropertiesEx xmlns=\"urn:vim25\"><_this>propertyCollector</_this><options><maxObjects>x</maxObjects></options></RetrievePropertiesEx>"), "InvalidRequest", "property maxObjects to xsd:int" },
        { Envelope("<RetrievePropertiesEx xmlns=\"urn:vim25\"><_this>propertyCollector</_this><options xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xsi:type=\"Bogus\"/></RetrievePropertiesEx>"), "InvalidRequest", "Unexpected type Bogus of property options" },
        { Envelope("<Logout xmlns=\"urn:vim25\"><_this type=\"SessionManager\">NoSuchObject</_this></Logout>"), "ManagedObjectNotFound", "The object 'vim.SessionManager:NoSuchObject' has already been deleted or has not been completely created" },
        { Envelope("<Logout xmlns=\"urn:vim25\"><_this type=\"Folder\">group-d1</_this></Logout>"), "InvalidType", "" },
    };

    /// <summary>What is no request for a method at all, and what the fault names.</summary>
    public static TheoryData<string, string> NoRequests => new()
    {
        { "", "no element found" },
        { "{}", "not well-formed (invalid token)" },
        { "not xml", "syntax error" },
        { "<!DOCTYPE x [<!ENTITY e \"boom\">]>" + Envelope("<Logout xmlns=\"urn:vim25\"><_this>&e;</_this></Logout>"), "Document types are not accepted" },
        { "<!DOCTYPE x SYSTEM \"http://127.0.0.1:1/x.dtd\">" + Envelope("<Logout xmlns=\"urn:vim25\"/>"), "Document types are not accepted" },
        { "<Envelope xmlns=\"http://schemas.xmlsoap.org/soap/envelope/\"><Header>" + string.Concat(Enumerable.Repeat("<a>", 1000)), "more deeply nested than 64" },
        { "<Envelope xmlns=\"urn:wrong\"><Body/></Envelope>", "Unsupported envelope namespace" },
        { Envelope(""), "The body names no operation" },
    };

    [Theory]
    [MemberData(nameof(NoRequests))]
    public async Task The_operator_is_told_the_reason_in_one_line(string request, string named)
    {
        Assert.NotNull(named);
        await _service.SendAsync(TestService.Raw(request));

        var reason = Assert.Single(_service.Calls).Reason!;
        Assert.DoesNotContain("  ", reason, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', reason);
        Assert.Equal(reason.Trim(), reason);
    }

    [Theory]
    [MemberData(nameof(NoRequests))]
    public async Task What_is_no_request_is_answered_without_a_detail(string body, string names)
    {
        var answer = await _service.SendAsync(TestService.Raw(body));
        Assert.Equal(500, answer.Status);
        Assert.Contains("<faultcode>ClientFaultCode</faultcode>", answer.Answer, StringComparison.Ordinal);
        Assert.Contains(names, answer.Answer, StringComparison.Ordinal);
        Assert.EndsWith("while parsing HTTP request before method was determined\nat line 1, column 0</faultstring></soapenv:Fault>\n</soapenv:Body>\n</soapenv:Envelope>", answer.Answer, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Requests))]
    public async Task A_wrong_request_is_answered_by_name_and_harms_no_session(string xml, string fault, string names)
    {
        var cookie = await _service.LoginAsync();

        var answer = await _service.SendAsync(TestService.Raw(xml, cookie));

        Assert.Equal(500, answer.Status);
        Assert.Equal("text/xml; charset=utf-8", answer.AnswerHeaders["Content-Type"]);
        Assert.Contains($"<detail><{fault}Fault xmlns=\"urn:vim25\" xsi:type=\"{fault}\">", answer.Answer, StringComparison.Ordinal);
        Assert.Contains(names, answer.Answer, StringComparison.Ordinal);
        Assert.DoesNotContain(" at VimSessionService", answer.Answer, StringComparison.Ordinal);
        Assert.DoesNotContain("Exception", answer.Answer, StringComparison.Ordinal);
        Assert.Contains("<returnval xsi:type=\"UserSession\">", (await _service.CallAsync(TestService.Fetch("currentSession"), cookie)).Answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_request_that_is_too_large_is_refused_before_it_is_parsed()
    {
        var answer = await _service.CallAsync(TestService.LoginBody("administrator", new string('x', 1024 * 1024)));
        Assert.Contains("The request is larger than 1048576 bytes", answer.Answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_request_that_unpacks_to_too_much_is_refused()
    {
        var request = new TestExchange { Body = Gzip(new byte[50_000_000]) }.With("Content-Encoding", "gzip");
        Assert.Contains("The request is larger than 1048576 bytes", (await _service.SendAsync(request)).Answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("gzip", "The content is not gzip")]
    [InlineData("br", "Unsupported content encoding")]
    public async Task A_content_that_is_not_what_its_encoding_says_is_refused(string encoding, string names)
    {
        var request = TestService.Request(TestService.LoginBody("a", "b")).With("Content-Encoding", encoding);
        Assert.Contains(names, (await _service.SendAsync(request)).Answer, StringComparison.Ordinal);
    }

    /// <summary>Every line of the header is looked at, and every encoding that a line names.</summary>
    [Theory]
    [InlineData("", "gzip", true)]
    [InlineData("identity", "gzip", true)]
    [InlineData("identity, GZIP", "", true)]
    [InlineData("gzip", "gzip", false)]
    [InlineData("gzip, gzip", "identity", false)]
    [InlineData("identity", "br", false)]
    public async Task An_encoding_that_is_sent_twice_is_looked_at(string first, string second, bool isRead)
    {
        var plain = TestService.Request("<RetrieveServiceContent _NS><_this>ServiceInstance</_this></RetrieveServiceContent>");
        var request = new TestExchange { Body = Gzip(plain.Body) }.With("SOAPAction", "urn:vim25/8.0.3.0").With("Content-Encoding", first, second);
        var answer = await _service.SendAsync(request);
        Assert.Equal(isRead ? 200 : 500, answer.Status);
        Assert.Equal(isRead, !answer.Answer.Contains("Unsupported content encoding", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_old_server_tells_an_unknown_method_with_its_namespace_and_place()
    {
        using var old = new TestService(new EndpointOptions { Version = Vim25.ApiVersion.V6_0 });
        var answer = await old.CallAsync("<GetResourceUsage _NS><_this type=\"Folder\">group-d1</_this></GetResourceUsage>");
        Assert.Contains("<faultcode>ServerFaultCode</faultcode><faultstring>Unable to resolve WSDL method name GetResourceUsage for namespace name urn:vim25\n\nwhile parsing SOAP body\nat line 1, column ", answer.Answer, StringComparison.Ordinal);
        Assert.Contains("<InvalidRequestFault ", answer.Answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_operator_can_relax_the_order_of_members()
    {
        const string body = "<SetLocale _NS><locale>en</locale><_this type=\"SessionManager\">SessionManager</_this></SetLocale>";
        Assert.Contains("Got &lt;locale&gt; tag when expecting &lt;_this&gt; tag", (await _service.CallAsync(body, await _service.LoginAsync())).Answer, StringComparison.Ordinal);
        using var lenient = new TestService(new EndpointOptions { LenientMemberOrder = true });
        Assert.Equal(200, (await lenient.CallAsync(body, await lenient.LoginAsync())).Status);
    }

    /// <summary>govmomi names the type of a value with a prefix that it does not declare.</summary>
    [Theory]
    [InlineData("", "xsd:int", true)]
    [InlineData("", "xs:int", true)]
    [InlineData("", "foo:int", false)]
    [InlineData("xmlns:xsd=\"urn:vim25\"", "xsd:int", false)]
    [InlineData("xmlns:xs=\"http://www.w3.org/2001/XMLSchema\"", "xs:int", true)]
    public async Task The_usual_prefixes_of_XML_Schema_need_no_declaration(string declaration, string type, bool isTaken)
    {
        var xml = $"<soapenv:Envelope xmlns:soapenv=\"http://schemas.xmlsoap.org/soap/envelope/\"><soapenv:Body><UpdateOptions xmlns=\"urn:vim25\" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" {declaration}><_this type=\"OptionManager\">VpxSettings</_this><changedValue xsi:type=\"OptionValue\"><key>config.vmacore.soap.sessionTimeout</key><value xsi:type=\"{type}\">30</value></changedValue></UpdateOptions></soapenv:Body></soapenv:Envelope>";
        var answer = await _service.SendAsync(TestService.Raw(xml, await _service.LoginAsync()));
        Assert.Equal(isTaken ? 200 : 500, answer.Status);
    }

    [Fact]
    public async Task A_gzip_request_is_read_and_a_long_answer_is_gzipped_for_who_accepts_it()
    {
        var plain = TestService.Request("<RetrieveServiceContent _NS><_this>ServiceInstance</_this></RetrieveServiceContent>");
        var request = new TestExchange { Body = Gzip(plain.Body) }
            .With("SOAPAction", "urn:vim25/8.0.3.0").With("Content-Encoding", "gzip").With("Accept-Encoding", "gzip, deflate");
        using var service = new TestService(new EndpointOptions { GzipMinimumBytes = 4096 });
        var answer = await service.SendAsync(request);
        Assert.Equal("gzip", answer.AnswerHeaders["Content-Encoding"]);
        await using var unpacked = new GZipStream(new MemoryStream(answer.AnswerBytes), CompressionMode.Decompress);
        using var reader = new StreamReader(unpacked, Encoding.UTF8);
        Assert.Equal((await service.SendAsync(plain)).Answer, await reader.ReadToEndAsync(TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("gzip;q=0")]
    [InlineData("deflate")]
    [InlineData("identity")]
    public async Task Nobody_gets_gzip_who_does_not_accept_it(string accept)
    {
        using var service = new TestService(new EndpointOptions { GzipMinimumBytes = 0 });
        var request = TestService.Request("<RetrieveServiceContent _NS><_this>ServiceInstance</_this></RetrieveServiceContent>").With("Accept-Encoding", accept);
        Assert.DoesNotContain("Content-Encoding", (await service.SendAsync(request)).AnswerHeaders.Keys);
    }

    [Fact]
    public async Task The_operator_is_told_the_reason_and_nobody_the_password()
    {
        await _service.CallAsync(TestService.LoginBody("administrator", "hunter2-wrong"));
        var failure = _service.Calls.Last();
        Assert.Contains("wrong user name or password", failure.Reason, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", failure.Reason, StringComparison.Ordinal);
    }

    /// <summary>The client gets paragraphs; in the log the reason is one line without gaps.</summary>
    [Theory]
    [InlineData("<Login _NS><userName>u</userName></Login>")]
    [InlineData("<Login _NS><_this>SessionManager</_this><userName>u</userName>")]
    [InlineData("<RetrieveProperties _NS><_this>propertyCollector</_this><specSet><foo/></specSet></RetrieveProperties>")]
    public async Task The_reason_of_a_request_that_cannot_be_read_is_one_line(string call)
    {
        await _service.CallAsync(call);
        var reason = _service.Calls.Last().Reason!;
        Assert.Contains(" while parsing ", reason, StringComparison.Ordinal);
        Assert.DoesNotMatch("[\\r\\n]|  |^ | $", reason);
    }

    [Fact]
    public async Task An_error_of_the_service_is_told_to_the_operator_and_not_to_the_client()
    {
        using var service = new TestService(negotiator: new BrokenNegotiator());
        var answer = await service.CallAsync("<LoginBySSPI _NS><_this>SessionManager</_this><base64Token>AAAA</base64Token></LoginBySSPI>");
        Assert.Contains("<reason>Internal error</reason>", answer.Answer, StringComparison.Ordinal);
        Assert.DoesNotContain("a key of the service", answer.Answer, StringComparison.Ordinal);
        var call = Assert.Single(service.Calls);
        Assert.Equal("System.InvalidOperationException: a key of the service is gone", call.Reason);
        Assert.Contains(nameof(BrokenNegotiator), Assert.IsType<InvalidOperationException>(call.Error).StackTrace, StringComparison.Ordinal);
        await service.CallAsync("<Logout _NS><_this>SessionManager</_this></Logout>");
        Assert.Null(service.Calls.Last().Error);
    }

    private static string Envelope(string body) =>
        $"<soapenv:Envelope xmlns:soapenv=\"http://schemas.xmlsoap.org/soap/envelope/\"><soapenv:Body>{body}</soapenv:Body></soapenv:Envelope>";

    private static byte[] Gzip(byte[] plain)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Optimal, leaveOpen: true))
            gzip.Write(plain);
        return packed.ToArray();
    }

    private sealed class BrokenNegotiator : INegotiator
    {
        public INegotiation Begin() => throw new InvalidOperationException("a key of the service is gone");
    }
}
