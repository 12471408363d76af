using Microsoft.Extensions.Time.Testing;
using VimSessionService.Core.Authorization;
using VimSessionService.Core.Directory;
using VimSessionService.Core.Directory.Permissions;
using VimSessionService.Core.Directory.Users;
using VimSessionService.Vim25;

namespace VimSessionService.Core.Tests.Directory;

/// <summary>Groups that are made and changed at run time, and what their members may do.</summary>
public sealed class GroupDirectoryTests : IDisposable
{
    private static readonly AccountName Joe = AccountName.Parse("joe@vsphere.local");
    private static readonly AccountName Ann = AccountName.Parse("ann");
    private static readonly AccountName Ops = AccountName.Parse("ops@vsphere.local");
    private static readonly AccountName Staff = AccountName.Parse("staff");
    private static readonly AccountName All = AccountName.Parse("all");

    private readonly ServiceDirectory _directory = new(
        new FakeTimeProvider(), [new Account { Name = Joe, Groups = ["Declared"] }, new Account { Name = Ann }], [new PermissionEntry(Ann, IsGroup: false, SystemRoles.Admin.RoleId)]);

    private readonly InventoryAuthorizer _authorizer;

    public GroupDirectoryTests() => _authorizer = new InventoryAuthorizer(_directory, new InventoryTree(World.RootFolder, "Datacenters"));

    public void Dispose() => _authorizer.Dispose();

    [Fact]
    public void Groups_are_those_of_accounts_those_that_were_made_and_those_of_permissions()
    {
        Change(Ops);
        _directory.Permissions.Set(new PermissionEntry(Staff, IsGroup: true, SystemRoles.ReadOnly.RoleId));

        var principals = new PrincipalDirectory(_directory.Accounts, _directory.Permissions);

        Assert.Equal(["Declared", @"VSPHERE.LOCAL\ops", "staff"], principals.Groups.Select(static group => group.Display));
        Assert.Equal(Ops, principals.Resolve("OPS", isGroup: true));
    }

    [Fact]
    public void A_privilege_of_a_group_holds_for_a_session_from_the_change_on_and_no_longer_than_the_membership()
    {
        var session = _directory.Accounts.Find(Joe)!.Identity; // as of the login
        _directory.Permissions.Set(new PermissionEntry(Ops, IsGroup: true, SystemRoles.Admin.RoleId));
        Assert.False(May(session));

        Change(Ops, add: [Joe]);
        Assert.True(May(session));
        Change(Ops, remove: [Joe]);

        Assert.False(May(session));
        Assert.Equal(["Declared"], _directory.Accounts.Find(Joe)!.Identity.Groups);
    }

    [Fact]
    public void What_a_token_or_another_server_named_at_the_login_holds_besides()
    {
        var session = new UserIdentity(Joe.Display, "Joe", ["Declared", "lent"]) { OwnGroups = 1 };
        _directory.Permissions.Set(new PermissionEntry(AccountName.Parse("lent"), IsGroup: true, SystemRoles.Admin.RoleId));

        Assert.True(May(session));
        Assert.Equal(["Declared", "lent"], _directory.Accounts.GroupsOf(session));
        Change(AccountName.Parse("Declared"), remove: [Joe]);
        Assert.Equal(["lent"], _directory.Accounts.GroupsOf(session));
        _directory.Accounts.Remove(Joe);
        Assert.Equal(["lent"], _directory.Accounts.GroupsOf(session));
    }

    [Fact]
    public void Who_is_in_a_group_is_in_all_that_it_is_in()
    {
        var (session, lent) = (_directory.Accounts.Find(Joe)!.Identity, new UserIdentity(@"CORP\eve", "Eve", ["ops@vsphere.local"]));
        _directory.Permissions.Set(new PermissionEntry(All, IsGroup: true, SystemRoles.Admin.RoleId));
        Change(Ops, add: [Joe]);
        Change(Staff, addGroups: [Ops]);
        Assert.False(May(session));

        Change(All, addGroups: [Staff]);

        Assert.True(May(session));
        Assert.True(May(lent));
        Assert.Equal(["Declared", "ops@vsphere.local", "staff", "all"], _directory.Accounts.Find(Joe)!.Identity.Groups);
        Assert.Equal(["Declared", "ops@vsphere.local"], _directory.Accounts.Find(Joe)!.Account.Groups);
        Change(Staff, removeGroups: [Ops]);
        Assert.False(May(session));
        Assert.False(May(lent));
    }

