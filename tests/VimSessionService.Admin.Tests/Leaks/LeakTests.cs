using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using VimSessionService.AdminClient.Leaks;
using VimSessionService.AdminClient.Problems;

namespace VimSessionService.Admin.Tests.Leaks;

/// <summary>Sessions that were never logged out are reported with the client that opened them.</summary>
public sealed class LeakTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Open_and_expired_sessions_are_reported_by_user_agent_and_user()
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2030, 1, 1, 12, 0, 0, TimeSpan.Zero));
        await using var host = await LabHost.StartAsync(before: services => services.AddSingleton<TimeProvider>(time));
        var logged = await host.LoginAsync(userAgent: "clean");
        await host.LogoutAsync(logged.Cookie);
        var old = await host.LoginAsync(userAgent: "govc/0.39.0");
        await host.FetchAsync("currentSession", old.Cookie);
        await host.FetchAsync("sessionList", old.Cookie);
        time.Advance(TimeSpan.FromMinutes(31));
        await host.LoginAsync(userAgent: "govc/0.39.0");
        time.Advance(TimeSpan.FromMinutes(5));

        var report = await host.Api.GetLeaksAsync(cancellationToken: Cancelled);

        Assert.Equal((1, 1), (report.Open, report.Expired));
        var group = Assert.Single(report.Groups);
        Assert.Equal(("govc/0.39.0", "VSPHERE.LOCAL\\alice", 1, 1, 2L), (group.UserAgent, group.User, group.Open, group.Expired, group.Calls));
        Assert.Equal([false, true], report.Sessions.Select(static session => session.IsOpen));
        var expired = report.Sessions[0];
        Assert.Equal((2, "Fetch", new DateTimeOffset(2030, 1, 1, 12, 0, 0, TimeSpan.Zero)), (expired.Calls, expired.FirstCall?.Operation, expired.FirstCall?.Time));
        Assert.Equal((TimeSpan.FromMinutes(5), 0L, null), (report.Sessions[1].Age, report.Sessions[1].Calls, report.Sessions[1].FirstCall));

        Assert.Single((await host.Api.GetLeaksAsync(new LeakQuery { MinAge = TimeSpan.FromMinutes(10) }, Cancelled)).Sessions);
        Assert.Empty((await host.Api.GetLeaksAsync(new LeakQuery { UserAgent = "pyvmomi*" }, Cancelled)).Sessions);
        Assert.Equal(2, (await host.Api.GetLeaksAsync(new LeakQuery { User = "alice@vsphere.local" }, Cancelled)).Sessions.Count);
        await host.Api.ForgetExpiredLeaksAsync(Cancelled);
        Assert.Equal((1, 0), ((await host.Api.GetLeaksAsync(cancellationToken: Cancelled)).Open, (await host.Api.GetLeaksAsync(cancellationToken: Cancelled)).Expired));
    }

    [Fact]
    public async Task The_assertion_answers_409_while_a_session_is_open_and_names_the_client()
    {
        await using var host = await LabHost.StartAsync();
        await host.Api.AssertNoLeaksAsync(cancellationToken: Cancelled);
        var login = await host.LoginAsync(userAgent: "govc/0.39.0");

        var refused = await Assert.ThrowsAsync<AdminApiException>(() => host.Api.AssertNoLeaksAsync(cancellationToken: Cancelled));
        Assert.Equal((409, Problem.TypePrefix + "leaked-sessions"), (refused.Problem.Status, refused.Problem.Type));
        Assert.Contains("1 session was never logged out. govc/0.39.0 as VSPHERE.LOCAL\\alice: 1 open", refused.Problem.Detail, StringComparison.Ordinal);
        await host.Api.AssertNoLeaksAsync(new LeakQuery { UserAgent = "pyvmomi*" }, cancellationToken: Cancelled);

        await host.LogoutAsync(login.Cookie);
        await host.Api.AssertNoLeaksAsync(cancellationToken: Cancelled);
    }

    [Fact]
    public async Task An_expired_session_counts_only_when_that_is_asked_for()
    {
        var time = new FakeTimeProvider();
        await using var host = await LabHost.StartAsync(before: services => services.AddSingleton<TimeProvider>(time));
        await host.LoginAsync();
        time.Advance(TimeSpan.FromHours(1));

        await host.Api.AssertNoLeaksAsync(cancellationToken: Cancelled);
        await Assert.ThrowsAsync<AdminApiException>(() => host.Api.AssertNoLeaksAsync(includeExpired: true, cancellationToken: Cancelled));
    }

    [Theory]
    [InlineData("leaks/assert?expired=maybe", "?expired")]
    [InlineData("leaks/assert?since=yesterday", "?since")]
    [InlineData("leaks/assert?since=12:00", "?since")]
    [InlineData("leaks/assert?minAge=-1s", "?minAge")]
    public async Task A_query_that_cannot_be_used_is_refused_at_its_place(string path, string pointer)
    {
        await using var host = await LabHost.StartAsync();

        var (status, content) = await host.SendAsync(HttpMethod.Post, path);

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains($"\"pointer\":\"{pointer}\"", content, StringComparison.Ordinal);
    }
}
