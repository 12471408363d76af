using System.Net;
using System.Text.Json;
using VimSessionService.AdminClient.Access;
using VimSessionService.AdminClient.Json;
using VimSessionService.AdminClient.Limits;
using VimSessionService.AdminClient.Outages;
using VimSessionService.AdminClient.Problems;
using VimSessionService.AdminClient.Rules;
using VimSessionService.AdminClient.Snapshots;
using VimSessionService.AdminClient.Users;

namespace VimSessionService.Admin.Tests;

/// <summary>The state of the service as a document.</summary>
public sealed class SnapshotTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_session_keeps_the_time_of_its_last_call_although_the_clock_was_set_back_since()
    {
        await using var host = await LabHost.StartAsync();
        await host.Api.FreezeClockAsync(TestContext.Current.CancellationToken);
        await host.LoginAsync();
        var active = Assert.Single((await host.Api.ListSessionsAsync(cancellationToken: TestContext.Current.CancellationToken)).Sessions).LastActiveTime;
        await host.Api.SetClockAsync(active.AddHours(-1), TestContext.Current.CancellationToken);
        var snapshot = await host.Api.TakeSnapshotAsync(TestContext.Current.CancellationToken);

        await host.Api.RestoreSnapshotAsync(snapshot, TestContext.Current.CancellationToken);
        Assert.Equal((active, TimeSpan.Zero), await SeenAsync());

        var older = snapshot with { Sessions = [snapshot.Sessions[0] with { LastActiveTime = null, Idle = TimeSpan.FromMinutes(5) }] };
        await host.Api.RestoreSnapshotAsync(older, TestContext.Current.CancellationToken);
        Assert.Equal((active.AddHours(-1).AddMinutes(-5), TimeSpan.FromMinutes(5)), await SeenAsync());

        async Task<(DateTimeOffset Last, TimeSpan Idle)> SeenAsync() =>
            Assert.Single((await host.Api.ListSessionsAsync(cancellationToken: TestContext.Current.CancellationToken)).Sessions) is var session ? (session.LastActiveTime, session.Idle) : default;
    }

    [Fact]
    public async Task Another_service_goes_on_with_the_sessions_and_users_of_a_snapshot()
    {
        await using var one = await LabHost.StartAsync();
        await one.Api.CreateUserAsync(new UserCreation { Name = "svc@vsphere.local", Password = "one two three", Role = "ReadOnly" }, Cancelled);
        await one.Api.CreateRoleAsync(new RoleSetting("Backup", ["Sessions.TerminateSession"]), Cancelled);
        await one.Api.LockUserAsync("svc", TimeSpan.FromHours(1), Cancelled);
        var (_, _, cookie) = await one.LoginAsync();
        var snapshot = await one.Api.TakeSnapshotAsync(Cancelled);

        await using var other = await LabHost.StartAsync();
        await other.Api.RestoreSnapshotAsync(snapshot, Cancelled);

        Assert.Contains(snapshot.Sessions[0].Key, (await other.FetchAsync("currentSession", cookie)).Content, StringComparison.Ordinal);
        Assert.True((await other.Api.GetUserAsync("svc", Cancelled)).Locked);
        await other.Api.UnlockUserAsync("svc", Cancelled);
        Assert.Equal(HttpStatusCode.OK, (await other.LoginAsync("svc", "one two three")).Status);
        Assert.Contains((await other.Api.ListRolesAsync(Cancelled)).Roles, static role => role.Name == "Backup");
    }

    [Fact]
    public async Task A_snapshot_has_no_secret_in_clear()
    {
        await using var host = await LabHost.StartAsync();
        var (_, _, cookie) = await host.LoginAsync();

        var (_, content) = await host.SendAsync(HttpMethod.Get, "snapshot");

        Assert.DoesNotContain(LabHost.Password, content, StringComparison.Ordinal);
        Assert.DoesNotContain(cookie!.Split('=')[1].Trim('"'), content, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_came_after_a_snapshot_is_gone_when_it_is_restored()
    {
        await using var host = await LabHost.StartAsync();
        var (_, _, before) = await host.LoginAsync();
        var snapshot = await host.Api.TakeSnapshotAsync(Cancelled);
        var (_, _, after) = await host.LoginAsync();
        await host.Api.ChangeUserAsync(LabHost.User, new UserChange { Password = "another" }, Cancelled);

        await host.Api.RestoreSnapshotAsync(snapshot, Cancelled);

        Assert.Contains("<key>", (await host.FetchAsync("currentSession", before)).Content, StringComparison.Ordinal);
        Assert.DoesNotContain("<key>", (await host.FetchAsync("currentSession", after)).Content, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await host.LoginAsync()).Status);
    }

    [Fact]
    public async Task A_reset_brings_the_state_of_the_start_back()
    {
        await using var host = await LabHost.StartAsync();
        await host.LoginAsync();
        await host.Api.CreateUserAsync(new UserCreation { Name = "svc" }, Cancelled);
        await host.Api.ChangeLimitsAsync(new LimitChange { MaxSessions = 7, MaxLifetime = TimeSpan.FromHours(1) }, Cancelled);
        await host.Api.LockUserAsync(LabHost.User, cancellationToken: Cancelled);
        await host.Api.FreezeClockAsync(Cancelled);

        await host.Api.ResetAsync(Cancelled);

        Assert.Equal(0, (await host.Api.ListSessionsAsync(cancellationToken: Cancelled)).Total);
        Assert.Equal(LabHost.User, Assert.Single((await host.Api.ListUsersAsync(Cancelled)).Users).Name);
        Assert.Equal(new LimitValues(3000, 1000, TimeSpan.FromMinutes(30), TimeSpan.Zero), await host.Api.GetLimitsAsync(Cancelled));
        Assert.True((await host.Api.GetClockAsync(Cancelled)).IsReal);
        Assert.Equal(HttpStatusCode.OK, (await host.LoginAsync()).Status);
    }

    [Fact]
    public async Task A_reset_takes_away_what_tests_before_have_left()
    {
        await using var host = await LabHost.StartAsync();
        await host.LoginAsync();
        await host.Api.ExpireSessionsAsync(cancellationToken: Cancelled);
        await host.LoginAsync();
        await host.Api.AddRuleAsync(new RuleSpec { Answer = new RuleAnswer { Status = 503 } }, cancellationToken: Cancelled);
        await host.Api.StartOutageAsync(new OutageSpec { Doors = ["sts"], Mode = OutageMode.Unavailable }, Cancelled);
        var left = await host.Api.GetLeaksAsync(cancellationToken: Cancelled);

        await host.Api.ResetAsync(Cancelled);

        Assert.Equal((1, 1), (left.Open, left.Expired));
        Assert.Empty((await host.Api.ListRulesAsync(Cancelled)).Rules);
        Assert.Empty((await host.Api.ListOutagesAsync(Cancelled)).Outages);
        Assert.Empty((await host.Api.GetLeaksAsync(cancellationToken: Cancelled)).Sessions);
        Assert.Equal(HttpStatusCode.OK, (await host.LoginAsync()).Status);
    }

    [Fact]
    public async Task A_snapshot_that_cannot_be_used_names_the_place_and_changes_nothing()
    {
        await using var host = await LabHost.StartAsync();
        await host.Api.FreezeClockAsync(Cancelled);
        await host.LoginAsync();
        var good = await host.Api.TakeSnapshotAsync(Cancelled);
        var bad = new Dictionary<string, Snapshot>
        {
            ["#/version"] = good with { Version = 3 },
            ["#/users/0/name"] = good with { Users = [good.Users[0] with { Name = "@" }] },
            ["#/users/0/passwordHash"] = good with { Users = [good.Users[0] with { PasswordHash = "hunter2" }] },
            ["#/permissions/0/role"] = good with { Permissions = [good.Permissions[0] with { Role = "Boss" }] },
            ["#/sessions/0/tokenHashes"] = good with { Sessions = [good.Sessions[0] with { TokenHashes = ["x"] }] },
            ["#/limits/idleTimeout"] = good with { Limits = good.Limits with { IdleTimeout = TimeSpan.Zero } },
            ["#/permissions"] = good with { Permissions = [] },
            ["#"] = good with { Users = [good.Users[0], good.Users[0]] },
        };

        foreach (var (pointer, snapshot) in bad)
        {
            var refused = await Assert.ThrowsAsync<AdminApiException>(() => host.Api.RestoreSnapshotAsync(snapshot, Cancelled));
            Assert.Equal((400, pointer), (refused.Problem.Status, Assert.Single(refused.Problem.Errors!).Pointer));
        }

        Assert.Equal(Visible(good), Visible(await host.Api.TakeSnapshotAsync(Cancelled)));
    }

    private static string Visible(Snapshot snapshot) => JsonSerializer.Serialize(snapshot with { TakenAt = default }, AdminJson.Default.Snapshot);
}
