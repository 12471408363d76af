using VimSessionService.Core.Authorization;
using VimSessionService.Core.Directory;
using VimSessionService.Core.Directory.Permissions;
using VimSessionService.Core.Directory.Users;
using VimSessionService.Core.Sessions;
using VimSessionService.Vim25;

namespace VimSessionService.Core.Tests.Authorization;

public sealed class InventoryAuthorizerTests : IDisposable
{
    private static readonly ManagedObjectReference Datacenter = new("Datacenter", "datacenter-2");
    private static readonly ManagedObjectReference VmFolder = new("Folder", "group-v3");
    private static readonly ManagedObjectReference Inner = new("Folder", "group-v4");

    private readonly World _world = new();

    private RoleDirectory Roles => _world.Roles;

    private PermissionTable Permissions => _world.Permissions;

    private InventoryAuthorizer Authorizer => _world.Authorizer;

    public void Dispose() => _world.Dispose();

    [Fact]
    public async Task A_role_grants_its_privileges_and_no_others()
    {
        var session = await SessionOfAsync(new UserIdentity("operator", "operator", []));
        Assert.True(Has(session, "System.Anonymous"));
        Assert.True(Has(session, "System.View"));
        Assert.True(Has(session, "System.Read"));
        Assert.False(Has(session, "Sessions.TerminateSession"));
        Assert.False(Has(session, "No.Such"));
    }

    [Fact]
    public async Task An_administrator_has_every_privilege()
    {
        var session = await SessionOfAsync(_world.Accounts.Find("Administrator")!.Identity);
        Assert.All(Privileges.All, id => Assert.True(Has(session, id)));
    }

    [Fact]
    public void Without_a_permission_there_is_no_access()
    {
        Assert.False(Authorizer.HasAccess(new UserIdentity("stranger", "stranger", ["nogroup"])));
        Permissions.Set(Entry("stranger", SystemRoles.NoAccess));
        Assert.False(Authorizer.HasAccess(new UserIdentity("stranger", "stranger", [])));
        Permissions.Set(Entry("stranger", SystemRoles.ReadOnly));
        Assert.True(Authorizer.HasAccess(new UserIdentity("stranger", "stranger", [])));
    }

    [Fact]
    public async Task Groups_add_up()
    {
        var first = Roles.Add("first", ["Sessions.GlobalMessage"]);
        var second = Roles.Add("second", ["Sessions.TerminateSession"]);
        Permissions.Set(Entry(@"VSPHERE.LOCAL\First", first, isGroup: true));
        Permissions.Set(Entry("second", second, isGroup: true));
        var session = await SessionOfAsync(new UserIdentity("joe", "joe", ["first@vsphere.local", "SECOND"]));
        Assert.True(Has(session, "Sessions.GlobalMessage"));
        Assert.True(Has(session, "Sessions.TerminateSession"));
        Assert.False(Has(session, "Sessions.ValidateSession"));
    }

    [Fact]
    public async Task A_permission_of_the_users_own_stands_alone()
    {
        Permissions.Set(Entry("admins", SystemRoles.Admin, isGroup: true));
        var session = await SessionOfAsync(new UserIdentity("operator", "operator", ["admins"]));
        Assert.False(Has(session, "Sessions.TerminateSession"));
        Permissions.Remove(AccountName.Parse("operator"), isGroup: false);
        Assert.True(Has(session, "Sessions.TerminateSession"));
    }

    [Fact]
    public async Task A_group_is_no_user_of_the_same_name()
    {
        Permissions.Set(Entry("joe", SystemRoles.Admin, isGroup: true));
        Assert.False(Authorizer.HasAccess(new UserIdentity("joe", "joe", [])));
        Permissions.Set(Entry("staff", SystemRoles.Admin));
        Assert.False(Authorizer.HasAccess(new UserIdentity("jim", "jim", ["staff"])));
        Assert.False(Has(await SessionOfAsync(new UserIdentity("jim", "jim", ["staff"]), extension: true), "System.View"));
    }

    [Fact]
    public void A_user_of_one_domain_is_not_their_namesake_of_another()
    {
        Permissions.Set(Entry("joe", SystemRoles.Admin));
        Assert.False(Authorizer.HasAccess(new UserIdentity(@"VSPHERE.LOCAL\joe", "joe", [])));
    }

