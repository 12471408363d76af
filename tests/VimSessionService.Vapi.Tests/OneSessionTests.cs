using VimSessionService.Core.Sessions;
using VimSessionService.Endpoint.Tests;
using VimSessionService.Vapi.Sessions;
using VimSessionService.Vim25;

namespace VimSessionService.Vapi.Tests;

/// <summary>One session or two: from 8.0.3.0 on a session of one door opens the others (docs/facts/automation-api.md).</summary>
public sealed class OneSessionTests
{
    [Fact]
    public async Task A_session_of_SOAP_opens_REST_and_JSON_RPC_and_ends_for_all()
    {
        using var vc = new Automation();
        var cookie = await vc.Service.LoginAsync();
        var id = cookie.Split('"')[1];

        Assert.Equal(200, await vc.StatusOfAsync(id));
        Assert.Equal(200, await vc.StatusOfAsync(id, Automation.OldSessionPath));
        Assert.Contains("administrator@VSPHERE.LOCAL", (await vc.RpcAsync("get", Automation.SessionId(id))).Answer, StringComparison.Ordinal);
        Assert.Single(await vc.Service.Store.ListAsync(TestContext.Current.CancellationToken));

        Assert.Equal(204, (await vc.SendAsync("DELETE", Automation.SessionPath, ("vmware-api-session-id", id))).Status);
        Assert.Contains("NotAuthenticatedFault", (await vc.Service.CallAsync(TestService.Fetch("sessionList"), cookie)).Answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_session_of_REST_opens_SOAP_is_listed_and_is_an_event()
    {
        using var vc = new Automation();
        var id = await vc.LoginAsync();
        var cookie = $"vmware_soap_session=\"{id}\"";

        Assert.IsType<UserLoginSessionEvent>(vc.Service.Events.Latest);
        Assert.Contains("<userName>VSPHERE.LOCAL\\administrator</userName>", (await vc.Service.CallAsync(TestService.Fetch("sessionList"), cookie)).Answer, StringComparison.Ordinal);
        await vc.Service.CallAsync("<Logout _NS><_this type=\"SessionManager\">SessionManager</_this></Logout>", cookie);
        Assert.Equal(401, await vc.StatusOfAsync(id));
        Assert.IsType<UserLogoutSessionEvent>(vc.Service.Events.Latest);
    }

    /// <summary>A second login by password through another door makes a second session.</summary>
    [Fact]
    public async Task Each_login_makes_a_session()
    {
        using var vc = new Automation();
        await vc.Service.LoginAsync();
        var id = await vc.LoginAsync();
        await vc.RpcAsync("create", Automation.UserPass());

        Assert.Equal(3, (await vc.Service.Store.ListAsync(TestContext.Current.CancellationToken)).Count);
        Assert.Equal(201, (await vc.SendAsync("POST", Automation.SessionPath, ("Authorization", Automation.Basic()), ("vmware-api-session-id", id))).Status);
    }

    [Fact]
    public async Task The_cap_counts_the_sessions_of_all_doors()
    {
        using var vc = new Automation(sessions: new SessionLimits { MaxSessions = 2, ReservedSessions = 0 });
        await vc.Service.LoginAsync();
        await vc.LoginAsync();

        Assert.Equal(503, (await vc.Service.CallAsync(TestService.LoginBody("reader", "s3cret-R"))).Status);
        Assert.Contains("service_unavailable", (await vc.RpcAsync("create", Automation.UserPass())).Answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_idle_session_expires_for_every_door_and_a_used_one_for_none()
    {
        using var vc = new Automation();
        var id = await vc.LoginAsync();
        for (var i = 0; i < 3; i++)
        {
            vc.Service.Time.Advance(TimeSpan.FromMinutes(29));
            Assert.Equal(200, await vc.StatusOfAsync(id));
        }

        vc.Service.Time.Advance(TimeSpan.FromMinutes(30));
        Assert.Equal(401, await vc.StatusOfAsync(id));
    }

    /// <summary>No absolute limit is known from 8.0.3.0 on.</summary>
    [Fact]
    public async Task A_session_that_is_used_lives_longer_than_a_day()
    {
        using var vc = new Automation();
        var id = await vc.LoginAsync();

        Assert.Equal(200, await UseForADayAsync(vc, id));
    }

    [Fact]
    public async Task Before_8_0_3_the_sessions_are_apart()
    {
        using var vc = new Automation(ApiVersion.V8_0_2_0);
        var cookie = await vc.Service.LoginAsync();
        var id = await vc.LoginAsync();

        Assert.Equal(401, await vc.StatusOfAsync(cookie.Split('"')[1]));
        Assert.Contains("NotAuthenticatedFault", (await vc.Service.CallAsync(TestService.Fetch("sessionList"), $"vmware_soap_session=\"{id}\"")).Answer, StringComparison.Ordinal);
        Assert.Single(await vc.Service.Store.ListAsync(TestContext.Current.CancellationToken));
        Assert.Equal(200, await vc.StatusOfAsync(id, Automation.OldSessionPath));
        Assert.Contains("administrator@VSPHERE.LOCAL", (await vc.RpcAsync("get", Automation.SessionId(id))).Answer, StringComparison.Ordinal);
        Assert.Equal(204, (await vc.SendAsync("DELETE", Automation.SessionPath, ("vmware-api-session-id", id))).Status);
        Assert.Equal(401, await vc.StatusOfAsync(id));
        Assert.DoesNotContain("NotAuthenticatedFault", (await vc.Service.CallAsync(TestService.Fetch("sessionList"), cookie)).Answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Before_8_0_3_a_session_ends_a_day_after_its_login()
    {
        using var vc = new Automation(ApiVersion.V7_0_3_0);
        var id = await vc.LoginAsync();

        Assert.Equal(401, await UseForADayAsync(vc, id));
        Assert.IsType<UserLogoutSessionEvent>(vc.Service.Events.Latest);
    }

    [Fact]
    public async Task Before_8_0_3_the_cap_is_one_of_each_user_also_of_an_administrator()
    {
        using var vc = new Automation(ApiVersion.V7_0_3_0, limits: new VapiSessionLimits { MaxUserSessions = 3 });
        for (var i = 0; i < 3; i++)
            await vc.LoginAsync();

        var answer = await vc.SendAsync("POST", Automation.SessionPath, ("Authorization", Automation.Basic()));
        Assert.Equal(503, answer.Status);
        Assert.Contains("User session count is limited to 3. Existing session count is 3 for user administrator@VSPHERE.LOCAL", answer.Answer, StringComparison.Ordinal);
        await vc.LoginAsync("reader", "s3cret-R");
        await vc.Service.LoginAsync();
    }

    /// <summary>Nobody has asked for them since they were over.</summary>
    [Fact]
    public async Task Before_8_0_3_sessions_that_are_over_count_for_no_cap()
    {
        using var vc = new Automation(ApiVersion.V7_0_3_0, limits: new VapiSessionLimits { MaxUserSessions = 2, Lifetime = TimeSpan.FromMinutes(20) });
        await vc.LoginAsync();
        await vc.LoginAsync();
        Assert.Equal(503, (await vc.SendAsync("POST", Automation.SessionPath, ("Authorization", Automation.Basic()))).Status);

        vc.Service.Time.Advance(TimeSpan.FromMinutes(20));

        await vc.LoginAsync();
    }

    private static async Task<int> UseForADayAsync(Automation vc, string id)
    {
        for (var minutes = 0; minutes < 24 * 60; minutes += 20)
        {
            Assert.Equal(200, await vc.StatusOfAsync(id));
            vc.Service.Time.Advance(TimeSpan.FromMinutes(20));
        }

        return await vc.StatusOfAsync(id);
    }
}
