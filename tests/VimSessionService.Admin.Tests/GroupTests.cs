using System.Net;
using VimSessionService.AdminClient.Access;
using VimSessionService.AdminClient.Problems;
using VimSessionService.AdminClient.Users;

namespace VimSessionService.Admin.Tests;

/// <summary>Groups by the admin API, and what clients may do by them.</summary>
public sealed class GroupTests : IAsyncLifetime
{
    private const string Svc = "svc@vsphere.local";
    private const string Search = "<searchStr></searchStr><exactMatch>false</exactMatch><findUsers>true</findUsers><findGroups>true</findGroups>";

    private LabHost _host = null!;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _host = await LabHost.StartAsync();
        await _host.Api.CreateRoleAsync(new RoleSetting("Herald", ["Sessions.GlobalMessage"]), Cancelled);
        await _host.Api.CreateUserAsync(new UserCreation { Name = Svc, Password = "one two three", Role = "ReadOnly" }, Cancelled);
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task A_privilege_of_a_group_holds_with_the_next_call_after_a_member_came_and_is_gone_after_it_went()
    {
        await _host.Api.DeletePermissionAsync(Svc, cancellationToken: Cancelled); // a user's own permission would count alone
        await _host.Api.CreateGroupAsync(new GroupSetting { Name = "readers@vsphere.local", Members = [Svc], Role = "ReadOnly" }, Cancelled);
        await _host.Api.CreateGroupAsync(new GroupSetting { Name = "heralds@vsphere.local", Role = "Herald" }, Cancelled);
        var (_, _, cookie) = await _host.LoginAsync(Svc, "one two three");
        Assert.Contains("NoPermissionFault", await SayAsync(cookie), StringComparison.Ordinal);

        var changed = await _host.Api.ChangeGroupAsync("heralds", new GroupChange { Add = ["svc"] }, Cancelled);
        Assert.Equal(["svc@vsphere.local"], changed.Members);
        Assert.Contains("UpdateServiceMessageResponse", await SayAsync(cookie), StringComparison.Ordinal);
        await _host.Api.ChangeGroupAsync(@"VSPHERE.LOCAL\heralds", new GroupChange { Remove = [@"vsphere.local\SVC"] }, Cancelled);

        Assert.Contains("NoPermissionFault", await SayAsync(cookie), StringComparison.Ordinal);
        Assert.Equal(["readers@vsphere.local"], (await _host.Api.GetUserAsync(Svc, Cancelled)).Groups);
    }

