using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using VimSessionService.AdminClient.Journal;
using VimSessionService.AdminClient.Outages;

namespace VimSessionService.Admin.Tests.Outages;

/// <summary>A part of the service, or all of it, is not there, while the rest is well.</summary>
public sealed class OutageTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task One_door_answers_503_while_the_others_and_the_health_checks_are_well()
    {
        await using var host = await LabHost.StartAsync();
        var outage = await host.Api.StartOutageAsync(new OutageSpec { Id = "sso", Doors = ["sts", "ticketed"], Mode = OutageMode.Unavailable }, Cancelled);
        Assert.Equal(["sts", "ticketed"], outage.Doors);

        Assert.Equal(503, await StatusOf(host, "/sts/STSService"));
        Assert.Equal(503, await StatusOf(host, "/sts/STSService/vsphere.local"));
        Assert.Equal(503, await StatusOf(host, "/websso/SAML2/Metadata/vsphere.local"));
        Assert.Equal(503, await StatusOf(host, "/folder/a.iso"));
        Assert.Equal(200, await StatusOf(host, "/sdk/vimServiceVersions.xml"));
        Assert.Equal(200, await StatusOf(host, "/healthz"));
        Assert.Equal(HttpStatusCode.OK, (await host.LoginAsync()).Status);
        Assert.Equal(4, Assert.Single((await host.Api.ListOutagesAsync(Cancelled)).Outages).Met);
        var call = (await host.Api.QueryJournalAsync(new JournalQuery { Rule = "sso" }, cancellationToken: Cancelled)).Calls[^1];
        Assert.Equal(("ticketed", 503, "sso is going on", "/folder/a.iso"), (call.Door, call.Status, call.Reason, call.Object));

        await host.Api.StopOutageAsync("sso", Cancelled);
        Assert.Equal(401, await StatusOf(host, "/folder/a.iso"));
    }

    [Fact]
    public async Task All_doors_are_out_and_the_admin_API_is_not()
    {
        await using var host = await LabHost.StartAsync();
        await host.Api.StartOutageAsync(new OutageSpec { Mode = OutageMode.Refuse }, Cancelled);

        await Assert.ThrowsAnyAsync<Exception>(() => host.LoginAsync());
        await Assert.ThrowsAnyAsync<Exception>(() => StatusOf(host, "/sdk"));
        Assert.Equal(200, await StatusOf(host, "/readyz"));

        await host.Api.StopOutagesAsync(Cancelled);
        Assert.Equal(HttpStatusCode.OK, (await host.LoginAsync()).Status);
    }

    [Fact]
    public async Task An_outage_ends_by_itself_on_the_clock_of_the_service()
    {
        var time = new FakeTimeProvider();
        await using var host = await LabHost.StartAsync(before: services => services.AddSingleton<TimeProvider>(time));
        await host.Api.StartOutageAsync(new OutageSpec { Mode = OutageMode.Unavailable, For = TimeSpan.FromMinutes(2) }, Cancelled);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await host.LoginAsync()).Status);

        time.Advance(TimeSpan.FromMinutes(2));

        Assert.Equal(HttpStatusCode.OK, (await host.LoginAsync()).Status);
        Assert.Empty((await host.Api.ListOutagesAsync(Cancelled)).Outages);
    }

    [Fact]
    public async Task A_request_that_hangs_is_answered_when_the_outage_is_over()
    {
        var time = new FakeTimeProvider();
        await using var host = await LabHost.StartAsync(before: services => services.AddSingleton<TimeProvider>(time));
        await host.Api.StartOutageAsync(new OutageSpec { Id = "hang", Doors = ["soap"], Mode = OutageMode.Hang, For = TimeSpan.FromMinutes(2) }, Cancelled);

        var call = host.FetchAsync("defaultLocale", null);
        while ((await host.Api.ListOutagesAsync(Cancelled)).Outages[0].Met == 0)
            await Task.Yield();
        Assert.False(call.IsCompleted);
        time.Advance(TimeSpan.FromMinutes(2));

        Assert.Equal(HttpStatusCode.OK, (await call).Status);
    }

    [Theory]
    [InlineData(false, 1)]
    [InlineData(true, 0)]
    public async Task A_restart_loses_sessions_without_a_logout_unless_they_are_kept(bool keep, int lost)
    {
        var time = new FakeTimeProvider();
        await using var host = await LabHost.StartAsync(before: services => services.AddSingleton<TimeProvider>(time));
        var login = await host.LoginAsync();

        var restart = await host.Api.RestartAsync(new RestartSpec { KeepSessions = keep, DownFor = TimeSpan.FromSeconds(30) }, Cancelled);

        Assert.Equal((lost, OutageMode.Refuse), (restart.SessionsLost, restart.Outage?.Mode));
        await Assert.ThrowsAnyAsync<Exception>(() => host.FetchAsync("sessionList", login.Cookie));
        time.Advance(TimeSpan.FromSeconds(30));
        Assert.Equal(keep, (await host.FetchAsync("sessionList", login.Cookie)).Status == HttpStatusCode.OK);
        Assert.Equal(keep ? null : DiagnosisCause.LostInRestart, (await host.Api.QueryJournalAsync(cancellationToken: Cancelled)).Calls[^1].Diagnosis?.Cause);
    }

    [Theory]
    [InlineData("outages", """{}""", "#")]
    [InlineData("outages", """{"mode":"explode"}""", "#/mode")]
    [InlineData("outages", """{"mode":"hang","doors":[]}""", "#/doors")]
    [InlineData("outages", """{"mode":"hang","doors":["soap","stz"]}""", "#/doors/1")]
    [InlineData("outages", """{"mode":"hang","for":"0s"}""", "#/for")]
    [InlineData("outages", """{"mode":"hang","for":"-1s"}""", "#/for")]
    [InlineData("outages", """{"mode":"hang","id":"a/b"}""", "#/id")]
    [InlineData("outages", """{"mode":"hang","id":"known"}""", "#/id")]
    [InlineData("outages", """{"mode":"hang","until":"x"}""", "#/until")]
    [InlineData("restart", """{"downFor":"0s"}""", "#/downFor")]
    [InlineData("restart", """{"keep":true}""", "#/keep")]
    public async Task What_cannot_be_used_is_refused_at_its_place(string path, string body, string pointer)
    {
        await using var host = await LabHost.StartAsync();
        await host.Api.StartOutageAsync(new OutageSpec { Id = "known", Doors = ["lookup"], Mode = OutageMode.Hang }, Cancelled);
        var login = await host.LoginAsync();

        var (status, content) = await host.SendAsync(HttpMethod.Post, path, body);

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains($"\"pointer\":\"{pointer}\"", content, StringComparison.Ordinal);
        Assert.Single((await host.Api.ListOutagesAsync(Cancelled)).Outages);
        Assert.Equal(HttpStatusCode.OK, (await host.FetchAsync("sessionList", login.Cookie)).Status);
    }

    private static async Task<int> StatusOf(LabHost host, string path)
    {
        using var client = host.NewClient();
        using var response = await client.GetAsync(path, Cancelled);
        return (int)response.StatusCode;
    }
}
