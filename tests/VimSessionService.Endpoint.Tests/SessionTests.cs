using VimSessionService.Core.Sessions;
using VimSessionService.Vim25;

namespace VimSessionService.Endpoint.Tests;

/// <summary>SessionManager as the specification and docs/facts/cookies.md, docs/facts/sessions.md describe it, from envelope to envelope.</summary>
public sealed class SessionTests : IDisposable
{
    private readonly TestService _service = new();

    public void Dispose() => _service.Dispose();

    [Fact]
    public async Task A_login_answers_the_session_and_sets_the_cookie()
    {
        var answer = await _service.CallAsync(TestService.LoginBody("administrator@vsphere.local", "s3cret-A", "<locale>en_US</locale>"));

        Assert.Equal(200, answer.Status);
        Assert.Matches("^vmware_soap_session=\"[0-9a-f]{40}\"; Path=/; HttpOnly; Secure;$", answer.AnswerHeaders["Set-Cookie"]);
        Assert.Matches(
            @"<LoginResponse xmlns=""urn:vim25""><returnval><key>52[0-9a-f]{6}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}</key><userName>VSPHERE.LOCAL\\administrator</userName><fullName>administrator vsphere.local</fullName><loginTime>2024-02-03T04:05:06Z</loginTime><lastActiveTime>2024-02-03T04:05:06Z</lastActiveTime><locale>en_US</locale><messageLocale>en</messageLocale><extensionSession>false</extensionSession><ipAddress>192.0.2.7</ipAddress><userAgent></userAgent><callCount>0</callCount></returnval></LoginResponse>",
            answer.Answer);
    }

