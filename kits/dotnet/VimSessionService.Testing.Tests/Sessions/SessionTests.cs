using System.ServiceModel;
using VimSessionService.AdminClient.Problems;
using VimSessionService.AdminClient.Sessions;
using VimSessionService.AdminClient.Users;
using VimSessionService.ClientTests.Clients.Wcf;

namespace VimSessionService.Testing.Tests.Sessions;

/// <summary>Sessions, users, the clock and snapshots, seen by a client.</summary>
public sealed class SessionTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_session_that_is_idle_for_half_an_hour_and_a_minute_has_expired()
    {
        await using var vcenter = await VimTestServer.StartAsync(cancellationToken: Cancelled);
        await using var client = await Client.LoginAsync(vcenter);

        vcenter.Clock.Advance(TimeSpan.FromMinutes(31));

        Assert.Null(await client.CurrentSessionAsync());
        await client.LoginAsync(vcenter.UserName, vcenter.Password);
        Assert.NotNull(await client.CurrentSessionAsync());
    }

    [Fact]
    public async Task A_frozen_clock_lets_no_session_expire_and_can_be_set()
    {
        await using var vcenter = await VimTestServer.StartAsync(cancellationToken: Cancelled);
        await using var client = await Client.LoginAsync(vcenter);
        var time = new DateTimeOffset(2040, 2, 29, 12, 0, 0, TimeSpan.Zero);

        vcenter.Clock.Set(vcenter.Clock.Now.AddMinutes(29));
        vcenter.Clock.Freeze();
        Assert.NotNull(await client.CurrentSessionAsync());
        vcenter.Clock.Set(time - TimeSpan.FromDays(3650));
        vcenter.Clock.Set(time - TimeSpan.FromDays(3650));

        Assert.Equal(time - TimeSpan.FromDays(3650), vcenter.Clock.Now);
        vcenter.Clock.Resume();
        vcenter.Clock.Run(60);
        vcenter.Clock.ShowRealTime();
        Assert.InRange(vcenter.Clock.Now, DateTimeOffset.UtcNow.AddMinutes(-1), DateTimeOffset.UtcNow.AddMinutes(1));
        Assert.Throws<ArgumentOutOfRangeException>(() => vcenter.Clock.Advance(TimeSpan.FromSeconds(-1)));
        Assert.Throws<ArgumentOutOfRangeException>(() => vcenter.Clock.Run(0));
    }

    [Fact]
    public async Task A_privilege_of_a_group_comes_with_a_membership_and_goes_with_it()
    {
        await using var vcenter = await VimTestServer.StartAsync(cancellationToken: Cancelled);
        await vcenter.Users.AddAsync("svc@vsphere.local", "one two", cancellationToken: Cancelled);
        await vcenter.Groups.AddAsync("readers", ["svc"], "ReadOnly", Cancelled);
        await vcenter.Groups.AddAsync("inner", cancellationToken: Cancelled);
        await vcenter.Groups.AddAsync("enders", role: "Admin", cancellationToken: Cancelled);
        await vcenter.Groups.ChangeAsync("enders", new GroupChange { AddGroups = ["inner"] }, Cancelled);
        await using var client = await Client.ConnectAsync(vcenter);
        await client.LoginAsync("svc@vsphere.local", "one two");
        await Assert.ThrowsAsync<FaultException<NoPermission>>(EndAsync);

        Assert.Equal(["svc@vsphere.local"], (await vcenter.Groups.JoinAsync("inner", "svc", Cancelled)).Members);
        await Assert.ThrowsAsync<FaultException<NotFound>>(EndAsync);
        await vcenter.Groups.LeaveAsync("inner", "svc", Cancelled);

        await Assert.ThrowsAsync<FaultException<NoPermission>>(EndAsync);
        Assert.Equal(["inner"], (await vcenter.Groups.GetAsync("enders", Cancelled)).MemberGroups);
        await vcenter.Groups.DeleteAsync("inner", Cancelled);
        Assert.Equal(["enders", "readers"], (await vcenter.Groups.ListAsync(Cancelled)).Select(static group => group.Name).Order(StringComparer.Ordinal));

        Task EndAsync() => client.TerminateAsync("another");
    }

    [Fact]
    public async Task Sessions_are_expired_and_terminated_by_key_and_by_query()
    {
        await using var vcenter = await VimTestServer.StartAsync(cancellationToken: Cancelled);
        await vcenter.Users.AddAsync("svc@vsphere.local", "one two", "ReadOnly", Cancelled);
        await using var administrator = await Client.LoginAsync(vcenter);
        await using var service = await Client.ConnectAsync(vcenter);
        await service.LoginAsync("svc@vsphere.local", "one two");
        await using var other = await Client.ConnectAsync(vcenter);
        var session = await other.LoginAsync("svc@vsphere.local", "one two");
        await vcenter.Sessions.SetIdleAsync(session.Key, TimeSpan.FromMinutes(20), Cancelled);

        await vcenter.Sessions.TerminateOneAsync(session.Key, Cancelled);
        Assert.Equal(1, await vcenter.Sessions.ExpireAsync(new SessionQuery { User = "svc" }, Cancelled));

        Assert.Null(await service.CurrentSessionAsync());
        Assert.Null(await other.CurrentSessionAsync());
        Assert.NotNull(await administrator.CurrentSessionAsync());
        var left = Assert.Single(await vcenter.Sessions.ListAsync(cancellationToken: Cancelled));
        await vcenter.Sessions.ExpireOneAsync(left.Key, Cancelled);
        Assert.Equal(0, await vcenter.Sessions.TerminateAsync(cancellationToken: Cancelled));
        await Assert.ThrowsAsync<AdminApiException>(() => vcenter.Sessions.ExpireOneAsync(left.Key, Cancelled));
    }

    [Fact]
    public async Task Passwords_are_rotated_and_accounts_locked_disabled_and_deleted()
    {
        await using var vcenter = await VimTestServer.StartAsync(cancellationToken: Cancelled);
        const string user = "svc@vsphere.local";
        await vcenter.Users.AddAsync(user, "one", "ReadOnly", Cancelled);
        await using var client = await Client.ConnectAsync(vcenter);

        await vcenter.Users.ChangePasswordAsync(user, "two", Cancelled);
        await RefusedAsync("one");
        await AcceptedAsync();
        await vcenter.Users.LockAsync(user, TimeSpan.FromMinutes(5), Cancelled);
        await RefusedAsync("two");
        vcenter.Clock.Advance(TimeSpan.FromMinutes(6));
        await AcceptedAsync();
        await vcenter.Users.LockAsync(user, cancellationToken: Cancelled);
        Assert.True((await vcenter.Users.GetAsync(user, Cancelled)).Locked);
        await vcenter.Users.UnlockAsync(user, Cancelled);
        await AcceptedAsync();
        await vcenter.Users.DisableAsync(user, Cancelled);
        await RefusedAsync("two");
        await vcenter.Users.EnableAsync(user, Cancelled);
        await vcenter.Users.SetLockoutAsync(2, TimeSpan.FromMinutes(3), TimeSpan.FromMinutes(5), Cancelled);
        await RefusedAsync("wrong");
        await RefusedAsync("wrong");
        await RefusedAsync("two");
        await vcenter.Users.DeleteAsync(user, Cancelled);
        Assert.Single(await vcenter.Users.ListAsync(Cancelled));

        async Task AcceptedAsync()
        {
            await client.LoginAsync(user, "two");
            await client.LogoutAsync();
        }

        Task RefusedAsync(string password) => Assert.ThrowsAsync<FaultException<InvalidLogin>>(() => client.LoginAsync(user, password));
    }

    [Fact]
    public async Task A_snapshot_brings_sessions_and_users_back_and_a_reset_the_start()
    {
        await using var vcenter = await VimTestServer.StartAsync(cancellationToken: Cancelled);
        await using var client = await Client.LoginAsync(vcenter);
        var key = (await client.CurrentSessionAsync())!.Key;
        var snapshot = await vcenter.SnapshotAsync(Cancelled);
        await vcenter.Sessions.TerminateAsync(cancellationToken: Cancelled);
        await vcenter.Users.AddAsync("late@vsphere.local", "pw", "ReadOnly", Cancelled);

        await vcenter.RestoreAsync(snapshot, Cancelled);

        Assert.Equal(key, (await client.CurrentSessionAsync())?.Key);
        Assert.Single(await vcenter.Users.ListAsync(Cancelled));
        vcenter.Faults.OnAny().Status(503);
        vcenter.Outages.Start(AdminClient.Outages.OutageMode.Unavailable);
        await vcenter.ResetAsync(Cancelled);
        Assert.Empty(await vcenter.Sessions.ListAsync(cancellationToken: Cancelled));
        Assert.Empty(vcenter.Faults.List());
        Assert.Empty(vcenter.Outages.List());
        Assert.Empty(await vcenter.Journal.FindAsync(cancellationToken: Cancelled));
        Assert.Null(await client.CurrentSessionAsync());
    }
}
