using VimSessionService.Core.Directory;
using VimSessionService.Core.Directory.Permissions;
using VimSessionService.Core.Directory.Users;
using VimSessionService.Endpoint.Tickets;
using VimSessionService.Vim25;

namespace VimSessionService.Endpoint.Tests.Tickets;

/// <summary>AcquireGenericServiceTicket and what redeems its tickets, as the specification and docs/facts/sessions.md describe them.</summary>
public sealed class GenericTicketTests : IDisposable
{
    private const string File = "/folder/iso/a%20b.iso?dcPath=DC&dsName=ds";
    private const string Url = "https://vc.example.org:8989" + File;

    private readonly TestService _service = new();
    private readonly TicketedEndpoint _paths;

    public GenericTicketTests() => _paths = _service.Get<TicketedEndpoint>();

    /// <summary>Who asks, the specification, and what it is answered with.</summary>
    public static TheoryData<string, string, string> Refusals => new()
    {
        { "administrator", "<spec xsi:type=\"SessionManagerServiceRequestSpec\"></spec>", "<InvalidArgumentFault xmlns=\"urn:vim25\" xsi:type=\"InvalidArgument\"><invalidProperty>spec</invalidProperty>" },
        { "administrator", Http("httpFetch", Url), "<invalidProperty>spec.method</invalidProperty>" },
        { "administrator", Http("GET", Url), "<invalidProperty>spec.method</invalidProperty>" },
        { "administrator", Http("httpGet", ""), "<invalidProperty>spec.url</invalidProperty>" },
        { "administrator", Http("httpGet", "/folder/x"), "<invalidProperty>spec.url</invalidProperty>" },
        { "administrator", Http("httpGet", "folder/x"), "<invalidProperty>spec.url</invalidProperty>" },
        { "administrator", Http("httpGet", "ftp://vc/folder/x"), "<invalidProperty>spec.url</invalidProperty>" },
        { "administrator", Http("httpGet", "https://vc/folder/../x"), "<invalidProperty>spec.url</invalidProperty>" },
        { "administrator", Vmomi("Login"), "<invalidProperty>spec.method</invalidProperty>" },
        { "administrator", Vmomi(""), "<invalidProperty>spec.method</invalidProperty>" },
        { "", Http("httpFetch", Url), "<invalidProperty>spec.method</invalidProperty>" },
        { "", Vmomi("CloneSession"), "<NotAuthenticatedFault xmlns=\"urn:vim25\" xsi:type=\"NotAuthenticated\"><object type=\"Folder\">group-d1</object><privilegeId>System.View</privilegeId>" },
        { "", Http("httpGet", Url), "xsi:type=\"NotAuthenticated\"><object type=\"Folder\">group-d1</object><privilegeId>System.Read</privilegeId>" },
        { "reader", Http("httpPut", Url), "xsi:type=\"NoPermission\"><object type=\"Folder\">group-d1</object><privilegeId>Datastore.FileManagement</privilegeId>" },
    };

    public void Dispose() => _service.Dispose();

