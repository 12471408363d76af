using System.Net;
using System.Text.RegularExpressions;
using VimSessionService.AdminClient.Access;
using VimSessionService.AdminClient.Users;
using VimSessionService.TestEngines;

namespace VimSessionService.Admin.Tests.Replicas;

/// <summary>What clients and operators change at one replica, seen by calls at another.</summary>
public sealed partial class SharedTableCallTests(RedisServer server) : IClassFixture<RedisServer>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_privilege_that_is_taken_away_at_one_replica_is_gone_at_the_other_with_the_next_call()
    {
        await using var hosts = new ReplicaHosts(server);
        var (one, two) = (await hosts.JoinAsync(), await hosts.JoinAsync());
        await one.Api.CreateRoleAsync(new RoleSetting("Herald", ["Sessions.GlobalMessage"]), Cancel);
        await one.Api.CreateUserAsync(new UserCreation { Name = "bob@vsphere.local", Password = "secret", Role = "Herald" }, Cancel);
        var admin = (await one.LoginAsync()).Cookie;
        var bob = (await two.LoginAsync("bob@vsphere.local", "secret")).Cookie;
        for (var round = 0; round < 5; round++)
        {
            Assert.Equal(HttpStatusCode.OK, (await SayAsync(two, $"round {round}", bob)).Status);
            await one.Api.ChangeRoleAsync("Herald", new RoleSetting("Herald", ["System.View"]), Cancel);
            Assert.Contains("NoPermissionFault", (await SayAsync(two, "no", bob)).Content, StringComparison.Ordinal);
            var roleId = Regex.Match(
                (await one.CallAsync("<Fetch xmlns=\"urn:vim25\"><_this>AuthorizationManager</_this><prop>roleList</prop></Fetch>", admin)).Content,
                "<roleId>(?<id>\\d+)</roleId><system>false</system><name>Herald</name>",
                RegexOptions.ExplicitCapture,
                TimeSpan.FromSeconds(1)).Groups["id"].Value;
            var updated = await two.CallAsync(
                $"<UpdateAuthorizationRole xmlns=\"urn:vim25\"><_this>AuthorizationManager</_this><roleId>{roleId}</roleId><newName>Herald</newName><privIds>Sessions.GlobalMessage</privIds></UpdateAuthorizationRole>", admin);
            Assert.True(updated.Status == HttpStatusCode.OK, updated.Content);
        }
    }

    [Fact]
    public async Task Who_comes_into_a_group_at_one_replica_has_its_privileges_at_the_other_with_the_next_call_and_who_goes_has_not()
    {
        await using var hosts = new ReplicaHosts(server);
        var (one, two) = (await hosts.JoinAsync(), await hosts.JoinAsync());
        await one.Api.CreateRoleAsync(new RoleSetting("Herald", ["Sessions.GlobalMessage"]), Cancel);
        await one.Api.CreateUserAsync(new UserCreation { Name = "bob@vsphere.local", Password = "secret" }, Cancel);
        await one.Api.CreateGroupAsync(new GroupSetting { Name = "readers", Members = ["bob"], Role = "ReadOnly" }, Cancel);
        await one.Api.CreateGroupAsync(new GroupSetting { Name = "inner" }, Cancel);
        await one.Api.CreateGroupAsync(new GroupSetting { Name = "heralds", MemberGroups = ["inner"], Role = "Herald" }, Cancel);
        var bob = (await two.LoginAsync("bob@vsphere.local", "secret")).Cookie;
        for (var round = 0; round < 5; round++)
        {
            Assert.Contains("NoPermissionFault", (await SayAsync(two, "no", bob)).Content, StringComparison.Ordinal);
            await one.Api.ChangeGroupAsync("inner", new GroupChange { Add = ["bob"] }, Cancel);
            Assert.Equal(HttpStatusCode.OK, (await SayAsync(two, $"round {round}", bob)).Status);
            await two.Api.ChangeGroupAsync("inner", new GroupChange { Remove = ["bob"] }, Cancel);
            Assert.Contains("NoPermissionFault", (await SayAsync(one, "no", bob)).Content, StringComparison.Ordinal);
        }

        await hosts.DisposeAsync();
        var again = await hosts.JoinAsync();
        Assert.Equal(["inner"], (await again.Api.GetGroupAsync("heralds", Cancel)).MemberGroups);
        await again.Api.DeleteGroupAsync("inner", Cancel);
        Assert.Empty((await again.Api.GetGroupAsync("heralds", Cancel)).MemberGroups);
    }

    [Fact]
    public async Task Message_settings_and_extensions_are_the_same_at_both_and_wake_who_waits_at_the_other()
    {
        await using var hosts = new ReplicaHosts(server);
        var (one, two) = (await hosts.JoinAsync(), await hosts.JoinAsync());
        var admin = (await one.LoginAsync()).Cookie;
        var version = await WatchAsync(two, admin);
        version = await WakesAsync(version, "message", () => SayAsync(one, "hello", admin));
        Assert.Contains(">hello<", (await two.FetchAsync("message", admin)).Content, StringComparison.Ordinal);

        version = await WakesAsync(version, "setting", () => one.CallAsync(
            """
            <UpdateOptions xmlns="urn:vim25"><_this>VpxSettings</_this><changedValue><key>mail.smtp.port</key>
            <value xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:xsd="http://www.w3.org/2001/XMLSchema" xsi:type="xsd:int">2525</value></changedValue></UpdateOptions>
            """,
            admin));
        Assert.Contains(">2525<", (await two.CallAsync("<QueryOptions xmlns=\"urn:vim25\"><_this>VpxSettings</_this><name>mail.smtp.port</name></QueryOptions>", admin)).Content, StringComparison.Ordinal);

        await WakesAsync(version, "extensionList", () => one.CallAsync(
            """
            <RegisterExtension xmlns="urn:vim25"><_this>ExtensionManager</_this><extension><description><label>l</label><summary>s</summary></description>
            <key>com.example</key><version>1.0</version><lastHeartbeatTime>2026-01-01T00:00:00Z</lastHeartbeatTime></extension></RegisterExtension>
            """,
            admin));
        var found = await two.CallAsync("<FindExtension xmlns=\"urn:vim25\"><_this>ExtensionManager</_this><extensionKey>com.example</extensionKey></FindExtension>", admin);
        Assert.Contains("<key>com.example</key>", found.Content, StringComparison.Ordinal);

        async Task<string> WakesAsync(string since, string property, Func<Task<(HttpStatusCode Status, string Content, string? Cookie)>> change)
        {
            var waiting = WaitAsync(two, since, admin);
            var made = await change();
            Assert.True(made.Status == HttpStatusCode.OK, made.Content);
            var (_, content, _) = await waiting;
            Assert.Contains($"<name>{property}</name>", content, StringComparison.Ordinal);
            return VersionOf(content);
        }
    }

    [Fact]
    public async Task A_password_that_is_changed_at_one_replica_is_the_one_at_the_other()
    {
        await using var hosts = new ReplicaHosts(server);
        var (one, two) = (await hosts.JoinAsync(), await hosts.JoinAsync());
        await one.Api.ChangeUserAsync(LabHost.User, new UserChange { Password = "another" }, Cancel);
        Assert.Contains("InvalidLoginFault", (await two.LoginAsync()).Content, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await two.LoginAsync(password: "another")).Status);
        await two.Api.ChangeUserAsync(LabHost.User, new UserChange { Disabled = true }, Cancel);
        Assert.Contains("InvalidLoginFault", (await one.LoginAsync(password: "another")).Content, StringComparison.Ordinal);
        await hosts.DisposeAsync();
        var again = await hosts.JoinAsync();
        Assert.Contains("InvalidLoginFault", (await again.LoginAsync(password: "another")).Content, StringComparison.Ordinal);
        await again.Api.ChangeUserAsync(LabHost.User, new UserChange { Disabled = false }, Cancel);
        Assert.Equal(HttpStatusCode.OK, (await again.LoginAsync(password: "another")).Status);
    }

    [Fact]
    public async Task Wrong_passwords_at_any_replica_count_together_and_the_lock_is_that_of_all()
    {
        await using var hosts = new ReplicaHosts(server);
        LabHost[] all = [await hosts.JoinAsync(), await hosts.JoinAsync(), await hosts.JoinAsync()];
        await all[0].Api.SetLockoutPolicyAsync(new LockoutSetting(6, TimeSpan.FromHours(1), TimeSpan.Zero), Cancel);
        await Task.WhenAll(Enumerable.Range(0, 5).Select(i => all[i % 3].LoginAsync(password: "wrong")));
        Assert.All(await Task.WhenAll(all.Select(static host => host.Api.GetUserAsync(LabHost.User, Cancel))), static user => Assert.Equal((false, 5), (user.Locked, user.Failures)));
        await all[1].LoginAsync(password: "wrong");
        foreach (var host in all)
        {
            Assert.True((await host.Api.GetUserAsync(LabHost.User, Cancel)).Locked);
            Assert.Contains("InvalidLoginFault", (await host.LoginAsync()).Content, StringComparison.Ordinal);
        }

        await all[2].Api.UnlockUserAsync(LabHost.User, Cancel);
        foreach (var host in all)
            Assert.Equal(HttpStatusCode.OK, (await host.LoginAsync()).Status);
    }

    [Fact]
    public async Task A_right_password_at_one_replica_forgets_the_wrong_ones_of_the_others_and_a_lock_outlives_all_replicas()
    {
        await using var hosts = new ReplicaHosts(server);
        var (one, two) = (await hosts.JoinAsync(), await hosts.JoinAsync());
        await one.Api.SetLockoutPolicyAsync(new LockoutSetting(3, TimeSpan.FromHours(1), TimeSpan.Zero), Cancel);
        await one.LoginAsync(password: "wrong");
        await one.LoginAsync(password: "wrong");
        Assert.Equal(HttpStatusCode.OK, (await two.LoginAsync()).Status);
        Assert.Equal(0, (await one.Api.GetUserAsync(LabHost.User, Cancel)).Failures);
        await two.Api.LockUserAsync(LabHost.User, cancellationToken: Cancel);
        await hosts.DisposeAsync();
        var again = await hosts.JoinAsync();
        Assert.True((await again.Api.GetUserAsync(LabHost.User, Cancel)).Locked);
        Assert.Equal(3, (await again.Api.GetLockoutPolicyAsync(Cancel)).MaxAttempts);
    }

    private static Task<(HttpStatusCode Status, string Content, string? Cookie)> SayAsync(LabHost host, string message, string? cookie) =>
        host.CallAsync($"<UpdateServiceMessage xmlns=\"urn:vim25\"><_this>SessionManager</_this><message>{message}</message></UpdateServiceMessage>", cookie);

    /// <summary>Has a session watch what is shared; the version after the first look.</summary>
    private static async Task<string> WatchAsync(LabHost host, string? cookie)
    {
        var created = await host.CallAsync(
            """
            <CreateFilter xmlns="urn:vim25"><_this>propertyCollector</_this><spec>
            <propSet><type>SessionManager</type><pathSet>message</pathSet></propSet><propSet><type>ExtensionManager</type><pathSet>extensionList</pathSet></propSet>
            <propSet><type>OptionManager</type><pathSet>setting</pathSet></propSet>
            <objectSet><obj type="SessionManager">SessionManager</obj></objectSet><objectSet><obj type="ExtensionManager">ExtensionManager</obj></objectSet>
            <objectSet><obj type="OptionManager">VpxSettings</obj></objectSet></spec><partialUpdates>false</partialUpdates></CreateFilter>
            """,
            cookie);
        Assert.True(created.Status == HttpStatusCode.OK, created.Content);
        return VersionOf((await WaitAsync(host, "", cookie)).Content);
    }

    private static Task<(HttpStatusCode Status, string Content, string? Cookie)> WaitAsync(LabHost host, string version, string? cookie) => host.CallAsync(
        $"<WaitForUpdatesEx xmlns=\"urn:vim25\"><_this>propertyCollector</_this><version>{version}</version><options><maxWaitSeconds>60</maxWaitSeconds></options></WaitForUpdatesEx>", cookie);

    private static string VersionOf(string content) => Version().Match(content) is { Success: true } match ? match.Groups["version"].Value : throw new InvalidOperationException(content);

    [GeneratedRegex("<version>(?<version>[^<]+)</version>", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Version();
}
