using VimSessionService.Core.Sessions;
using VimSessionService.Endpoint.Tickets;
using VimSessionService.Vim25;

namespace VimSessionService.Endpoint.Tests;

/// <summary>Which cookie owns a session, and that a planted one does not.</summary>
public sealed class CookieTests
{
    private const string Content = "<RetrieveServiceContent _NS><_this type=\"ServiceInstance\">ServiceInstance</_this></RetrieveServiceContent>";

    private static string Login => TestService.LoginBody("administrator@vsphere.local", "s3cret-A");

    [Theory]
    [InlineData("198.51.100.66", ApiVersion.V4_1)] // whoever planted it has another address
    [InlineData("198.51.100.66", ApiVersion.V5_1)]
    [InlineData("198.51.100.66", ApiVersion.V5_5)]
    [InlineData("198.51.100.66", ApiVersion.V6_0)] // of a login that failed, as the others have none
    [InlineData("192.0.2.7", ApiVersion.V4_1)] // the client's own, and too late
    [InlineData("192.0.2.7", ApiVersion.V5_1)]
    [InlineData("192.0.2.7", ApiVersion.V5_5)]
    [InlineData("192.0.2.7", ApiVersion.V6_0)]
    public async Task A_planted_cookie_does_not_own_the_session_of_the_next_login(string from, ApiVersion version)
    {
        using var service = new TestService(new EndpointOptions { Version = version });
        var planted = await CookieAsync(service, version == ApiVersion.V6_0 ? TestService.LoginBody("reader", "wrong") : Content, from);
        if (from == "192.0.2.7")
            service.Time.Advance(CookieAdoption.Lifetime + TimeSpan.FromSeconds(1));

        var login = await service.CallAsync(Login, planted, action: null);

        Assert.Equal(200, login.Status);
        Assert.NotEqual(planted, login.AnswerHeaders["Set-Cookie"].Split(';')[0]);
        Assert.DoesNotContain("</userName>", (await service.CallAsync(TestService.Fetch("currentSession"), planted, action: null)).Answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task On_a_5_5_server_a_login_with_the_cookie_of_the_first_answer_sets_none_and_is_owned_by_it()
    {
        using var service = new TestService(new EndpointOptions { Version = ApiVersion.V5_5 });
        var first = await CookieAsync(service, Content);
        var login = await service.CallAsync(Login, first);
        Assert.Equal(200, login.Status);
        Assert.DoesNotContain("Set-Cookie", login.AnswerHeaders.Keys);
        Assert.Contains("</userName>", (await service.CallAsync(TestService.Fetch("currentSession"), first)).Answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_cookies_are_not_adopted_a_login_sets_a_new_one_and_the_first_owns_nothing()
    {
        using var service = new TestService(new EndpointOptions { Version = ApiVersion.V5_5 }, sessions: new SessionLimits { AdoptsCookies = false });
        var first = await CookieAsync(service, Content);

        var login = await service.CallAsync(Login, first);

        Assert.Equal(200, login.Status);
        var second = login.AnswerHeaders["Set-Cookie"].Split(';')[0];
        Assert.NotEqual(first, second);
        Assert.DoesNotContain("</userName>", (await service.CallAsync(TestService.Fetch("currentSession"), first)).Answer, StringComparison.Ordinal);
        Assert.Contains("</userName>", (await service.CallAsync(TestService.Fetch("currentSession"), second)).Answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_client_that_keeps_its_first_cookie_logs_in_with_it_again_after_a_long_session()
    {
        using var service = new TestService();
        var first = (await service.CallAsync(Login)).AnswerHeaders["Set-Cookie"].Split(';')[0];
        service.Time.Advance(TimeSpan.FromMinutes(25));
        await service.CallAsync("<Logout _NS><_this>SessionManager</_this></Logout>", first);
        Assert.Equal(200, (await service.CallAsync(Login, first)).Status);
        Assert.Contains("</userName>", (await service.CallAsync(TestService.Fetch("currentSession"), first)).Answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_4_1_server_has_keys_in_upper_case_and_names_the_country_of_English()
    {
        using var service = new TestService(new EndpointOptions { Version = ApiVersion.V4_1 });
        var login = await service.SendAsync(TestService.Request(Login, action: "urn:vim25/4.1"));
        Assert.Matches("<key>[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}</key>", login.Answer);
        Assert.Contains("<locale>en_US</locale><messageLocale>en_US</messageLocale>", login.Answer, StringComparison.Ordinal);
        var key = (await service.Store.ListAsync(TestContext.Current.CancellationToken))[0].Key;
        Assert.Equal(key, service.Events.Snapshot().OfType<UserLoginSessionEvent>().Single().SessionId);
        var cookie = login.AnswerHeaders["Set-Cookie"].Split(';')[0];
        var ticket = await service.SendAsync(TestService.Request("<AcquireCloneTicket _NS><_this>SessionManager</_this></AcquireCloneTicket>", cookie, "urn:vim25/4.1"));
        Assert.Matches("<returnval>VCT-[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}</returnval>", ticket.Answer);
    }

    [Fact]
    public async Task A_login_without_a_place_is_answered_503_and_the_log_has_its_user()
    {
        using var service = new TestService(sessions: new SessionLimits { MaxSessions = 1 });
        await service.LoginAsync();
        Assert.Equal(503, (await service.CallAsync(TestService.LoginBody("reader", "s3cret-R"))).Status);
        Assert.Equal("reader", service.Calls.Last().UserName);
    }

    private static async Task<string> CookieAsync(TestService service, string body, string from = "192.0.2.7")
    {
        var request = TestService.Request(body, action: null);
        request.From = from;
        return (await service.SendAsync(request)).AnswerHeaders["Set-Cookie"].Split(';')[0];
    }

    /// <summary>The header in which other doors carry a session says nothing at SOAP: the cookie decides alone, and without one there is no session.</summary>
    [Theory]
    [InlineData(true, "other", "administrator")]
    [InlineData(true, "unknown", "administrator")]
    [InlineData(true, "ended", "administrator")]
    [InlineData(false, "other", "")]
    public async Task The_header_of_other_doors_does_not_count(bool hasCookie, string header, string user)
    {
        using var service = new TestService();
        var cookie = await service.LoginAsync();
        var other = (await service.LoginAsync("reader", "s3cret-R")).Split('"')[1];
        if (header == "ended")
            await service.CallAsync("<Logout _NS><_this>SessionManager</_this></Logout>", $"vmware_soap_session=\"{other}\"");

        var request = TestService.Request(TestService.Fetch("currentSession"), hasCookie ? cookie : null).With("vmware-api-session-id", header == "unknown" ? new string('0', 40) : other);
        var answer = (await service.SendAsync(request)).Answer;

        Assert.Equal(user.Length > 0, answer.Contains($"{user}</userName>", StringComparison.Ordinal) && user.Length > 0);
        Assert.DoesNotContain("<userName>reader", answer, StringComparison.Ordinal);
    }

    /// <summary>Nor does it at the paths that take tickets: a ticket decides, then the cookie of a session.</summary>
    [Theory]
    [InlineData("nothing", 401)]
    [InlineData("a ticket", 201)]
    [InlineData("the cookie of a reader", 403)]
    public async Task Nor_does_it_at_ticketed_paths(string shown, int status)
    {
        using var service = new TestService();
        var admin = await service.LoginAsync();
        const string Spec = "<spec xsi:type=\"SessionManagerHttpServiceRequestSpec\"><method>httpPut</method><url>https://vc.example/folder/x</url></spec>";
        var given = await service.CallAsync($"<AcquireGenericServiceTicket _NS><_this>SessionManager</_this>{Spec}</AcquireGenericServiceTicket>", admin);
        var request = new TestExchange { Verb = "PUT", Target = "/folder/x", Body = "x"u8.ToArray() }.With("Host", "vc.example").With("vmware-api-session-id", admin.Split('"')[1]);
        if (shown == "a ticket")
            request.With("Cookie", $"vmware_cgi_ticket={given.Answer.Split("<id>")[1].Split('<')[0]}");
        else if (shown != "nothing")
            request.With("Cookie", await service.LoginAsync("reader", "s3cret-R"));

        await service.Get<TicketedEndpoint>().HandleAsync(request, "PUT", "/folder/x");

        Assert.Equal(status, request.Status);
    }
}