    [Theory]
    [MemberData(nameof(Refusals))]
    public async Task A_ticket_is_refused_with_the_fault_of_the_reason(string user, string spec, string fault)
    {
        var cookie = user.Length == 0 ? null : await LoginAsync(user);
        var answer = await _service.CallAsync(Acquire(spec), cookie);
        Assert.Equal(500, answer.Status);
        Assert.Contains(fault, answer.Answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("5.0", "<id>#</id>")]
    [InlineData("5.1", "<id>#</id><hostName>vc.example.org</hostName><sslThumbprint>AA:BB:CC:DD:EE:FF:00:11:22:33:44:55:66:77:88:99:AA:BB:CC:DD</sslThumbprint>")]
    [InlineData("7.0.2.0", "<id>#</id><hostName>vc.example.org</hostName><sslThumbprint>AA:BB:CC:DD:EE:FF:00:11:22:33:44:55:66:77:88:99:AA:BB:CC:DD</sslThumbprint><ticketType>HttpNfcServiceTicket</ticketType>")]
    [InlineData("7.0.3.1", "<id>#</id><hostName>vc.example.org</hostName><sslThumbprint>AA:BB:CC:DD:EE:FF:00:11:22:33:44:55:66:77:88:99:AA:BB:CC:DD</sslThumbprint><certThumbprintList><thumbprint>11:22</thumbprint><hashAlgorithm>sha256</hashAlgorithm></certThumbprintList><ticketType>HttpNfcServiceTicket</ticketType>")]
    [InlineData("9.0.0.0", "<id>#</id><hostName>vc.example.org</hostName><certThumbprintList><thumbprint>11:22</thumbprint><hashAlgorithm>sha256</hashAlgorithm></certThumbprintList><sslCertificate>-----BEGIN CERTIFICATE-----</sslCertificate><ticketType>HttpNfcServiceTicket</ticketType>")]
    public async Task A_ticket_has_the_fields_of_the_callers_version(string version, string fields)
    {
        using var newest = new TestService(new EndpointOptions { Version = ApiVersion.V9_1_0_0 });
        var ofNewest = await newest.CallAsync(Acquire(Http("httpGet", Url)), await newest.LoginAsync(), "urn:vim25/" + version);
        Assert.Equal(fields, System.Text.RegularExpressions.Regex.Replace(Returned(ofNewest), "<id>52[^<]*</id>", "<id>#</id>", System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(1)));
        if (version == "9.0.0.0")
            return;

        var answer = await _service.CallAsync(Acquire(Http("httpGet", Url)), await _service.LoginAsync(), "urn:vim25/" + version);
        Assert.Equal(fields, System.Text.RegularExpressions.Regex.Replace(Returned(answer), "<id>52[^<]*</id>", "<id>#</id>", System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(1)));
    }

    [Theory]
    [InlineData("https://vc/guestFile?id=1&token=2", "VcServiceTicket")]
    [InlineData("https://vc/nfc/52/disk-0.vmdk", "HttpNfcServiceTicket")]
    public async Task Its_type_is_the_kind_of_service_that_redeems_it(string url, string type) =>
        Assert.Contains($"<ticketType>{type}</ticketType>", (await _service.CallAsync(Acquire(Http("httpGet", url)), await _service.LoginAsync())).Answer, StringComparison.Ordinal);

    [Fact]
    public async Task Who_does_not_read_a_file_holds_a_part_of_it()
    {
        const int Size = 8 * 1024 * 1024;
        var cookie = await _service.LoginAsync();
        await _paths.HandleAsync(new TestExchange { Body = new byte[Size] }.With("Cookie", cookie), "PUT", "/folder/large");

        using var gone = new CancellationTokenSource();
        var answer = new System.IO.Pipelines.Pipe();
        var reader = new TestExchange { Unread = answer, ClientGone = gone.Token }.With("Cookie", cookie);
        var reading = _paths.HandleAsync(reader, "GET", "/folder/large").AsTask();
        Assert.False(reading.IsCompleted);
        Assert.True(answer.Reader.TryRead(out var held));
        Assert.InRange(held.Buffer.Length, 1, Size / 16);

        answer.Reader.AdvanceTo(held.Buffer.Start);
        await gone.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading);
    }

    [Fact]
    public async Task A_ticket_opens_its_request_once_and_a_used_one_is_asked_for_credentials()
    {
        var cookie = await _service.LoginAsync();
        Assert.Equal(201, (await RequestAsync("PUT", File, await TicketAsync(cookie, Http("httpPut", Url)), "bytes")).Status);

        var ticket = await TicketAsync(cookie, Http("httpGet", Url));
        var first = await RequestAsync("GET", File, ticket);
        var second = await RequestAsync("GET", File, ticket);

        Assert.Equal((200, "bytes"), (first.Status, first.Answer));
        Assert.Equal(401, second.Status);
        Assert.Equal("Basic realm=\"VMware HTTP server\"", second.AnswerHeaders["WWW-Authenticate"]);
        Assert.Equal(401, (await RequestAsync("GET", File, "52000000-0000-0000-0000-000000000000")).Status);
        Assert.Equal(401, (await RequestAsync("GET", File, null)).Status);
    }