    [Fact]
    public void No_group_is_in_itself()
    {
        Change(Staff, addGroups: [Ops]);
        Change(All, addGroups: [Staff]);

        foreach (var (outer, inner) in new[] { (Ops, Ops), (Ops, Staff), (Ops, All), (Staff, All) })
            Assert.Throws<ArgumentException>(() => Change(outer, addGroups: [inner]));

        Assert.Equal([Staff], _directory.Groups.MembersOf([All])[0].MemberGroups);
        Assert.Empty(_directory.Groups.MembersOf([Ops])[0].MemberGroups);
    }

    [Fact]
    public void A_group_that_is_removed_takes_its_permissions_with_it_and_leaves_its_members()
    {
        Change(Ops, add: [Joe, Ann]);
        Change(Staff, addGroups: [Ops]);
        Change(Ops, addGroups: [All]);
        _directory.Permissions.Set(new PermissionEntry(Ops, IsGroup: true, SystemRoles.ReadOnly.RoleId));

        _directory.Groups.Remove(Ops);

        Assert.Null(new PrincipalDirectory(_directory.Accounts, _directory.Permissions).Resolve("ops@vsphere.local", isGroup: true));
        Assert.Equal(["Declared"], _directory.Accounts.Find(Joe)!.Account.Groups);
        Assert.Empty(_directory.Groups.MembersOf([Staff])[0].MemberGroups);
        Assert.Null(_directory.Permissions.Find(Ops, isGroup: true));
    }

    [Fact]
    public void The_group_of_the_last_administrators_stays()
    {
        Change(Ops, add: [Joe]);
        _directory.Permissions.Set(new PermissionEntry(Ops, IsGroup: true, SystemRoles.Admin.RoleId));
        _directory.Permissions.Remove(Ann, isGroup: false);

        Assert.IsType<AuthMinimumAdminPermission>(Assert.Throws<VimFaultException>(() => _directory.Groups.Remove(Ops)).Fault);

        Assert.Equal([Joe], _directory.Groups.MembersOf([Ops])[0].Members);
    }

    [Fact]
    public void What_was_changed_outlives_a_declaration_and_is_saved_and_restored()
    {
        Change(Ops, add: [Joe]);
        Change(Staff, addGroups: [Ops]);
        _directory.Declare(new DirectoryDeclaration { Accounts = [new Account { Name = Joe }, new Account { Name = Ann }] });
        Assert.Equal(["Declared", "ops@vsphere.local", "staff"], _directory.Accounts.Find(Joe)!.Identity.Groups);
        var saved = _directory.Save();
        _directory.Groups.Remove(Ops);
        Change(All, addGroups: [Staff]);

        _directory.Restore(saved);

        Assert.Equal(["Declared", "ops@vsphere.local", "staff"], _directory.Accounts.Find(Joe)!.Identity.Groups);
        Assert.Equal([Ops, Staff], _directory.Accounts.Groups.Skip(1));
        Assert.Throws<ArgumentException>(() => _directory.Restore(saved with { Groups = [new Group(Ops, [Staff]), new Group(Staff, [Ops])] }));
        Assert.Throws<ArgumentException>(() => _directory.Restore(saved with { Groups = [new Group(Ops, []), new Group(AccountName.Parse(@"VSPHERE.LOCAL\OPS"), [])] }));
    }

    private bool May(UserIdentity user) => _authorizer.GrantOf(user, World.RootFolder).Privileges.Contains(Privileges.GlobalSettings);

    private void Change(AccountName group, AccountName[]? add = null, AccountName[]? addGroups = null, AccountName[]? remove = null, AccountName[]? removeGroups = null) =>
        _directory.Groups.Change(group, new GroupEdit(add ?? [], addGroups ?? [], remove ?? [], removeGroups ?? []));
}