    [Fact]
    public async Task A_change_of_a_role_or_a_permission_shows_at_the_next_question()
    {
        var role = Roles.Add("changing", []);
        Permissions.Set(Entry("joe", role));
        var session = await SessionOfAsync(new UserIdentity("joe", "joe", []));
        Assert.False(Has(session, "Sessions.GlobalMessage"));
        Roles.Update(role.RoleId, "changing", ["Sessions.GlobalMessage"]);
        Assert.True(Has(session, "Sessions.GlobalMessage"));
        Roles.Remove(role.RoleId);
        Assert.False(Has(session, "System.View"));
        Permissions.Set(Entry("joe", SystemRoles.Admin));
        Assert.True(Has(session, "Sessions.GlobalMessage"));
    }

    [Fact]
    public async Task A_permission_that_does_not_propagate_holds_at_the_root_folder_only()
    {
        Permissions.Set(Entry("joe", SystemRoles.ReadOnly) with { Propagate = false });
        var session = await SessionOfAsync(new UserIdentity("joe", "joe", []));
        Assert.True(Has(session, "System.View"));
        Assert.False(Authorizer.HasPrivilege(session, Datacenter, "System.View"));
        Permissions.Set(Entry("joe", SystemRoles.ReadOnly));
        Assert.True(Authorizer.HasPrivilege(session, Datacenter, "System.View"));
    }

    [Fact]
    public async Task Only_an_extension_session_may_impersonate_besides_what_its_user_may()
    {
        Assert.False(Has(await SessionOfAsync(new UserIdentity("operator", "operator", [])), "Sessions.ImpersonateUser"));
        var extension = await SessionOfAsync(new UserIdentity("operator", "operator", []), extension: true);
        Assert.True(Has(extension, "Sessions.ImpersonateUser"));
        Assert.True(Has(extension, "System.View"));
        Assert.False(Has(extension, "Sessions.TerminateSession"));
    }

    [Fact]
    public void In_the_permissive_mode_only_users_without_account_and_permission_are_administrators()
    {
        using var open = new InventoryAuthorizer(_world.Directory, _world.Inventory, unknownUsersAreAdmins: true);
        Assert.True(open.HasAccess(new UserIdentity("anybody", "anybody", [])));
        Assert.False(open.HasAccess(new UserIdentity("stranger", "stranger", [])));
        Permissions.Set(Entry("anybody", SystemRoles.NoAccess));
        Assert.False(open.HasAccess(new UserIdentity("anybody", "anybody", [])));
    }

    [Fact]
    public void The_cache_is_bounded_and_stays_right()
    {
        for (var i = 0; i < 25_000; i++)
            Assert.Equal(i % 2 == 0, Authorizer.HasAccess(new UserIdentity(i % 2 == 0 ? "operator" : "stranger", "", [])));
    }

    [Fact]
    public void Two_permissions_of_one_principal_are_refused() =>
        Assert.Throws<ArgumentException>(() => Permissions.Replace([Entry("joe", SystemRoles.Admin), Entry("JOE", SystemRoles.View)]));

    [Fact]
    public async Task The_nearest_permission_that_reaches_the_user_decides_alone()
    {
        Fill();
        var role = Roles.Add("messages", ["Sessions.GlobalMessage"]);
        Permissions.Set(Entry("joe", SystemRoles.Admin));
        Permissions.Set(Entry("joe", role) with { Entity = Datacenter });
        Permissions.Set(Entry("joe", SystemRoles.NoAccess) with { Entity = Inner });
        var session = await SessionOfAsync(new UserIdentity("joe", "joe", []));
        Assert.True(Has(session, "Sessions.TerminateSession"));
        Assert.False(Authorizer.HasPrivilege(session, Datacenter, "Sessions.TerminateSession"));
        Assert.True(Authorizer.HasPrivilege(session, Datacenter, "Sessions.GlobalMessage"));
        Assert.True(Authorizer.HasPrivilege(session, VmFolder, "Sessions.GlobalMessage"));
        Assert.False(Authorizer.HasPrivilege(session, Inner, "System.View"));
        Assert.True(Authorizer.HasPrivilege(session, Inner, "System.Anonymous"));
        Assert.Equal([-5], Authorizer.GrantOf(session.Data.User, Inner).RoleIds);
    }

