using Microsoft.Extensions.Time.Testing;
using VimSessionService.Core.Directory;
using VimSessionService.Core.Directory.Permissions;
using static VimSessionService.Core.Tests.Directory.Extensions.Registered;

namespace VimSessionService.Core.Tests.Directory.Extensions;

/// <summary>The privileges of extensions come and go with them.</summary>
public class ExtensionPrivilegesTests
{
    private readonly ExtensionDirectory _extensions;
    private readonly RoleDirectory _roles;

    public ExtensionPrivilegesTests()
    {
        var directory = new ServiceDirectory(new FakeTimeProvider());
        (_extensions, _roles) = (directory.Extensions, directory.Roles);
    }

    [Fact]
    public void They_are_privileges_while_their_extension_is_registered()
    {
        _extensions.Register(Extension("painter", privileges: [Privilege("Paint.Red"), Privilege("Paint.Blue", "Colours")]));
        Assert.True(Has("Paint.Red"));
        Assert.Equal("Colours", _roles.Privileges.All.Single(privilege => privilege.Id == "Paint.Blue").Group);
        _extensions.Update(Extension("painter", privileges: [Privilege("Paint.Green")]));
        Assert.False(Has("Paint.Red"));
        Assert.True(Has("Paint.Green"));
        _extensions.Unregister("painter");
        Assert.False(Has("Paint.Green"));
    }

    [Fact]
    public void Roles_of_full_access_have_them_and_others_can()
    {
        _extensions.Register(Extension("painter", privileges: [Privilege("Paint.Red")]));
        Assert.Contains("Paint.Red", _roles.Find(SystemRoles.Admin.RoleId)!.Privileges.AsEnumerable());
        Assert.DoesNotContain("Paint.Red", _roles.Find(SystemRoles.ReadOnly.RoleId)!.Privileges.AsEnumerable());
        var role = _roles.Add("Painters", ["Paint.Red"]);
        Assert.Contains("Paint.Red", role.Privileges.AsEnumerable());
        _extensions.Unregister("painter");
        Assert.DoesNotContain("Paint.Red", _roles.Find(SystemRoles.Admin.RoleId)!.Privileges.AsEnumerable());
        Assert.DoesNotContain("Paint.Red", _roles.Find(role.RoleId)!.Privileges.AsEnumerable());
        _extensions.Register(Extension("painter", privileges: [Privilege("Paint.Red")]));
        Assert.Equal(role, _roles.Find(role.RoleId)); // what it was given is its own again
    }

    [Fact]
    public void A_privilege_of_the_server_stays_the_servers_whoever_names_it()
    {
        _extensions.Register(Extension("thief", privileges: [Privilege("Global.Settings", "Stolen")]));
        Assert.Equal("Global", _roles.Privileges.All.Single(privilege => privilege.Id == "Global.Settings").Group);
        _extensions.Unregister("thief");
        Assert.True(Has("Global.Settings"));
    }

    [Fact]
    public void A_privilege_of_two_extensions_goes_with_the_second()
    {
        _extensions.Register(Extension("a", privileges: [Privilege("Paint.Red")]));
        _extensions.Register(Extension("b", privileges: [Privilege("Paint.Red")]));
        _extensions.Unregister("a");
        Assert.True(Has("Paint.Red"));
        _extensions.Unregister("b");
        Assert.False(Has("Paint.Red"));
    }

    [Fact]
    public void What_is_no_change_of_privileges_is_told_to_nobody()
    {
        _extensions.Register(Extension("painter", privileges: [Privilege("Paint.Red")]));
        var told = 0;
        _roles.Privileges.Changed += () => told++;
        _extensions.Beat("painter");
        _extensions.SetServiceAccount("painter", "painter@vsphere.local");
        _extensions.Register(Extension("other"));
        Assert.Equal(0, told);
    }

    private bool Has(string id) => _roles.Privileges.Contains(id);
}
