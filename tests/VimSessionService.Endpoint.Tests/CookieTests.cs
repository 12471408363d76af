using VimSessionService.Core.Sessions;
using VimSessionService.Vim25;

namespace VimSessionService.Endpoint.Tests;

/// <summary>Which cookie owns a session, and that a planted one does not.</summary>
public sealed class CookieTests
{
    private const string Content = "<RetrieveServiceContent _NS><_this type=\"ServiceInstance\">ServiceInstance</_this></RetrieveServiceContent>";

    private static string Login => TestService.LoginBody("administrator@vsphere.local", "s3cret-A");

    [Theory]
    [InlineData("198.51.100.66")] // whoever planted it has another address
    [InlineData("192.0.2.7")] // the client's own, and too late
    public async Task A_planted_cookie_does_not_own_the_session_of_the_next_login(string from)
    {
        using var service = new TestService(new EndpointSettings { Version = ApiVersion.V5_5 });
        var planted = await CookieAsync(service, Content, from);
        if (from == "192.0.2.7")
            service.Time.Advance(CookieAdoption.Lifetime + TimeSpan.FromSeconds(1));

        var login = await service.CallAsync(Login, planted);

        Assert.Equal(200, login.Status);
        Assert.NotEqual(planted, login.AnswerHeaders["Set-Cookie"].Split(';')[0]);
        Assert.DoesNotContain("</userName>", (await service.CallAsync(TestService.Fetch("currentSession"), planted)).Answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task On_a_5_5_server_a_login_with_the_cookie_of_the_first_answer_sets_none_and_is_owned_by_it()
    {
        using var service = new TestService(new EndpointSettings { Version = ApiVersion.V5_5 });
        var first = await CookieAsync(service, Content);
        var login = await service.CallAsync(Login, first);
        Assert.Equal(200, login.Status);
        Assert.DoesNotContain("Set-Cookie", login.AnswerHeaders.Keys);
        Assert.Contains("</userName>", (await service.CallAsync(TestService.Fetch("currentSession"), first)).Answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_cookies_are_not_adopted_a_login_sets_a_new_one_and_the_first_owns_nothing()
    {
        using var service = new TestService(new EndpointSettings { Version = ApiVersion.V5_5 }, sessions: new SessionSettings { AdoptsCookies = false });
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
        using var service = new TestService(new EndpointSettings { Version = ApiVersion.V4_1 });
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
        using var service = new TestService(sessions: new SessionSettings { MaxSessions = 1 });
        await service.LoginAsync();
        Assert.Equal(503, (await service.CallAsync(TestService.LoginBody("reader", "s3cret-R"))).Status);
        Assert.Equal("reader", service.Calls.Last().UserName);
    }

    private static async Task<string> CookieAsync(TestService service, string body, string from = "192.0.2.7")
    {
        var request = TestService.Request(body);
        request.From = from;
        return (await service.SendAsync(request)).AnswerHeaders["Set-Cookie"].Split(';')[0];
    }
}
