using System.Net;
using VimSessionService.AdminClient.Access;
using VimSessionService.AdminClient.Problems;
using VimSessionService.AdminClient.Users;

namespace VimSessionService.Admin.Tests;

/// <summary>Accounts, their locks, roles, permissions and extensions by the admin API.</summary>
public sealed class UserTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_account_logs_in_from_its_creation_to_its_deletion()
    {
        await using var host = await LabHost.StartAsync();

        var created = await host.Api.CreateUserAsync(new UserCreation { Name = "svc@vsphere.local", Password = "one two three", Role = "ReadOnly", Groups = ["Robots"] }, Cancelled);

        Assert.Equal(("svc@vsphere.local", "VSPHERE.LOCAL\\svc"), (created.Name, created.UserName));
        Assert.True(await CanLogInAsync(host, "svc@vsphere.local", "one two three"));
        Assert.Equal(["svc@vsphere.local"], Assert.Single((await host.Api.ListGroupsAsync(Cancelled)).Groups).Members);
        await host.Api.ChangeUserAsync("svc", new UserChange { Password = "four five" }, Cancelled);
        Assert.False(await CanLogInAsync(host, "svc@vsphere.local", "one two three"));
        Assert.True(await CanLogInAsync(host, "svc@vsphere.local", "four five"));
        await host.Api.ChangeUserAsync("svc", new UserChange { Disabled = true }, Cancelled);
        Assert.False(await CanLogInAsync(host, "svc@vsphere.local", "four five"));
        await host.Api.ChangeUserAsync("svc", new UserChange { Disabled = false }, Cancelled);
        Assert.True(await CanLogInAsync(host, "svc@vsphere.local", "four five"));
        await host.Api.DeleteUserAsync("VSPHERE.LOCAL\\svc", Cancelled);
        Assert.False(await CanLogInAsync(host, "svc@vsphere.local", "four five"));
        Assert.Equal(404, (await Assert.ThrowsAsync<AdminApiException>(() => host.Api.GetUserAsync("svc", Cancelled))).Problem.Status);
    }

    [Theory]
    [InlineData("a\\\\b\\\\c")]
    [InlineData("a@b\\\\c")]
    public async Task A_name_that_is_refused_makes_no_account(string name)
    {
        await using var host = await LabHost.StartAsync();
        var before = (await host.Api.ListUsersAsync(Cancelled)).Users.Count;

        var (status, content) = await host.SendAsync(HttpMethod.Post, "users", $$"""{"name":"{{name}}","password":"x"}""");

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains("#/name", content, StringComparison.Ordinal);
        Assert.Equal(before, (await host.Api.ListUsersAsync(Cancelled)).Users.Count);
    }

    [Theory]
    [InlineData(true, "Administrator")]
    [InlineData(false, "root")]
    public async Task A_created_root_has_the_full_name_that_the_product_gives_it(bool esx, string fullName)
    {
        await using var host = await LabHost.StartAsync(options => options.Emulation.Esx = esx);

        Assert.Equal(fullName, (await host.Api.CreateUserAsync(new UserCreation { Name = "root", Password = "one two three" }, Cancelled)).FullName);
        Assert.Equal("Root of all", (await host.Api.ChangeUserAsync("root", new UserChange { FullName = "Root of all" }, Cancelled)).FullName);
    }

    [Fact]
    public async Task A_locked_account_is_told_what_a_wrong_password_is_told()
    {
        await using var host = await LabHost.StartAsync();
        var wrong = await host.LoginAsync(password: "wrong");

        await host.Api.LockUserAsync(LabHost.User, TimeSpan.FromMinutes(10), Cancelled);
        var locked = await host.LoginAsync();

        Assert.Equal((wrong.Status, wrong.Content, wrong.Cookie), (locked.Status, locked.Content, locked.Cookie));
        Assert.True((await host.Api.GetUserAsync(LabHost.User, Cancelled)).Locked);
        await host.Api.AdvanceClockAsync(TimeSpan.FromMinutes(10), Cancelled);
        Assert.True(await CanLogInAsync(host, LabHost.User, LabHost.Password));
    }

    [Fact]
    public async Task An_account_is_locked_by_its_last_allowed_attempt_and_unlocked_after_the_time_of_the_policy()
    {
        await using var host = await LabHost.StartAsync();
        await host.Api.SetLockoutPolicyAsync(new LockoutSetting(3, TimeSpan.FromMinutes(3), TimeSpan.FromMinutes(5)), Cancelled);
        await host.LoginAsync(password: "wrong");
        await host.LoginAsync(password: "wrong");
        Assert.Equal((false, 2), Known(await host.Api.GetUserAsync(LabHost.User, Cancelled)));

        await host.LoginAsync(password: "wrong");

        Assert.Equal((true, 0), Known(await host.Api.GetUserAsync(LabHost.User, Cancelled)));
        Assert.False(await CanLogInAsync(host, LabHost.User, LabHost.Password));
        await host.Api.AdvanceClockAsync(TimeSpan.FromMinutes(5), Cancelled);
        Assert.True(await CanLogInAsync(host, LabHost.User, LabHost.Password));
        static (bool, int) Known(UserInfo user) => (user.Locked, user.Failures);
    }

    [Fact]
    public async Task Wrong_passwords_count_within_the_window_and_until_a_right_one()
    {
        await using var host = await LabHost.StartAsync();
        await host.Api.SetLockoutPolicyAsync(new LockoutSetting(2, TimeSpan.FromMinutes(3), TimeSpan.Zero), Cancelled);

        await host.LoginAsync(password: "wrong");
        await host.Api.AdvanceClockAsync(TimeSpan.FromMinutes(3), Cancelled);
        await host.LoginAsync(password: "wrong");
        Assert.True(await CanLogInAsync(host, LabHost.User, LabHost.Password));
        await host.LoginAsync(password: "wrong");
        Assert.False((await host.Api.GetUserAsync(LabHost.User, Cancelled)).Locked);
        await host.LoginAsync(password: "wrong");
        await host.Api.AdvanceClockAsync(TimeSpan.FromDays(300), Cancelled);

        Assert.True((await host.Api.GetUserAsync(LabHost.User, Cancelled)).Locked);
        Assert.False((await host.Api.UnlockUserAsync(LabHost.User, Cancelled)).Locked);
        Assert.True(await CanLogInAsync(host, LabHost.User, LabHost.Password));
    }

    [Theory]
    [InlineData("users", """{"name":"alice@vsphere.local"}""", "#/name")]
    [InlineData("users", """{"name":"VSPHERE.LOCAL\\Alice"}""", "#/name")]
    [InlineData("users", """{"name":""}""", "#/name")]
    [InlineData("users", """{"name":"bob","role":"Boss"}""", "#/role")]
    [InlineData("users", """{"name":"bob","password":""}""", "#/password")]
    [InlineData("users", """{"name":"bob","groups":["a",5]}""", "#/groups/1")]
    [InlineData("users", """{"name":"bob","groups":["a",null]}""", "#/groups/1")]
    [InlineData("users", """{"name":"bob","groups":["@"]}""", "#/groups/0")]
    [InlineData("users", """{"name":"bob","pasword":"x"}""", "#/pasword")]
    [InlineData("users", """{"password":"x"}""", "#")]
    [InlineData("roles", """{"name":"Boss","privileges":["Sessions.TerminateSesion"]}""", "#/privileges/0")]
    [InlineData("roles", """{"name":"Admin","privileges":[]}""", "#/name")]
    [InlineData("extensions", """{"key":"a b"}""", "#/key")]
    [InlineData("extensions", """{"key":"com.example","certificate":"x"}""", "#/certificate")]
    public async Task What_cannot_be_created_is_refused_with_its_place(string path, string body, string pointer)
    {
        await using var host = await LabHost.StartAsync();

        var (status, content) = await host.SendAsync(HttpMethod.Post, path, body);

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains($"\"pointer\":\"{pointer}\"", content, StringComparison.Ordinal);
        Assert.Single((await host.Api.ListUsersAsync(Cancelled)).Users);
    }

    [Fact]
    public async Task Roles_permissions_and_extensions_are_what_clients_then_see()
    {
        await using var host = await LabHost.StartAsync();
        await host.Api.CreateRoleAsync(new RoleSetting("Backup", ["Sessions.TerminateSession"]), Cancelled);
        await host.Api.ChangeRoleAsync("Backup", new RoleSetting("Copy", ["Sessions.ValidateSession"]), Cancelled);
        await host.Api.CreateUserAsync(new UserCreation { Name = "bob", Password = "battery staple" }, Cancelled);
        Assert.False(await CanLogInAsync(host, "bob", "battery staple"));

        await host.Api.SetPermissionAsync(new PermissionInfo { Principal = "bob", Role = "Copy" }, Cancelled);
        await host.Api.RegisterExtensionAsync(new ExtensionInfo { Key = "com.example.copy" }, Cancelled);

        Assert.True(await CanLogInAsync(host, "bob", "battery staple"));
        Assert.Contains((await host.Api.ListRolesAsync(Cancelled)).Roles, static role => role.Name == "Copy" && role.Privileges.Contains("Sessions.ValidateSession"));
        Assert.Equal("com.example.copy", Assert.Single((await host.Api.ListExtensionsAsync(Cancelled)).Extensions).Key);
        await host.Api.UnregisterExtensionAsync("com.example.copy", Cancelled);
        await host.Api.DeleteRoleAsync("Copy", Cancelled);
        Assert.DoesNotContain((await host.Api.ListPermissionsAsync(Cancelled)).Permissions, static permission => permission.Principal == "bob");
        Assert.False(await CanLogInAsync(host, "bob", "battery staple"));
    }

    [Fact]
    public async Task The_last_administrator_stays()
    {
        await using var host = await LabHost.StartAsync();

        var refused = await Assert.ThrowsAsync<AdminApiException>(() => host.Api.DeletePermissionAsync(LabHost.User, cancellationToken: Cancelled));

        Assert.Equal((409, Problem.TypePrefix + "last-administrator"), (refused.Problem.Status, refused.Problem.Type));
    }

    private static async Task<bool> CanLogInAsync(LabHost host, string user, string password) => (await host.LoginAsync(user, password)).Status == HttpStatusCode.OK;
}
