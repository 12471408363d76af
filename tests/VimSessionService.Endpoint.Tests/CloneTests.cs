namespace VimSessionService.Endpoint.Tests;

/// <summary>AcquireCloneTicket, CloneSession and ImpersonateUser as the specification and docs/facts/sessions.md describe them.</summary>
public sealed class CloneTests : IDisposable
{
    private const string Acquire = "<AcquireCloneTicket _NS><_this>SessionManager</_this></AcquireCloneTicket>";

    private readonly TestService _service = new();

    public void Dispose() => _service.Dispose();

    [Fact]
    public async Task A_ticket_names_the_servers_certificate_and_nothing_of_the_session()
    {
        var cookie = await _service.LoginAsync();
        var ticket = await AcquireAsync(cookie);
        Assert.Matches("^cst-VCT-52[0-9a-f]{6}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}--tp-AA-BB-CC-DD-EE-FF-00-11-22-33-44-55-66-77-88-99-AA-BB-CC-DD$", ticket);
        var session = (await _service.Store.ListAsync(TestContext.Current.CancellationToken)).Single();
        Assert.DoesNotContain(session.Key, ticket, StringComparison.Ordinal);
        var asCookie = await _service.CallAsync(TestService.Fetch("currentSession"), $"vmware_soap_session=\"{ticket}\"");
        Assert.Contains("<FetchResponse xmlns=\"urn:vim25\"></FetchResponse>", asCookie.Answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_clone_has_the_identity_and_the_locale_but_a_key_and_a_cookie_of_its_own()
    {
        var cookie = await _service.LoginAsync();
        await _service.CallAsync("<SetLocale _NS><_this>SessionManager</_this><locale>de</locale></SetLocale>", cookie);

        var clone = await CloneAsync(await AcquireAsync(cookie));

        Assert.Equal(200, clone.Status);
        Assert.Contains(@"<userName>VSPHERE.LOCAL\administrator</userName>", clone.Answer, StringComparison.Ordinal);
        Assert.Contains("<locale>de</locale><messageLocale>de</messageLocale>", clone.Answer, StringComparison.Ordinal);
        var cloneCookie = clone.AnswerHeaders["Set-Cookie"].Split(';')[0];
        Assert.NotEqual(cookie, cloneCookie);
        Assert.Equal(2, (await _service.Store.ListAsync(TestContext.Current.CancellationToken)).Select(s => s.Key).Distinct(StringComparer.Ordinal).Count());
        await _service.CallAsync("<Logout _NS><_this>SessionManager</_this></Logout>", cookie);
        Assert.Equal(200, (await _service.CallAsync(TestService.Fetch("sessionList"), cloneCookie)).Status);
    }

    [Fact]
    public async Task A_ticket_is_good_once()
    {
        var ticket = await AcquireAsync(await _service.LoginAsync());
        Assert.Equal(200, (await CloneAsync(ticket)).Status);
        AssertInvalidLogin(await CloneAsync(ticket));
    }

    [Fact]
    public async Task Of_many_who_race_on_one_ticket_exactly_one_wins()
    {
        var ticket = await AcquireAsync(await _service.LoginAsync());
        var answers = await Task.WhenAll(Enumerable.Range(0, 64).Select(_ => Task.Run(() => CloneAsync(ticket))));
        Assert.Equal(1, answers.Count(a => a.Status == 200));
        Assert.Equal(2, (await _service.Store.ListAsync(TestContext.Current.CancellationToken)).Count);
    }

    [Fact]
    public async Task A_ticket_dies_with_its_session_by_logout_termination_or_idleness()
    {
        var loggedOut = await _service.LoginAsync();
        var ticket = await AcquireAsync(loggedOut);
        await _service.CallAsync("<Logout _NS><_this>SessionManager</_this></Logout>", loggedOut);
        AssertInvalidLogin(await CloneAsync(ticket));

        var idle = await _service.LoginAsync();
        ticket = await AcquireAsync(idle);
        _service.Time.Advance(TimeSpan.FromMinutes(31));
        AssertInvalidLogin(await CloneAsync(ticket));

        var terminated = await _service.LoginAsync("reader", "s3cret-R");
        ticket = await AcquireAsync(terminated);
        var key = (await _service.Store.ListAsync(TestContext.Current.CancellationToken)).Single().Key;
        await _service.CallAsync($"<TerminateSession _NS><_this>SessionManager</_this><sessionId>{key}</sessionId></TerminateSession>", await _service.LoginAsync());
        AssertInvalidLogin(await CloneAsync(ticket));
    }

    [Theory]
    [InlineData("")]
    [InlineData("cst-VCT-")]
    [InlineData("cst-VCT-52000000-0000-0000-0000-000000000000--tp-AA-BB-CC-DD-EE-FF-00-11-22-33-44-55-66-77-88-99-AA-BB-CC-DD")]
    public async Task What_is_no_ticket_is_InvalidLogin(string ticket) => AssertInvalidLogin(await CloneAsync(ticket));

    [Fact]
    public async Task A_ticket_of_another_service_is_InvalidLogin()
    {
        var ticket = await AcquireAsync(await _service.LoginAsync());
        AssertInvalidLogin(await CloneAsync(ticket.Replace("--tp-AA", "--tp-00", StringComparison.Ordinal)));
        AssertInvalidLogin(await CloneAsync(ticket[..ticket.IndexOf("--tp-", StringComparison.Ordinal)]));
        using var other = new TestService();
        AssertInvalidLogin(await other.CallAsync(CloneBody(ticket)));
        Assert.Equal(200, (await CloneAsync(ticket)).Status);
    }

    [Fact]
    public async Task On_a_connection_that_is_logged_in_the_session_takes_the_identity_on()
    {
        var reader = await _service.LoginAsync("reader", "s3cret-R");
        var before = (await _service.Store.ListAsync(TestContext.Current.CancellationToken)).Single().Key;
        var ticket = await AcquireAsync(await _service.LoginAsync());

        var answer = await CloneAsync(ticket, reader);

        Assert.Contains($"<key>{before}</key><userName>VSPHERE.LOCAL\\administrator</userName>", answer.Answer, StringComparison.Ordinal);
        Assert.DoesNotContain("Set-Cookie", answer.AnswerHeaders.Keys);
        Assert.Equal(200, (await _service.CallAsync(TestService.Fetch("sessionList"), reader)).Status);
    }

    [Fact]
    public async Task A_ticket_needs_a_session() =>
        Assert.Contains("xsi:type=\"NotAuthenticated\"><object type=\"Folder\">group-d1</object><privilegeId>System.View</privilegeId>", (await _service.CallAsync(Acquire)).Answer, StringComparison.Ordinal);

    [Fact]
    public async Task Impersonation_converts_the_session_and_keeps_its_cookie()
    {
        var admin = await _service.LoginAsync();
        var key = (await _service.Store.ListAsync(TestContext.Current.CancellationToken)).Single().Key;
        await _service.LoginAsync("reader", "s3cret-R");

        var answer = await ImpersonateAsync(admin, "READER", "<locale>fr</locale>");

        Assert.Contains($"<key>{key}</key><userName>reader</userName><fullName>reader</fullName>", answer.Answer, StringComparison.Ordinal);
        Assert.Contains("<locale>fr</locale>", answer.Answer, StringComparison.Ordinal);
        Assert.DoesNotContain("Set-Cookie", answer.AnswerHeaders.Keys);
        Assert.Contains("NoPermissionFault", (await _service.CallAsync(TestService.Fetch("sessionList"), admin)).Answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_a_user_with_a_live_session_can_be_impersonated()
    {
        var admin = await _service.LoginAsync();
        AssertInvalidLogin(await ImpersonateAsync(admin, "reader"));
        AssertInvalidLogin(await ImpersonateAsync(admin, ""));
        await _service.LoginAsync("reader", "s3cret-R");
        Assert.Contains("InvalidLocaleFault", (await ImpersonateAsync(admin, "reader", "<locale>xx</locale>")).Answer, StringComparison.Ordinal);
        Assert.Equal(200, (await ImpersonateAsync(admin, "reader")).Status);
    }

    [Fact]
    public async Task Who_lacks_the_privilege_cannot_impersonate()
    {
        await _service.LoginAsync();
        var reader = await _service.LoginAsync("reader", "s3cret-R");
        Assert.Contains("<privilegeId>Sessions.ImpersonateUser</privilegeId>", (await ImpersonateAsync(reader, "administrator")).Answer, StringComparison.Ordinal);
    }

    private static string CloneBody(string ticket) => $"<CloneSession _NS><_this>SessionManager</_this><cloneTicket>{ticket}</cloneTicket></CloneSession>";

    private static void AssertInvalidLogin(TestExchange answer)
    {
        Assert.Equal(500, answer.Status);
        Assert.Contains("<InvalidLoginFault xmlns=\"urn:vim25\" xsi:type=\"InvalidLogin\"></InvalidLoginFault>", answer.Answer, StringComparison.Ordinal);
    }

    private async Task<string> AcquireAsync(string cookie) =>
        (await _service.CallAsync(Acquire, cookie)).Answer.Split("<returnval>")[1].Split("</returnval>")[0];

    private Task<TestExchange> CloneAsync(string ticket, string? cookie = null) => _service.CallAsync(CloneBody(ticket), cookie);

    private Task<TestExchange> ImpersonateAsync(string cookie, string user, string locale = "") =>
        _service.CallAsync($"<ImpersonateUser _NS><_this>SessionManager</_this><userName>{user}</userName>{locale}</ImpersonateUser>", cookie);
}