    [Theory]
    [InlineData("HEAD", File, "vc.example.org")]
    [InlineData("PUT", File, "vc.example.org")]
    [InlineData("GET", "/folder/iso/other.iso?dcPath=DC&dsName=ds", "vc.example.org")]
    [InlineData("GET", "/folder/iso/a%20b.iso?dcPath=DC&dsName=other", "vc.example.org")]
    [InlineData("GET", "/folder/iso/a%20b.iso", "vc.example.org")]
    [InlineData("GET", File, "esx1.example.org")]
    public async Task A_ticket_of_another_request_is_refused_and_stays_good_for_its_own(string method, string target, string host)
    {
        var ticket = await TicketAsync(await _service.LoginAsync(), Http("httpGet", Url));
        Assert.Equal(403, (await RequestAsync(method, target, ticket, host: host)).Status);
        Assert.Equal(404, (await RequestAsync("GET", File, ticket)).Status);
    }

    [Theory]
    [InlineData("/folder/iso/a%20b.iso?dsName=ds&dcPath=DC")]
    [InlineData("/folder/iso/%61%20b.iso?dcPath=%44C&dsName=ds")]
    public async Task The_same_request_spelt_otherwise_is_its_own(string target) =>
        Assert.Equal(404, (await RequestAsync("GET", target, await TicketAsync(await _service.LoginAsync(), Http("httpGet", Url)))).Status);

    [Theory]
    [InlineData("GET", 404)]
    [InlineData("HEAD", 404)]
    [InlineData("PUT", 201)]
    [InlineData("DELETE", 404)]
    public async Task A_ticket_without_a_method_is_good_for_any(string method, int status) =>
        Assert.Equal(status, (await RequestAsync(method, File, await TicketAsync(await _service.LoginAsync(), Http(null, Url)))).Status);

    [Fact]
    public async Task A_ticket_gives_no_more_than_its_session_may()
    {
        var ticket = await TicketAsync(await LoginAsync("reader"), Http(null, Url));
        Assert.Equal(403, (await RequestAsync("PUT", File, ticket, "bytes")).Status);
        _service.Get<PermissionTable>().Replace([new PermissionEntry(AccountName.Parse("reader"), IsGroup: false, RoleId: -5)]);
        Assert.Equal(403, (await RequestAsync("GET", File, ticket)).Status);
    }

