using System.Net;
using VimSessionService.AdminClient.Journal;
using VimSessionService.AdminClient.Limits;
using VimSessionService.AdminClient.Problems;
using VimSessionService.AdminClient.Sessions;

namespace VimSessionService.Admin.Tests;

/// <summary>Sessions by the admin API.</summary>
public sealed class SessionTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Sessions_are_listed_with_what_is_known_of_them()
    {
        await using var host = await LabHost.StartAsync();
        await host.LoginAsync(userAgent: "govc/0.39.0");

        var (sessions, total) = await host.Api.ListSessionsAsync(cancellationToken: Cancelled);

        var session = Assert.Single(sessions);
        Assert.Equal(1, total);
        Assert.Equal(("VSPHERE.LOCAL\\alice", "govc/0.39.0", "soap", 0L), (session.UserName, session.UserAgent, session.Door, session.CallCount));
    }

    [Fact]
    public async Task A_query_finds_those_that_match_all_of_it()
    {
        await using var host = await LabHost.StartAsync(static options => options.Directory.AddUser("bob", "battery staple", "ReadOnly"));
        await host.LoginAsync(userAgent: "govc/0.39.0");
        await host.LoginAsync("bob", "battery staple", "pyvmomi");

        async Task<IEnumerable<string>> Find(SessionQuery query) => (await host.Api.ListSessionsAsync(query, Cancelled)).Sessions.Select(static session => session.UserName);

        Assert.Equal(["bob"], await Find(new SessionQuery { User = "bob" }));
        Assert.Equal(["VSPHERE.LOCAL\\alice"], await Find(new SessionQuery { User = "alice@vsphere.local" }));
        Assert.Equal(["VSPHERE.LOCAL\\alice"], await Find(new SessionQuery { UserAgent = "GOVC" }));
        Assert.Equal(["VSPHERE.LOCAL\\alice", "bob"], await Find(new SessionQuery { Door = "soap" }));
        Assert.Empty(await Find(new SessionQuery { User = "bob", UserAgent = "govc" }));
        Assert.Empty(await Find(new SessionQuery { MinAge = TimeSpan.FromHours(1) }));
        Assert.Empty(await Find(new SessionQuery { MinIdle = TimeSpan.FromHours(1) }));
    }

    [Fact]
    public async Task Sessions_are_found_by_their_age_and_by_how_long_they_are_idle()
    {
        await using var host = await LabHost.StartAsync(static options => options.Directory.AddUser("bob", "battery staple", "ReadOnly"));
        await host.Api.FreezeClockAsync(Cancelled);
        var (_, _, cookie) = await host.LoginAsync();
        await host.Api.AdvanceClockAsync(TimeSpan.FromMinutes(20), Cancelled);
        await host.LoginAsync("bob", "battery staple");

        async Task<IEnumerable<string>> Find(SessionQuery query) => (await host.Api.ListSessionsAsync(query, Cancelled)).Sessions.Select(static session => session.UserName);

        Assert.Equal(["VSPHERE.LOCAL\\alice"], await Find(new SessionQuery { MinAge = TimeSpan.FromMinutes(20) }));
        Assert.Equal(["VSPHERE.LOCAL\\alice"], await Find(new SessionQuery { MinIdle = TimeSpan.FromMinutes(20) }));
        Assert.Empty(await Find(new SessionQuery { MinAge = TimeSpan.FromMinutes(21) }));
        await host.FetchAsync("sessionList", cookie);
        Assert.Empty(await Find(new SessionQuery { MinIdle = TimeSpan.FromMinutes(20) }));
        Assert.Equal(["VSPHERE.LOCAL\\alice"], await Find(new SessionQuery { MinAge = TimeSpan.FromMinutes(20) }));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_session_that_is_ended_is_gone_for_its_client(bool terminated)
    {
        await using var host = await LabHost.StartAsync();
        var (_, _, cookie) = await host.LoginAsync();
        var key = (await host.Api.ListSessionsAsync(cancellationToken: Cancelled)).Sessions[0].Key;

        await (terminated ? host.Api.TerminateSessionAsync(key, Cancelled) : host.Api.ExpireSessionAsync(key, Cancelled));

        Assert.Contains("NotAuthenticated", (await host.FetchAsync("sessionList", cookie)).Content, StringComparison.Ordinal);
        var again = await Assert.ThrowsAsync<AdminApiException>(() => host.Api.ExpireSessionAsync(key, Cancelled));
        Assert.Equal(404, again.Problem.Status);
    }

    [Fact]
    public async Task Only_the_sessions_of_a_query_are_ended()
    {
        await using var host = await LabHost.StartAsync();
        await host.LoginAsync(userAgent: "govc");
        await host.LoginAsync(userAgent: "pyvmomi");
        await host.LoginAsync(userAgent: "govc");

        Assert.Equal(2, await host.Api.ExpireSessionsAsync(new SessionQuery { UserAgent = "govc" }, Cancelled));

        Assert.Equal("pyvmomi", Assert.Single((await host.Api.ListSessionsAsync(cancellationToken: Cancelled)).Sessions).UserAgent);
        Assert.Equal(1, await host.Api.TerminateSessionsAsync(cancellationToken: Cancelled));
    }

    [Fact]
    public async Task The_locale_of_a_session_is_changed_as_its_client_sees_it()
    {
        await using var host = await LabHost.StartAsync();
        var (_, _, cookie) = await host.LoginAsync();
        var key = (await host.Api.ListSessionsAsync(cancellationToken: Cancelled)).Sessions[0].Key;

        Assert.Equal("de", (await host.Api.ChangeSessionAsync(key, new SessionUpdate { Locale = "de" }, Cancelled)).Locale);

        Assert.Contains("<locale>de</locale>", (await host.FetchAsync("currentSession", cookie)).Content, StringComparison.Ordinal);
        var refused = await Assert.ThrowsAsync<AdminApiException>(() => host.Api.ChangeSessionAsync(key, new SessionUpdate { Locale = "tlh" }, Cancelled));
        Assert.Contains("de", Assert.Single(refused.Problem.Errors!).Allowed!);
    }

    [Fact]
    public async Task A_session_that_is_made_idle_expires_after_the_rest_of_the_time()
    {
        await using var host = await LabHost.StartAsync();
        await host.LoginAsync();
        var key = (await host.Api.ListSessionsAsync(cancellationToken: Cancelled)).Sessions[0].Key;

        var changed = await host.Api.ChangeSessionAsync(key, new SessionUpdate { Idle = TimeSpan.FromMinutes(29) }, Cancelled);
        Assert.InRange(changed.Idle, TimeSpan.FromMinutes(29), TimeSpan.FromMinutes(29.5));
        await host.Api.AdvanceClockAsync(TimeSpan.FromMinutes(1), Cancelled);

        Assert.Equal(0, (await host.Api.ListSessionsAsync(cancellationToken: Cancelled)).Total);
    }

    [Fact]
    public async Task A_clone_ticket_is_listed_without_itself_and_can_be_expired()
    {
        await using var host = await LabHost.StartAsync();
        var (_, _, cookie) = await host.LoginAsync();
        var (_, acquired, _) = await host.CallAsync("<AcquireCloneTicket xmlns=\"urn:vim25\"><_this type=\"SessionManager\">SessionManager</_this></AcquireCloneTicket>", cookie);
        var text = acquired[(acquired.IndexOf("<returnval>", StringComparison.Ordinal) + 11)..acquired.IndexOf("</returnval>", StringComparison.Ordinal)];

        var ticket = Assert.Single((await host.Api.ListTicketsAsync(Cancelled)).Tickets);
        Assert.Equal(("CloneSession", "VSPHERE.LOCAL\\alice"), (ticket.Purpose, ticket.UserName));
        Assert.Equal(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(SecretOf(text)))), ticket.Id);
        await host.Api.ExpireTicketAsync(ticket.Id, Cancelled);

        var (_, cloned, _) = await host.CallAsync($"<CloneSession xmlns=\"urn:vim25\"><_this type=\"SessionManager\">SessionManager</_this><cloneTicket>{text}</cloneTicket></CloneSession>");
        Assert.Contains("InvalidLogin", cloned, StringComparison.Ordinal);
        await Assert.ThrowsAsync<AdminApiException>(() => host.Api.ExpireTicketAsync(ticket.Id, Cancelled));
    }

    /// <summary>The part of a clone ticket that is kept as a hash.</summary>
    private static string SecretOf(string ticket) => System.Text.RegularExpressions.Regex.Match(ticket, "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", System.Text.RegularExpressions.RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1)).Value;

    [Fact]
    public async Task A_full_house_is_answered_with_503_until_there_is_room()
    {
        await using var host = await LabHost.StartAsync();
        await host.LoginAsync();
        await host.Api.ChangeLimitsAsync(new LimitChange { MaxSessions = 1 }, Cancelled);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await host.LoginAsync()).Status);
        await host.Api.ChangeLimitsAsync(new LimitChange { MaxSessions = 2 }, Cancelled);

        Assert.Equal(HttpStatusCode.OK, (await host.LoginAsync()).Status);
    }

    [Fact]
    public async Task A_user_with_as_many_sessions_as_one_may_have_is_answered_with_503_and_others_log_in()
    {
        await using var host = await LabHost.StartAsync(static options =>
        {
            options.Directory.AddUser("bob", "battery staple", "ReadOnly");
            options.Directory.AddUser("eve", "battery staple", "ReadOnly");
        });
        await host.Api.ChangeLimitsAsync(new LimitChange { MaxUserSessions = 2 }, Cancelled);
        var (_, _, cookie) = await host.LoginAsync("bob", "battery staple");
        await host.LoginAsync("bob", "battery staple");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await host.LoginAsync("bob", "battery staple")).Status);
        Assert.Equal(HttpStatusCode.OK, (await host.LoginAsync("eve", "battery staple")).Status);
        await host.LogoutAsync(cookie);

        Assert.Equal(HttpStatusCode.OK, (await host.LoginAsync("bob", "battery staple")).Status);
    }

    [Fact]
    public async Task A_session_ends_at_the_end_of_its_life_however_active_it_is()
    {
        await using var host = await LabHost.StartAsync();
        var (_, _, cookie) = await host.LoginAsync();
        await host.Api.ChangeLimitsAsync(new LimitChange { MaxLifetime = TimeSpan.FromHours(1) }, Cancelled);
        for (var i = 0; i < 5; i++)
        {
            await host.Api.AdvanceClockAsync(TimeSpan.FromMinutes(11), Cancelled);
            Assert.DoesNotContain("NotAuthenticated", (await host.FetchAsync("currentSession", cookie)).Content, StringComparison.Ordinal);
        }

        await host.Api.AdvanceClockAsync(TimeSpan.FromMinutes(6), Cancelled);

        Assert.Equal(0, (await host.Api.ListSessionsAsync(cancellationToken: Cancelled)).Total);
    }

    [Theory]
    [InlineData("""{"maxSessions":-1}""", "#/maxSessions")]
    [InlineData("""{"idleTimeout":"0s"}""", "#/idleTimeout")]
    [InlineData("""{"idle":"5m"}""", "#/idle")]
    public async Task Limits_that_cannot_be_are_refused(string body, string pointer)
    {
        await using var host = await LabHost.StartAsync();
        var before = await host.Api.GetLimitsAsync(Cancelled);

        var (status, content) = await host.SendAsync(HttpMethod.Patch, "limits", body);

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains($"\"pointer\":\"{pointer}\"", content, StringComparison.Ordinal);
        Assert.Equal(before, await host.Api.GetLimitsAsync(Cancelled));
    }

    /// <summary>Before 8.0.3.0 the sessions of REST and JSON-RPC are apart from those of SOAP.</summary>
    [Fact]
    public async Task Sessions_that_REST_keeps_apart_are_listed_expired_lost_and_reported_as_leaks()
    {
        await using var host = await LabHost.StartAsync(static options => options.Emulation.ApiVersion = "7.0.3.0");
        using var rest = host.NewClient();
        var id = await LoginAsync();
        await host.LoginAsync();

        var (sessions, total) = await host.Api.ListSessionsAsync(cancellationToken: Cancelled);
        Assert.Equal(2, total);
        Assert.Equal(["rest", "soap"], sessions.Select(static session => session.Door).Order());
        var key = sessions.Single(static session => session.Door == "rest").Key;
        Assert.Equal(key, (await host.Api.GetSessionAsync(key, Cancelled)).Key);
        Assert.Equal(2, (await host.Api.GetLeaksAsync(cancellationToken: Cancelled)).Open);
        Assert.InRange((await host.Api.ChangeSessionAsync(key, new SessionUpdate { Idle = TimeSpan.FromMinutes(3) }, Cancelled)).Idle, TimeSpan.FromMinutes(3), TimeSpan.FromMinutes(4));

        await host.Api.ExpireSessionAsync(key, Cancelled);

        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(id));
        var call = (await host.Api.QueryJournalAsync(new() { Door = "rest" }, cancellationToken: Cancelled)).Calls[^1];
        Assert.Equal((DiagnosisCause.Expired, key), (call.Diagnosis?.Cause, call.Diagnosis?.Tokens?[0].Session));
        var leaks = await host.Api.GetLeaksAsync(cancellationToken: Cancelled);
        Assert.Equal((1, 1), (leaks.Open, leaks.Expired));

        id = await LoginAsync();
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(id));
        Assert.Equal(2, (await host.Api.RestartAsync(cancellationToken: Cancelled)).SessionsLost);
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(id));

        id = await LoginAsync();
        await host.Api.ResetAsync(Cancelled);
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(id));
        Assert.Equal(0, (await host.Api.ListSessionsAsync(cancellationToken: Cancelled)).Total);

        async Task<string> LoginAsync()
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, new Uri("http://localhost/api/session"));
            request.Headers.Authorization = new("Basic", Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes($"{LabHost.User}:{LabHost.Password}")));
            using var response = await rest.SendAsync(request, Cancelled);
            Assert.Equal(HttpStatusCode.Created, response.StatusCode);
            return (await response.Content.ReadAsStringAsync(Cancelled)).Trim('"');
        }

        async Task<HttpStatusCode> StatusAsync(string session)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, new Uri("http://localhost/api/session"));
            request.Headers.Add("vmware-api-session-id", session);
            using var response = await rest.SendAsync(request, Cancelled);
            return response.StatusCode;
        }
    }
}