    [Fact]
    public async Task Groups_of_an_account_that_change_by_the_account_hold_with_the_next_call_too()
    {
        await _host.Api.DeletePermissionAsync(Svc, cancellationToken: Cancelled);
        await _host.Api.CreateGroupAsync(new GroupSetting { Name = "readers", Role = "ReadOnly" }, Cancelled);
        await _host.Api.CreateGroupAsync(new GroupSetting { Name = "heralds", Role = "Herald" }, Cancelled);
        await _host.Api.ChangeUserAsync(Svc, new UserChange { Groups = ["readers"] }, Cancelled);
        var (_, _, cookie) = await _host.LoginAsync(Svc, "one two three");

        await _host.Api.ChangeUserAsync(Svc, new UserChange { Groups = ["readers", "heralds"] }, Cancelled);
        Assert.Contains("UpdateServiceMessageResponse", await SayAsync(cookie), StringComparison.Ordinal);
        await _host.Api.ChangeUserAsync(Svc, new UserChange { Groups = [] }, Cancelled);

        Assert.Contains("NoPermissionFault", await SayAsync(cookie), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_is_in_a_group_of_a_group_may_what_that_one_may()
    {
        await _host.Api.DeletePermissionAsync(Svc, cancellationToken: Cancelled);
        await _host.Api.CreateGroupAsync(new GroupSetting { Name = "inner", Members = [Svc], Role = "ReadOnly" }, Cancelled);
        await _host.Api.CreateGroupAsync(new GroupSetting { Name = "outer", MemberGroups = ["inner"] }, Cancelled);
        await _host.Api.CreateGroupAsync(new GroupSetting { Name = "outermost", MemberGroups = ["outer"], Role = "Herald" }, Cancelled);
        var (_, _, cookie) = await _host.LoginAsync(Svc, "one two three");
        Assert.Contains("UpdateServiceMessageResponse", await SayAsync(cookie), StringComparison.Ordinal);

        await _host.Api.ChangeGroupAsync("outer", new GroupChange { RemoveGroups = ["inner"] }, Cancelled);

        Assert.Contains("NoPermissionFault", await SayAsync(cookie), StringComparison.Ordinal);
        Assert.Empty((await _host.Api.GetGroupAsync("outer", Cancelled)).MemberGroups);
    }

    [Fact]
    public async Task A_group_is_there_from_its_creation_to_its_deletion_whoever_is_in_it()
    {
        var created = await _host.Api.CreateGroupAsync(new GroupSetting { Name = "ops@vsphere.local", Members = [Svc] }, Cancelled);
        Assert.Equal("ops@vsphere.local", created.Name);
        Assert.Contains("<principal>ops</principal><group>true</group>", await UsersAsync(""), StringComparison.Ordinal);
        Assert.Contains("<principal>svc</principal>", await UsersAsync("<belongsToGroup>ops</belongsToGroup>"), StringComparison.Ordinal);
        await _host.Api.CreateGroupAsync(new GroupSetting { Name = "all@vsphere.local", MemberGroups = ["ops"] }, Cancelled);
        Assert.Contains("<principal>ops</principal><group>true</group>", await UsersAsync("<belongsToGroup>all</belongsToGroup>"), StringComparison.Ordinal);
        Assert.DoesNotContain("<principal>svc</principal>", await UsersAsync("<belongsToGroup>all</belongsToGroup>"), StringComparison.Ordinal);

        await _host.Api.ChangeGroupAsync("ops", new GroupChange { Remove = [Svc] }, Cancelled);
        Assert.Empty((await _host.Api.GetGroupAsync("OPS", Cancelled)).Members);
        await _host.Api.SetPermissionAsync(new PermissionInfo { Principal = "ops", Group = true, Role = "Herald" }, Cancelled);
        Assert.Contains((await _host.Api.ListPermissionsAsync(Cancelled)).Permissions, static permission => permission.Principal == "ops@vsphere.local");
        await _host.Api.DeleteGroupAsync("ops", Cancelled);

        Assert.DoesNotContain((await _host.Api.ListPermissionsAsync(Cancelled)).Permissions, static permission => permission.Principal == "ops@vsphere.local");
        Assert.Equal(["all@vsphere.local"], (await _host.Api.ListGroupsAsync(Cancelled)).Groups.Select(static group => group.Name));
        Assert.Empty((await _host.Api.GetGroupAsync("all", Cancelled)).MemberGroups);
        Assert.Equal(404, (await Assert.ThrowsAsync<AdminApiException>(() => _host.Api.GetGroupAsync("ops", Cancelled))).Problem.Status);
        Assert.Equal(404, (await Assert.ThrowsAsync<AdminApiException>(() => _host.Api.DeleteGroupAsync("ops", Cancelled))).Problem.Status);
        Assert.Equal(404, (await Assert.ThrowsAsync<AdminApiException>(() => _host.Api.ChangeGroupAsync("ops", new GroupChange(), Cancelled))).Problem.Status);
    }

    [Fact]
    public async Task The_group_of_the_last_administrators_stays()
    {
        await _host.Api.CreateGroupAsync(new GroupSetting { Name = "admins", Members = [LabHost.User], Role = "Admin" }, Cancelled);
        await _host.Api.DeletePermissionAsync(LabHost.User, cancellationToken: Cancelled);

        var refused = await Assert.ThrowsAsync<AdminApiException>(() => _host.Api.DeleteGroupAsync("admins", Cancelled));

        Assert.Equal((409, Problem.TypePrefix + "last-administrator"), (refused.Problem.Status, refused.Problem.Type));
        Assert.Single((await _host.Api.GetGroupAsync("admins", Cancelled)).Members);
    }

    [Theory]
    [InlineData("POST", "groups", """{"name":"there"}""", "#/name")]
    [InlineData("POST", "groups", """{"name":"in"}""", "#/name")]
    [InlineData("POST", "groups", """{"name":""}""", "#/name")]
    [InlineData("POST", "groups", """{"name":"new","role":"Boss"}""", "#/role")]
    [InlineData("POST", "groups", """{"name":"new","members":["svc","sv"]}""", "#/members/1")]
    [InlineData("POST", "groups", """{"name":"new","members":[null]}""", "#/members/0")]
    [InlineData("POST", "groups", """{"name":"new","memberGroups":["ther"]}""", "#/memberGroups/0")]
    [InlineData("POST", "groups", """{"name":"new","member":["svc"]}""", "#/member")]
    [InlineData("POST", "groups", """{"members":["svc"]}""", "#")]
    [InlineData("PATCH", "groups/there", """{"add":["nobody"]}""", "#/add/0")]
    [InlineData("PATCH", "groups/there", """{"add":["svc"],"remove":["svc@vsphere.local"]}""", "#/remove")]
    [InlineData("PATCH", "groups/there", """{"addGroups":["there"]}""", "#/addGroups")]
    [InlineData("PATCH", "groups/in", """{"addGroups":["there"]}""", "#/addGroups")]
    [InlineData("PATCH", "groups/there", """{"removeGroups":["nothere"]}""", "#/removeGroups/0")]
    public async Task What_cannot_be_a_group_is_refused_with_its_place_and_nothing_is_changed(string method, string path, string body, string pointer)
    {
        await _host.Api.CreateGroupAsync(new GroupSetting { Name = "in@vsphere.local" }, Cancelled);
        await _host.Api.CreateGroupAsync(new GroupSetting { Name = "there", MemberGroups = ["in"] }, Cancelled);
        var before = await _host.SendAsync(HttpMethod.Get, "groups");

        var (status, content) = await _host.SendAsync(new HttpMethod(method), path, body);

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains($"\"pointer\":\"{pointer}\"", content, StringComparison.Ordinal);
        Assert.Equal(before, await _host.SendAsync(HttpMethod.Get, "groups"));
    }

    [Fact]
    public async Task Groups_come_back_with_a_snapshot_and_go_with_a_reset()
    {
        await _host.Api.CreateGroupAsync(new GroupSetting { Name = "inner@vsphere.local", Members = [Svc] }, Cancelled);
        await _host.Api.CreateGroupAsync(new GroupSetting { Name = "outer", MemberGroups = ["inner"], Role = "Herald" }, Cancelled);
        var (_, _, cookie) = await _host.LoginAsync(Svc, "one two three");
        await _host.Api.DeletePermissionAsync(Svc, cancellationToken: Cancelled);
        var snapshot = await _host.Api.TakeSnapshotAsync(Cancelled);
        Assert.Equal(["inner@vsphere.local [outer]", "outer []"], snapshot.Groups!.Select(static group => $"{group.Name} [{string.Join(", ", group.Groups)}]").Order(StringComparer.Ordinal));
        var groups = await _host.SendAsync(HttpMethod.Get, "groups");

        await _host.Api.ResetAsync(Cancelled);
        Assert.Empty((await _host.Api.ListGroupsAsync(Cancelled)).Groups);
        await _host.Api.RestoreSnapshotAsync(snapshot, Cancelled);

        Assert.Equal(groups, await _host.SendAsync(HttpMethod.Get, "groups"));
        Assert.Contains("UpdateServiceMessageResponse", await SayAsync(cookie), StringComparison.Ordinal);
        await _host.Api.ChangeGroupAsync("outer", new GroupChange { RemoveGroups = ["inner"] }, Cancelled);
        Assert.Contains("NoPermissionFault", await SayAsync(cookie), StringComparison.Ordinal);
        await _host.Api.RestoreSnapshotAsync(snapshot with { Groups = null }, Cancelled); // as one of before
        Assert.Empty((await _host.Api.GetGroupAsync("outer", Cancelled)).MemberGroups);
    }

    private async Task<string> SayAsync(string? cookie) =>
        (await _host.CallAsync("<UpdateServiceMessage xmlns=\"urn:vim25\"><_this type=\"SessionManager\">SessionManager</_this><message>hello</message></UpdateServiceMessage>", cookie)).Content;

    private async Task<string> UsersAsync(string criteria)
    {
        var (_, _, cookie) = await _host.LoginAsync();
        var wanted = Search.Replace("<exactMatch>", criteria + "<exactMatch>", StringComparison.Ordinal);
        return (await _host.CallAsync($"<RetrieveUserGroups xmlns=\"urn:vim25\"><_this type=\"UserDirectory\">UserDirectory</_this><domain>vsphere.local</domain>{wanted}</RetrieveUserGroups>", cookie)).Content;
    }
}
