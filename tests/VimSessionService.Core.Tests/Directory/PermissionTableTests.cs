using VimSessionService.Core.Directory;
using VimSessionService.Core.Directory.Permissions;
using VimSessionService.Core.Directory.Users;
using VimSessionService.Vim25;

namespace VimSessionService.Core.Tests.Directory;

public class PermissionTableTests
{
    private const int Admin = -1;
    private const int ReadOnly = -2;

    private static readonly ManagedObjectReference Datacenter = new("Datacenter", "datacenter-2");

    private readonly PermissionTable _table = new([Entry("root", Admin), Entry("joe", ReadOnly)]);

    [Fact]
    public void A_principal_has_one_permission_on_each_object()
    {
        Assert.Null(_table.Set(Entry("joe", Admin) with { Entity = Datacenter }));
        Assert.Equal(ReadOnly, _table.Set(Entry("JOE", Admin))!.RoleId);
        Assert.Equal(3, _table.All.Count);
        Assert.Equal(Admin, _table.Find(Name("joe"), isGroup: false)!.RoleId);
        Assert.Null(_table.Find(Name("joe"), isGroup: true));
        Assert.NotNull(_table.Find(Name("joe"), isGroup: false, new ManagedObjectReference("", "datacenter-2")));
    }

    [Fact]
    public void The_last_administrator_of_the_root_folder_cannot_be_taken_off_in_any_way()
    {
        _table.Set(Entry("joe", Admin) with { Entity = Datacenter });
        Action[] changes =
        [
            () => _table.Set(Entry("root", ReadOnly)),
            () => _table.Remove(Name("root"), isGroup: false),
            () => _table.RemoveWhere(_ => true),
            () => _table.Reassign(Admin, ReadOnly),
        ];
        Assert.All(changes, change => Assert.IsType<AuthMinimumAdminPermission>(Assert.Throws<VimFaultException>(change).Fault));
        Assert.Equal(3, _table.All.Count);

        _table.Set(Entry("joe", Admin));
        Assert.NotNull(_table.Remove(Name("root"), isGroup: false));
    }

    [Fact]
    public void Where_there_is_no_administrator_none_is_demanded()
    {
        var table = new PermissionTable();
        Assert.Null(table.Set(Entry("joe", ReadOnly)));
        Assert.NotNull(table.Remove(Name("joe"), isGroup: false));
    }

    [Fact]
    public void A_reload_replaces_what_was_declared()
    {
        _table.Replace([Entry("root", Admin), Entry("jim", ReadOnly)]);
        Assert.Null(_table.Find(Name("joe"), isGroup: false));
        Assert.NotNull(_table.Find(Name("jim"), isGroup: false));
    }

    [Fact]
    public void A_reload_leaves_alone_what_was_made_changed_or_removed_through_the_api()
    {
        _table.Set(Entry("made", ReadOnly));
        _table.Set(Entry("joe", Admin));
        _table.Remove(Name("root"), isGroup: false);
        _table.Replace([Entry("root", Admin), Entry("joe", ReadOnly)]);
        Assert.Null(_table.Find(Name("root"), isGroup: false));
        Assert.Equal(Admin, _table.Find(Name("joe"), isGroup: false)!.RoleId);
        Assert.NotNull(_table.Find(Name("made"), isGroup: false));
    }

    [Fact]
    public void What_was_removed_comes_back_once_it_was_not_declared_in_between()
    {
        _table.Remove(Name("joe"), isGroup: false);
        _table.Replace([Entry("root", Admin)]);
        _table.Replace([Entry("root", Admin), Entry("joe", ReadOnly)]);
        Assert.NotNull(_table.Find(Name("joe"), isGroup: false));
    }

    [Fact]
    public void A_role_can_be_given_in_the_place_of_another()
    {
        Assert.Equal("joe", Assert.Single(_table.Reassign(ReadOnly, Admin)).Principal.Name);
        Assert.Empty(_table.Reassign(ReadOnly, Admin));
        Assert.All(_table.All, entry => Assert.Equal(Admin, entry.RoleId));
    }

    [Fact]
    public void There_is_an_end_to_permissions()
    {
        var table = new PermissionTable(Enumerable.Range(0, 5_000).Select(i => Entry($"user{i}", Admin)));
        Assert.IsType<SystemError>(Assert.Throws<VimFaultException>(() => table.Set(Entry("joe", Admin))).Fault);
        Assert.NotNull(table.Set(Entry("user1", ReadOnly)));
    }

    private static AccountName Name(string text) => AccountName.Parse(text);

    private static PermissionEntry Entry(string principal, int roleId) => new(Name(principal), IsGroup: false, roleId);
}