    [Fact]
    public async Task A_groups_permission_that_is_nearer_goes_before_the_users_own_farther_up()
    {
        Fill();
        Permissions.Set(Entry("joe", SystemRoles.Admin));
        Permissions.Set(Entry("staff", SystemRoles.ReadOnly, isGroup: true) with { Entity = Datacenter });
        Permissions.Set(Entry("others", SystemRoles.Admin, isGroup: true) with { Entity = Datacenter });
        var session = await SessionOfAsync(new UserIdentity("joe", "joe", ["staff"]));
        Assert.False(Authorizer.HasPrivilege(session, Inner, "Sessions.TerminateSession"));
        Permissions.Set(Entry("joe", SystemRoles.Admin) with { Entity = Datacenter });
        Assert.True(Authorizer.HasPrivilege(session, Inner, "Sessions.TerminateSession"));
    }

    [Fact]
    public async Task Groups_add_up_where_they_stand_together_and_NoAccess_adds_nothing()
    {
        Fill();
        Permissions.Set(Entry("a", SystemRoles.NoAccess, isGroup: true) with { Entity = Datacenter });
        var session = await SessionOfAsync(new UserIdentity("joe", "joe", ["a", "b"]));
        Permissions.Set(Entry("b", SystemRoles.Admin, isGroup: true));
        Assert.False(Authorizer.HasPrivilege(session, Datacenter, "System.View"));
        Permissions.Set(Entry("b", SystemRoles.ReadOnly, isGroup: true) with { Entity = Datacenter });
        Assert.True(Authorizer.HasPrivilege(session, Datacenter, "System.View"));
        Assert.Equal([-5, -2], Authorizer.GrantOf(session.Data.User, Datacenter).RoleIds);
    }

    [Fact]
    public async Task What_does_not_propagate_still_holds_for_a_datacenters_own_folders()
    {
        Fill();
        Permissions.Set(Entry("joe", SystemRoles.ReadOnly) with { Entity = Datacenter, Propagate = false });
        var session = await SessionOfAsync(new UserIdentity("joe", "joe", []));
        Assert.True(Authorizer.HasPrivilege(session, VmFolder, "System.Read"));
        Assert.False(Authorizer.HasPrivilege(session, Inner, "System.Read"));
    }

    [Fact]
    public async Task Who_may_see_something_sees_that_what_it_is_in_exists()
    {
        Fill();
        Permissions.Set(Entry("joe", SystemRoles.ReadOnly) with { Entity = Inner });
        var user = new UserIdentity("joe", "joe", []);
        var session = await SessionOfAsync(user);
        Assert.True(Authorizer.HasAccess(user));
        Assert.True(Has(session, "System.View"));
        Assert.False(Has(session, "System.Read"));
        Assert.Equal([-3], Authorizer.GrantOf(user, Datacenter).RoleIds);
        Assert.False(Authorizer.HasPrivilege(session, new ManagedObjectReference("Folder", "group-h9"), "System.View"));
        _world.Inventory.Remove(Datacenter);
        Assert.False(Has(session, "System.View"));
    }

    [Fact]
    public async Task An_object_that_the_inventory_does_not_list_is_taken_to_be_in_the_root_folder()
    {
        var session = await SessionOfAsync(new UserIdentity("operator", "operator", []));
        Assert.True(Authorizer.HasPrivilege(session, new ManagedObjectReference("VirtualMachine", "vm-1"), "System.Read"));
    }

    private void Fill()
    {
        _world.Inventory.Add(Datacenter, World.RootFolder, "DC0");
        _world.Inventory.Add(VmFolder, Datacenter, "vm");
        _world.Inventory.Add(Inner, VmFolder, "inner");
    }

    private bool Has(Session session, string privilegeId) => Authorizer.HasPrivilege(session, World.RootFolder, privilegeId);

    private async Task<Session> SessionOfAsync(UserIdentity user, bool extension = false) => (await _world.Store.AddAsync(
        new SessionData { User = user, Locale = "en", MessageLocale = "en", IpAddress = "", UserAgent = "", ExtensionSession = extension },
        [_world.Tokens.Create(World.Client.Address)],
        TestContext.Current.CancellationToken))!;

    private static PermissionEntry Entry(string principal, Role role, bool isGroup = false) =>
        new(AccountName.Parse(principal), isGroup, role.RoleId);
}