    [Fact]
    public async Task A_ticket_dies_with_its_session_and_after_its_time()
    {
        var cookie = await _service.LoginAsync();
        var ofEnded = await TicketAsync(cookie, Http("httpGet", Url));
        await _service.CallAsync("<Logout _NS><_this>SessionManager</_this></Logout>", cookie);
        Assert.Equal(401, (await RequestAsync("GET", File, ofEnded)).Status);

        cookie = await _service.LoginAsync();
        var old = await TicketAsync(cookie, Http("httpGet", Url));
        var oldClone = await TicketAsync(cookie, Vmomi("CloneSession"));
        _service.Time.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal(401, (await RequestAsync("GET", File, old)).Status);
        Assert.Contains("InvalidLoginFault", (await CloneAsync(oldClone)).Answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_many_who_race_on_one_ticket_exactly_one_wins()
    {
        var ticket = await TicketAsync(await _service.LoginAsync(), Http("httpGet", Url));
        var answers = await Task.WhenAll(Enumerable.Range(0, 64).Select(_ => Task.Run(() => RequestAsync("GET", File, ticket))));
        Assert.Equal(1, answers.Count(answer => answer.Status == 404));
        Assert.Equal(63, answers.Count(answer => answer.Status == 401));
    }

    [Fact]
    public async Task CloneSession_takes_a_ticket_for_it_once_and_no_other()
    {
        var cookie = await LoginAsync("reader");
        var ticket = await TicketAsync(cookie, Vmomi("CloneSession"));

        Assert.Equal(403, (await RequestAsync("GET", File, ticket)).Status);
        var clone = await CloneAsync(ticket);
        Assert.Equal(200, clone.Status);
        Assert.Contains("<userName>reader</userName>", clone.Answer, StringComparison.Ordinal);
        Assert.Contains("InvalidLoginFault", (await CloneAsync(ticket)).Answer, StringComparison.Ordinal);
        Assert.Contains("InvalidLoginFault", (await CloneAsync(await TicketAsync(cookie, Http("httpGet", Url)))).Answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_ticket_is_neither_a_session_nor_a_password()
    {
        var ticket = await TicketAsync(await _service.LoginAsync(), Vmomi("CloneSession"));
        Assert.Contains("<FetchResponse xmlns=\"urn:vim25\"></FetchResponse>", (await _service.CallAsync(TestService.Fetch("currentSession"), $"vmware_soap_session=\"{ticket}\"")).Answer, StringComparison.Ordinal);
        Assert.Contains("InvalidLoginFault", (await _service.CallAsync(TestService.LoginBody("administrator@vsphere.local", ticket))).Answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("vmware_cgi_ticket=\"{0}\"")]
    [InlineData("vmware_cgi_ticket={0}")]
    [InlineData("$Version=1; vmware_soap_session=\"none\"; vmware_cgi_ticket = \"{0}\"; $Path=/")]
    [InlineData("vmware_cgi_ticket=\"{0}\"; Path=/; HttpOnly; Secure;")]
    public async Task The_cookie_is_read_however_it_is_written(string cookie)
    {
        var ticket = await TicketAsync(await _service.LoginAsync(), Http("httpGet", Url));
        Assert.Equal(404, (await SendAsync("GET", File, string.Format(System.Globalization.CultureInfo.InvariantCulture, cookie, ticket))).Status);
    }

    [Theory]
    [InlineData("reader", "GET", 404)]
    [InlineData("reader", "PUT", 403)]
    [InlineData("reader", "DELETE", 403)]
    [InlineData("administrator", "PUT", 201)]
    [InlineData("administrator", "POST", 201)]
    [InlineData("administrator", "DELETE", 404)]
    [InlineData("administrator", "TRACE", 405)]
    public async Task The_cookie_of_a_session_opens_what_the_session_may(string user, string method, int status) =>
        Assert.Equal(status, (await SendAsync(method, File, await LoginAsync(user))).Status);

    [Fact]
    public async Task What_was_put_is_read_replaced_and_removed()
    {
        var cookie = await _service.LoginAsync();
        Assert.Equal(201, (await SendAsync("PUT", File, cookie, "one")).Status);
        Assert.Equal(200, (await SendAsync("POST", File, cookie, "three")).Status);
        var read = await SendAsync("GET", File, cookie);
        Assert.Equal(("three", "application/octet-stream", "5"), (read.Answer, read.AnswerHeaders["Content-Type"], read.AnswerHeaders["Content-Length"]));
        var head = await SendAsync("HEAD", File, cookie);
        Assert.Equal(("", "5"), (head.Answer, head.AnswerHeaders["Content-Length"]));
        Assert.Equal(204, (await SendAsync("DELETE", File, cookie)).Status);
        Assert.Equal(404, (await SendAsync("GET", File, cookie)).Status);
        Assert.Equal(0, _service.Get<TicketedResources>().Reserved);
    }

    [Theory]
    [InlineData("/folder/../etc/passwd")]
    [InlineData("/folder/%2e%2e/x")]
    [InlineData("/folder/..%2fx")]
    [InlineData("/folder/..%5cx")]
    public async Task No_path_leads_upwards(string target) => Assert.Equal(400, (await SendAsync("GET", target, await _service.LoginAsync())).Status);

    [Fact]
    public async Task A_dead_session_is_none()
    {
        var cookie = await _service.LoginAsync();
        _service.Time.Advance(TimeSpan.FromMinutes(31));
        Assert.Equal(401, (await SendAsync("GET", File, cookie)).Status);
    }

    [Theory]
    [InlineData("characters of a path", 10_000)]
    [InlineData("names of a path", 5_000)]
    [InlineData("escapes of a path", 3_000)]
    [InlineData("parameters", 1_250)]
    [InlineData("tickets", 2_000)]
    [InlineData("sessions", 2_000)]
    [InlineData("characters of a ticket", 50_000)]
    [InlineData("characters of credentials", 50_000)]
    public void The_work_and_the_memory_grow_as_the_request(string what, int n)
    {
        Testing.Growth.AssertLinear(what, size => Long(what, size), Ask, n);
        var large = Long(what, 4 * n);
        Testing.Growth.AssertMemory(what, large.Target.Length + large.Value.Length, 60, () => Ask(large), constant: 100_000);
    }

    private static (string Target, string Header, string Value) Long(string what, int n) => what switch
    {
        "characters of a path" => ("/folder/" + new string('a', n), "User-Agent", "a"),
        "names of a path" => ("/folder/" + Many(n, _ => "a/"), "User-Agent", "a"),
        "escapes of a path" => ("/folder/" + Many(n, _ => "%20"), "User-Agent", "a"),
        "parameters" => ("/folder/a?" + Many(n, static i => $"a{i}=b&"), "User-Agent", "a"),
        "tickets" => (File, "Cookie", Many(n, static i => $"vmware_cgi_ticket=\"{i}\"; ")),
        "sessions" => (File, "Cookie", Many(n, static i => $"vmware_soap_session=\"{i}\"; ")),
        "characters of a ticket" => (File, "Cookie", "vmware_cgi_ticket=" + new string('a', n)),
        _ => (File, "Authorization", "Basic " + new string('A', 4 * n)),
    };

    private static string Many(int n, Func<int, string> make) => string.Concat(Enumerable.Range(0, n).Select(make));

    private void Ask((string Target, string Header, string Value) request)
    {
        var exchange = new TestExchange().With("Host", "vc.example.org:443").With(request.Header, request.Value);
        var answer = _paths.HandleAsync(exchange, "GET", request.Target).AsTask();
        Assert.True(answer.IsCompletedSuccessfully); // all of the work was done on this thread
        Assert.InRange(exchange.Status, 400, 499);
    }

    private static string Http(string? method, string url) =>
        $"<spec xsi:type=\"SessionManagerHttpServiceRequestSpec\">{(method is null ? "" : $"<method>{method}</method>")}<url>{url.Replace("&", "&amp;", StringComparison.Ordinal)}</url></spec>";

    private static string Vmomi(string method) => $"<spec xsi:type=\"SessionManagerVmomiServiceRequestSpec\"><method>{method}</method></spec>";

    private static string Acquire(string spec) =>
        $"<AcquireGenericServiceTicket _NS><_this>SessionManager</_this>{spec}</AcquireGenericServiceTicket>";

    private static string Returned(TestExchange answer) => answer.Answer.Split("<returnval>")[1].Split("</returnval>")[0];

    private Task<string> LoginAsync(string user) =>
        user == "reader" ? _service.LoginAsync("reader", "s3cret-R") : _service.LoginAsync();

    private async Task<string> TicketAsync(string cookie, string spec) =>
        (await _service.CallAsync(Acquire(spec), cookie)).Answer.Split("<id>")[1].Split("</id>")[0];

    private Task<TestExchange> CloneAsync(string ticket) =>
        _service.CallAsync($"<CloneSession _NS><_this>SessionManager</_this><cloneTicket>{ticket}</cloneTicket></CloneSession>");

    private Task<TestExchange> RequestAsync(string method, string target, string? ticket, string body = "", string host = "vc.example.org") =>
        SendAsync(method, target, ticket is null ? null : $"vmware_cgi_ticket=\"{ticket}\"", body, host);

    private async Task<TestExchange> SendAsync(string method, string target, string? cookie, string body = "", string host = "vc.example.org")
    {
        var exchange = new TestExchange { Body = System.Text.Encoding.UTF8.GetBytes(body) }.With("Host", host + ":443");
        if (cookie is not null)
            exchange.With("Cookie", cookie);
        await _paths.HandleAsync(exchange, method, target);
        return exchange;
    }
}