    [Fact]
    public async Task The_cookie_is_not_marked_secure_over_plain_http_or_jars_would_drop_it()
    {
        var request = TestService.Request(TestService.LoginBody("reader", "s3cret-R"));
        var plain = new TestExchange { Body = request.Body, Secure = false }.With("SOAPAction", "urn:vim25/8.0.3.0");
        Assert.EndsWith("Path=/; HttpOnly;", (await _service.SendAsync(plain)).AnswerHeaders["Set-Cookie"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_cookie_is_never_the_key()
    {
        var cookie = await _service.LoginAsync();
        var key = (await _service.Store.ListAsync(TestContext.Current.CancellationToken))[0].Key;
        Assert.DoesNotContain(key, cookie, StringComparison.Ordinal);
        var answer = await _service.CallAsync(TestService.Fetch("currentSession"), $"vmware_soap_session=\"{key}\"");
        Assert.EndsWith("<FetchResponse xmlns=\"urn:vim25\"></FetchResponse>\n</soapenv:Body>\n</soapenv:Envelope>", answer.Answer, StringComparison.Ordinal);
    }

    /// <summary>As behind a proxy.</summary>
    [Fact]
    public async Task One_connection_carries_calls_of_several_sessions()
    {
        var first = await _service.LoginAsync();
        var second = await _service.LoginAsync("reader", "s3cret-R");

        Assert.Contains("administrator</userName>", await UserAsync(first), StringComparison.Ordinal);
        Assert.Contains("administrator</userName>", await UserAsync(first), StringComparison.Ordinal);
        Assert.Contains("reader</userName>", await UserAsync(second), StringComparison.Ordinal);
        Assert.DoesNotContain("</userName>", await UserAsync("vmware_soap_session=\"0000\""), StringComparison.Ordinal);
        await _service.CallAsync("<Logout _NS><_this>SessionManager</_this></Logout>", first);
        Assert.DoesNotContain("</userName>", await UserAsync(first), StringComparison.Ordinal);

        async Task<string> UserAsync(string cookie)
        {
            var call = new TestExchange { Body = TestService.Request(TestService.Fetch("currentSession")).Body };
            return (await _service.SendAsync(call.With("SOAPAction", "urn:vim25/8.0.3.0").With("Cookie", cookie))).Answer;
        }
    }

    /// <summary>As behind a proxy, and with a client that keeps its first cookie for ever.</summary>
    [Fact]
    public async Task A_token_opens_its_own_session_alone_and_the_next_one_after_a_logout()
    {
        var login = TestService.Request(TestService.LoginBody("Administrator@vsphere.local", "s3cret-A"));
        var cookie = (await SendAsync(login.Body, "first/1.0", null)).AnswerHeaders["Set-Cookie"].Split(';')[0];
        var other = await _service.LoginAsync("reader", "s3cret-R");

        Assert.Contains("administrator</userName>", (await FetchAsync(cookie)).Answer, StringComparison.Ordinal);
        Assert.Contains("reader</userName>", (await FetchAsync(other)).Answer, StringComparison.Ordinal);
        Assert.Contains("administrator</userName>", (await FetchAsync($"{other.Split('=')[0]}=x; {cookie}")).Answer, StringComparison.Ordinal);
        Assert.DoesNotContain("</userName>", (await FetchAsync(cookie.Replace('"', '0'))).Answer, StringComparison.Ordinal);

        await _service.CallAsync("<Logout _NS><_this>SessionManager</_this></Logout>", cookie);
        Assert.DoesNotContain("</userName>", (await FetchAsync(cookie)).Answer, StringComparison.Ordinal);
        Assert.Contains("<userAgent>second/1.0</userAgent>", (await SendAsync(login.Body, "second/1.0", cookie)).Answer, StringComparison.Ordinal);
        Assert.Contains("administrator</userName>", (await FetchAsync(cookie)).Answer, StringComparison.Ordinal);

        Task<TestExchange> FetchAsync(string with) => SendAsync(TestService.Request(TestService.Fetch("currentSession")).Body, "first/1.0", with);

        Task<TestExchange> SendAsync(byte[] body, string userAgent, string? with)
        {
            var call = new TestExchange { Body = body }.With("SOAPAction", "urn:vim25/8.0.3.0").With("User-Agent", userAgent);
            return _service.SendAsync(with is null ? call : call.With("Cookie", with));
        }
    }

    [Fact]
    public async Task Only_the_answer_that_makes_a_session_sets_a_cookie()
    {
        var cookie = await _service.LoginAsync();
        var answers = new[]
        {
            await _service.CallAsync("<RetrieveServiceContent _NS><_this>ServiceInstance</_this></RetrieveServiceContent>"),
            await _service.CallAsync(TestService.LoginBody("reader", "wrong")),
            await _service.CallAsync(TestService.Fetch("currentSession"), cookie),
            await _service.CallAsync("<Logout _NS><_this>SessionManager</_this></Logout>", cookie),
        };
        Assert.All(answers, answer => Assert.DoesNotContain("Set-Cookie", answer.AnswerHeaders.Keys));
    }

    [Theory]
    [InlineData(ApiVersion.V5_1, true, true)]
    [InlineData(ApiVersion.V5_5, true, true)]
    [InlineData(ApiVersion.V6_0, false, true)]
    [InlineData(ApiVersion.V6_5, false, false)]
    public async Task Older_servers_set_it_early_and_it_comes_to_own_the_session(ApiVersion server, bool withFirstAnswer, bool withFailedLogin)
    {
        using var service = new TestService(new EndpointOptions { Version = server });
        var first = await service.CallAsync("<RetrieveServiceContent _NS><_this>ServiceInstance</_this></RetrieveServiceContent>");
        Assert.Equal(withFirstAnswer, first.AnswerHeaders.ContainsKey("Set-Cookie"));
        var failed = await service.CallAsync(TestService.LoginBody("reader", "wrong"));
        Assert.Equal(withFailedLogin, failed.AnswerHeaders.TryGetValue("Set-Cookie", out var early));
        if (early is null)
            return;
        var login = await service.CallAsync(TestService.LoginBody("administrator@vsphere.local", "s3cret-A"), early);
        Assert.Equal(200, login.Status);
        Assert.Equal(!withFirstAnswer, login.AnswerHeaders.ContainsKey("Set-Cookie")); // a 5.5 server leaves it at the first
        var again = await service.CallAsync(TestService.Fetch("currentSession"), early);
        Assert.Contains("<returnval xsi:type=\"UserSession\">", again.Answer, StringComparison.Ordinal);
        Assert.DoesNotContain("Set-Cookie", again.AnswerHeaders.Keys);
    }

    [Theory]
    [InlineData("vmware_soap_session=\"{0}\"")]
    [InlineData("vmware_soap_session={0}")]
    [InlineData("vmware_soap_session=\"{0}\"; Path=/; HttpOnly; Secure;")]
    [InlineData("$Version=1; vmware_soap_session=\"{0}\"; $Path=/")]
    [InlineData("other=1;vmware_soap_session = \"{0}\"")]
    [InlineData("vmware_soap_session=dead; vmware_soap_session={0}")]
    public async Task A_cookie_is_known_in_every_spelling_that_clients_send(string spelling)
    {
        var token = (await _service.LoginAsync()).Split('"')[1];
        var answer = await _service.CallAsync(TestService.Fetch("currentSession"), spelling.Replace("{0}", token, StringComparison.Ordinal));
        Assert.Contains("<returnval xsi:type=\"UserSession\">", answer.Answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cookies_may_come_in_several_header_lines()
    {
        var cookie = await _service.LoginAsync();
        var answer = await _service.SendAsync(TestService.Request(TestService.Fetch("currentSession")).With("Cookie", "a=b", cookie));
        Assert.Contains("<returnval xsi:type=\"UserSession\">", answer.Answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_session_may_come_in_a_soap_header_instead()
    {
        var token = (await _service.LoginAsync()).Split('"')[1];
        var answer = await _service.SendAsync(TestService.Raw(
            $"""<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Header><vcSessionCookie xmlns="">{token}</vcSessionCookie></s:Header><s:Body><Fetch xmlns="urn:vim25"><_this>SessionManager</_this><prop>currentSession</prop></Fetch></s:Body></s:Envelope>"""));
        Assert.Contains("<returnval xsi:type=\"UserSession\">", answer.Answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_client_that_keeps_its_first_cookie_for_ever_owns_its_next_session_with_it()
    {
        var first = await _service.LoginAsync();
        await _service.CallAsync("<Logout _NS><_this>SessionManager</_this></Logout>", first);

        var second = await _service.LoginAsync(cookie: first);

        Assert.NotEqual(first, second);
        foreach (var cookie in new[] { first, second })
            Assert.Contains("<returnval xsi:type=\"UserSession\">", (await _service.CallAsync(TestService.Fetch("currentSession"), cookie)).Answer, StringComparison.Ordinal);
        await _service.CallAsync("<Logout _NS><_this>SessionManager</_this></Logout>", first);
        Assert.Empty(await _service.Store.ListAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_cookie_made_up_elsewhere_never_comes_to_own_a_session()
    {
        var made = $"vmware_soap_session=\"{new string('a', 40)}\"";
        await _service.LoginAsync(cookie: made);
        Assert.DoesNotContain("UserSession", (await _service.CallAsync(TestService.Fetch("currentSession"), made)).Answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Administrator@vsphere.local")]
    [InlineData("administrator@VSPHERE.LOCAL")]
    [InlineData("VSPHERE.LOCAL\\Administrator")]
    [InlineData("vsphere.local\\administrator")]
    [InlineData("administrator")]
    public async Task A_user_is_found_in_every_spelling(string name)
    {
        var answer = await _service.CallAsync(TestService.LoginBody(name, "s3cret-A"));
        Assert.Contains(@"<userName>VSPHERE.LOCAL\administrator</userName>", answer.Answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("administrator@vsphere.local", "wrong")]
    [InlineData("administrator@vsphere.local", "")]
    [InlineData("administrator@vsphere.local", "S3CRET-A")]
    [InlineData("nobody-knows", "s3cret-A")]
    [InlineData("", "")]
    public async Task A_wrong_pair_is_InvalidLogin(string user, string password)
    {
        var answer = await _service.CallAsync(TestService.LoginBody(user, password));
        AssertFault(answer, "InvalidLogin", "Cannot complete login due to an incorrect user name or password.");
        Assert.Contains("<detail><InvalidLoginFault xmlns=\"urn:vim25\" xsi:type=\"InvalidLogin\"></InvalidLoginFault></detail>", answer.Answer, StringComparison.Ordinal);
        Assert.IsType<BadUsernameSessionEvent>(_service.Events.Latest);
    }

    [Fact]
    public async Task A_user_without_access_is_NoPermission()
    {
        var answer = await _service.CallAsync(TestService.LoginBody("nobody", "s3cret-N"));
        AssertFault(answer, "NoPermission", "Permission to perform this operation was denied.");
        Assert.IsType<NoAccessUserEvent>(_service.Events.Latest);
    }

    [Theory]
    [InlineData("xx")]
    [InlineData("en-US")]
    [InlineData("english")]
    [InlineData("")]
    [InlineData("en_XX")]
    public async Task A_locale_that_is_none_is_InvalidLocale_whatever_the_password(string locale)
    {
        var answer = await _service.CallAsync(TestService.LoginBody("administrator@vsphere.local", "wrong", $"<locale>{locale}</locale>"));
        AssertFault(answer, "InvalidLocale", "Invalid or unknown locale provided.");
    }

    [Fact]
    public async Task A_second_login_on_the_same_connection_is_InvalidLogin()
    {
        var cookie = await _service.LoginAsync();
        var answer = await _service.CallAsync(TestService.LoginBody("reader", "s3cret-R"), cookie);
        AssertFault(answer, "InvalidLogin", "Cannot complete login due to an incorrect user name or password.");
        Assert.IsType<AlreadyAuthenticatedSessionEvent>(_service.Events.Latest);
    }

    [Fact]
    public async Task At_the_cap_a_login_is_503_and_nothing_else_is()
    {
        using var service = new TestService(sessions: new SessionLimits { MaxSessions = 1 });
        var cookie = await service.LoginAsync();

        var refused = await service.CallAsync(TestService.LoginBody("reader", "s3cret-R"));

        Assert.Equal((503, ""), (refused.Status, refused.Answer));
        Assert.Equal(200, (await service.CallAsync(TestService.Fetch("currentSession"), cookie)).Status);
        await service.CallAsync("<Logout _NS><_this>SessionManager</_this></Logout>", cookie);
        await service.LoginAsync("reader", "s3cret-R");
    }

    [Theory]
    [InlineData("<Logout _NS><_this>SessionManager</_this></Logout>", "System.View")]
    [InlineData("<SetLocale _NS><_this>SessionManager</_this><locale>en</locale></SetLocale>", "System.View")]
    [InlineData("<TerminateSession _NS><_this>SessionManager</_this><sessionId>a</sessionId></TerminateSession>", "Sessions.TerminateSession")]
    [InlineData("<UpdateServiceMessage _NS><_this>SessionManager</_this><message>a</message></UpdateServiceMessage>", "Sessions.GlobalMessage")]
    [InlineData("<SessionIsActive _NS><_this>SessionManager</_this><sessionID>a</sessionID><userName>b</userName></SessionIsActive>", "Sessions.ValidateSession")]
    [InlineData("<CurrentTime _NS><_this>ServiceInstance</_this></CurrentTime>", "System.View")]
    [InlineData("<Fetch _NS><_this>SessionManager</_this><prop>message</prop></Fetch>", "System.View")]
    [InlineData("<Fetch _NS><_this>SessionManager</_this><prop>sessionList</prop></Fetch>", "Sessions.TerminateSession")]
    [InlineData("<Fetch _NS><_this>ServiceInstance</_this><prop>serverClock</prop></Fetch>", "System.View")]
    [InlineData("<Fetch _NS><_this>ServiceInstance</_this><prop>capability</prop></Fetch>", "System.View")]
    public async Task Without_a_session_every_call_that_needs_one_is_NotAuthenticated(string body, string privilege)
    {
        var answer = await _service.CallAsync(body);
        AssertFault(answer, "NotAuthenticated", "The session is not authenticated.");
        Assert.Contains(
            $"<NotAuthenticatedFault xmlns=\"urn:vim25\" xsi:type=\"NotAuthenticated\"><object type=\"Folder\">group-d1</object><privilegeId>{privilege}</privilegeId></NotAuthenticatedFault>",
            answer.Answer,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<TerminateSession _NS><_this>SessionManager</_this><sessionId>a</sessionId></TerminateSession>", "Sessions.TerminateSession")]
    [InlineData("<UpdateServiceMessage _NS><_this>SessionManager</_this><message>a</message></UpdateServiceMessage>", "Sessions.GlobalMessage")]
    [InlineData("<SessionIsActive _NS><_this>SessionManager</_this><sessionID>a</sessionID><userName>b</userName></SessionIsActive>", "Sessions.ValidateSession")]
    [InlineData("<Fetch _NS><_this>SessionManager</_this><prop>sessionList</prop></Fetch>", "Sessions.TerminateSession")]
    public async Task A_session_without_the_privilege_is_NoPermission(string body, string privilege)
    {
        var answer = await _service.CallAsync(body, await _service.LoginAsync("reader", "s3cret-R"));
        AssertFault(answer, "NoPermission", "Permission to perform this operation was denied.");
        Assert.Contains($"<object type=\"Folder\">group-d1</object><privilegeId>{privilege}</privilegeId>", answer.Answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_reader_may_do_what_needs_only_to_view()
    {
        var cookie = await _service.LoginAsync("reader", "s3cret-R");
        Assert.Contains("<returnval>2024-02-03T04:05:06Z</returnval>", (await _service.CallAsync("<CurrentTime _NS><_this>ServiceInstance</_this></CurrentTime>", cookie)).Answer, StringComparison.Ordinal);
        Assert.Contains("<returnval xsi:type=\"xsd:string\"></returnval>", (await _service.CallAsync(TestService.Fetch("message"), cookie)).Answer, StringComparison.Ordinal);
        Assert.Contains("<returnval xsi:type=\"xsd:dateTime\">2024", (await _service.CallAsync(TestService.Fetch("serverClock", "ServiceInstance"), cookie)).Answer, StringComparison.Ordinal);
        Assert.Contains("<returnval xsi:type=\"Capability\"><provisioningSupported>", (await _service.CallAsync(TestService.Fetch("capability", "ServiceInstance"), cookie)).Answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_logout_ends_the_session()
    {
        var cookie = await _service.LoginAsync();
        var answer = await _service.CallAsync("<Logout _NS><_this>SessionManager</_this></Logout>", cookie);
        Assert.Contains("<LogoutResponse xmlns=\"urn:vim25\"></LogoutResponse>", answer.Answer, StringComparison.Ordinal);
        AssertFault(await _service.CallAsync("<Logout _NS><_this>SessionManager</_this></Logout>", cookie), "NotAuthenticated", "The session is not authenticated.");
        Assert.Contains(_service.Events.Snapshot(), e => e is UserLogoutSessionEvent);
    }

    [Fact]
    public async Task An_idle_session_expires_and_a_used_one_does_not()
    {
        var idle = await _service.LoginAsync();
        var used = await _service.LoginAsync("reader", "s3cret-R");
        _service.Time.Advance(TimeSpan.FromMinutes(29));
        await _service.CallAsync(TestService.Fetch("currentSession"), used);
        _service.Time.Advance(TimeSpan.FromMinutes(2));

        AssertFault(await _service.CallAsync(TestService.Fetch("message"), idle), "NotAuthenticated", "The session is not authenticated.");
        Assert.Equal(200, (await _service.CallAsync(TestService.Fetch("message"), used)).Status);
        Assert.Equal(200, (await _service.CallAsync("<RetrieveServiceContent _NS><_this>ServiceInstance</_this></RetrieveServiceContent>", idle)).Status);
    }

    [Fact]
    public async Task The_current_session_shows_what_was_called_and_when()
    {
        var cookie = await _service.LoginAsync();
        _service.Time.Advance(TimeSpan.FromSeconds(10));
        await _service.CallAsync(TestService.Fetch("message"), cookie);
        var answer = (await _service.CallAsync(TestService.Fetch("currentSession"), cookie)).Answer;
        Assert.Contains("<loginTime>2024-02-03T04:05:06Z</loginTime><lastActiveTime>2024-02-03T04:05:16Z</lastActiveTime>", answer, StringComparison.Ordinal);
        Assert.Contains("<callCount>2</callCount>", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SessionIsActive_compares_the_user_as_login_returned_it()
    {
        var cookie = await _service.LoginAsync();
        var key = (await _service.Store.ListAsync(TestContext.Current.CancellationToken))[0].Key;
        Assert.Equal("true", await ActiveAsync(key, @"VSPHERE.LOCAL\administrator"));
        Assert.Equal("false", await ActiveAsync(key, @"vsphere.local\administrator"));
        Assert.Equal("false", await ActiveAsync(key, "administrator@vsphere.local"));
        Assert.Equal("false", await ActiveAsync("52000000-0000-0000-0000-000000000000", @"VSPHERE.LOCAL\administrator"));

        async Task<string> ActiveAsync(string sessionKey, string user)
        {
            var answer = (await _service.CallAsync($"<SessionIsActive _NS><_this>SessionManager</_this><sessionID>{sessionKey}</sessionID><userName>{user}</userName></SessionIsActive>", cookie)).Answer;
            return answer.Split("<returnval>")[1].Split("</returnval>")[0];
        }
    }

    [Fact]
    public async Task TerminateSession_goes_in_order_and_stops_at_what_it_does_not_find()
    {
        var own = await _service.LoginAsync();
        var other = await _service.LoginAsync("reader", "s3cret-R");
        var third = await _service.LoginAsync("reader", "s3cret-R");
        var keys = (await _service.Store.ListAsync(TestContext.Current.CancellationToken)).Select(s => s.Key).ToList();

        var answer = await TerminateAsync(own, keys[1], "52-unknown", keys[2]);

        AssertFault(answer, "NotFound", null);
        AssertFault(await _service.CallAsync(TestService.Fetch("message"), other), "NotAuthenticated", "The session is not authenticated.");
        Assert.Equal(200, (await _service.CallAsync(TestService.Fetch("message"), third)).Status);
        Assert.Contains(_service.Events.Snapshot(), e => e is SessionTerminatedEvent t && t.SessionId == keys[1] && t.TerminatedUsername == "reader");

        var self = await TerminateAsync(own, keys[0]);
        AssertFault(self, "InvalidArgument", "A specified parameter was not correct: sessionId");
        Assert.Contains("<invalidProperty>sessionId</invalidProperty>", self.Answer, StringComparison.Ordinal);
        Assert.Equal(200, (await TerminateAsync(own, keys[2])).Status);
    }

    [Fact]
    public async Task SetLocale_changes_the_session_or_is_InvalidLocale()
    {
        var cookie = await _service.LoginAsync();
        Assert.Equal(200, (await _service.CallAsync("<SetLocale _NS><_this>SessionManager</_this><locale>fr_CA</locale></SetLocale>", cookie)).Status);
        Assert.Contains("<locale>fr_CA</locale><messageLocale>fr</messageLocale>", (await _service.CallAsync(TestService.Fetch("currentSession"), cookie)).Answer, StringComparison.Ordinal);
        AssertFault(await _service.CallAsync("<SetLocale _NS><_this>SessionManager</_this><locale>klingon</locale></SetLocale>", cookie), "InvalidLocale", null);
    }

    [Fact]
    public async Task The_service_message_is_every_sessions()
    {
        var writer = await _service.LoginAsync();
        var reader = await _service.LoginAsync("reader", "s3cret-R");
        await _service.CallAsync("<UpdateServiceMessage _NS><_this>SessionManager</_this><message>Down at 6\nBye</message></UpdateServiceMessage>", writer);
        Assert.Contains("<returnval xsi:type=\"xsd:string\">Down at 6\nBye</returnval>", (await _service.CallAsync(TestService.Fetch("message"), reader)).Answer, StringComparison.Ordinal);
        Assert.IsType<GlobalMessageChangedEvent>(_service.Events.Latest);
    }

    [Fact]
    public async Task The_list_shows_every_session_oldest_first()
    {
        var cookie = await _service.LoginAsync();
        await _service.LoginAsync("reader", "s3cret-R");
        var answer = (await _service.CallAsync(TestService.Fetch("sessionList"), cookie)).Answer;
        Assert.Matches(@"<returnval xsi:type=""ArrayOfUserSession""><UserSession xsi:type=""UserSession""><key>[^<]+</key><userName>VSPHERE.LOCAL\\administrator</userName>.*<UserSession xsi:type=""UserSession""><key>[^<]+</key><userName>reader</userName>", answer);
    }

    private static void AssertFault(TestExchange answer, string type, string? text)
    {
        Assert.Equal(500, answer.Status);
        Assert.Contains($"<faultcode>ServerFaultCode</faultcode>", answer.Answer, StringComparison.Ordinal);
        Assert.Contains($"<detail><{type}Fault xmlns=\"urn:vim25\" xsi:type=\"{type}\">", answer.Answer, StringComparison.Ordinal);
        if (text is not null)
            Assert.Contains($"<faultstring>{text}</faultstring>", answer.Answer, StringComparison.Ordinal);
    }

    private Task<TestExchange> TerminateAsync(string cookie, params string[] keys) => _service.CallAsync(
        $"<TerminateSession _NS><_this>SessionManager</_this>{string.Concat(keys.Select(k => $"<sessionId>{k}</sessionId>"))}</TerminateSession>", cookie);

    [Fact]
    public async Task Of_many_who_terminate_one_session_exactly_one_does()
    {
        await _service.LoginAsync("reader", "s3cret-R");
        var key = (await _service.Store.ListAsync(TestContext.Current.CancellationToken)).Single().Key;
        var cookies = new List<string>();
        for (var i = 0; i < 64; i++)
            cookies.Add(await _service.LoginAsync());
        var body = $"<TerminateSession _NS><_this>SessionManager</_this><sessionId>{key}</sessionId></TerminateSession>";

        var answers = await Task.WhenAll(cookies.Select(cookie => Task.Run(() => _service.CallAsync(body, cookie))));

        Assert.Equal(1, answers.Count(answer => answer.Status == 200));
        Assert.Equal(63, answers.Count(answer => answer.Answer.Contains("<NotFoundFault", StringComparison.Ordinal)));
        Assert.Single(_service.Events.Snapshot().OfType<SessionTerminatedEvent>());
    }
}
