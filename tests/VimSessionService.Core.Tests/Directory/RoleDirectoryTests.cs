using VimSessionService.Core.Directory;
using VimSessionService.Core.Directory.Permissions;
using VimSessionService.Vim25;

namespace VimSessionService.Core.Tests.Directory;

public class RoleDirectoryTests
{
    private readonly RoleDirectory _roles = new([new DeclaredRole("Operators", [Privileges.SessionsTerminateSession])]);

    [Theory]
    [InlineData(-5, "NoAccess")]
    [InlineData(-4, "Anonymous")]
    [InlineData(-3, "View")]
    [InlineData(-2, "ReadOnly")]
    [InlineData(-1, "Admin")]
    [InlineData(-6, "NoCryptoAdmin")]
    [InlineData(-7, "TrustedAdmin")]
    [InlineData(-8, "NoTrustedAdmin")]
    public void The_system_roles_have_the_ids_of_real_servers(int roleId, string name)
    {
        Assert.Equal(name, _roles.Find(roleId)!.Name);
        Assert.Equal(roleId, _roles.Find(name.ToUpperInvariant())!.RoleId);
        Assert.True(_roles.Find(roleId)!.IsSystem);
    }

    [Fact]
    public void The_system_roles_have_their_privileges()
    {
        Assert.Empty(SystemRoles.NoAccess.Privileges);
        Assert.Equal(["System.Anonymous"], SystemRoles.Anonymous.Privileges);
        Assert.Equal(["System.Anonymous", "System.View"], SystemRoles.View.Privileges.Order(StringComparer.Ordinal));
        Assert.Equal(["System.Anonymous", "System.Read", "System.View"], SystemRoles.ReadOnly.Privileges.Order(StringComparer.Ordinal));
        Assert.Equal(Privileges.All.Count, SystemRoles.Admin.Privileges.Count);
        Assert.Contains("TrustedAdmin.ManageTrustedHosts", SystemRoles.TrustedAdmin.Privileges.AsEnumerable());
        Assert.All(SystemRoles.TrustedAdmin.Privileges, id => Assert.Matches("^(TrustedAdmin|System)\\.", id));
        Assert.DoesNotContain(SystemRoles.NoTrustedAdmin.Privileges, id => id.StartsWith("TrustedAdmin.", StringComparison.Ordinal));
        Assert.Contains("Sessions.TerminateSession", SystemRoles.NoTrustedAdmin.Privileges.AsEnumerable());
        Assert.DoesNotContain(SystemRoles.NoCryptoAdmin.Privileges, id => id.StartsWith("Cryptographer.", StringComparison.Ordinal));
        Assert.DoesNotContain("Host.Inventory.AddStandaloneHost", SystemRoles.NoCryptoAdmin.Privileges.AsEnumerable());
        Assert.Contains("Host.Config.Maintenance", SystemRoles.NoCryptoAdmin.Privileges.AsEnumerable());
    }

    [Fact]
    public void A_custom_role_has_the_system_privileges_besides_its_own() => Assert.Equal(
        ["Sessions.TerminateSession", "System.Anonymous", "System.Read", "System.View"],
        _roles.Find("operators")!.Privileges.Order(StringComparer.Ordinal));

    [Fact]
    public void A_role_can_be_added_changed_and_removed()
    {
        var changes = 0;
        _roles.Changed += () => changes++;
        var added = _roles.Add("Auditors", []);
        Assert.Equal(1002, added.RoleId);
        _roles.Update(added.RoleId, "Inspectors", [Privileges.SessionsValidateSession]);
        Assert.Null(_roles.Find("Auditors"));
        Assert.Contains(Privileges.SessionsValidateSession, _roles.Find("Inspectors")!.Privileges.AsEnumerable());
        _roles.Remove(added.RoleId);
        Assert.Null(_roles.Find(added.RoleId));
        Assert.Equal(3, changes);
    }

    [Fact]
    public void What_cannot_be_is_a_fault()
    {
        Assert.Equal("operators", Fault<AlreadyExists>(() => _roles.Add("operators", [])).Name);
        Fault<AlreadyExists>(() => _roles.Update(1001, "Admin", []));
        Fault<InvalidName>(() => _roles.Add(" ", []));
        Fault<NotFound>(() => _roles.Update(77, "x", []));
        Fault<NotFound>(() => _roles.Remove(77));
        Assert.Equal("roleId", Fault<InvalidArgument>(() => _roles.Update(-1, "x", [])).InvalidProperty);
        Fault<InvalidArgument>(() => _roles.Remove(-5));
    }

    [Fact]
    public void A_role_may_keep_its_own_name() => Assert.Equal("OPERATORS", _roles.Update(1001, "OPERATORS", []).After.Name);

    [Fact]
    public void The_roles_are_listed_by_their_ids() => Assert.Equal([-8, -7, -6, -5, -4, -3, -2, -1, 1001], _roles.All.Select(role => role.RoleId));

    [Fact]
    public void A_role_that_stays_declared_keeps_its_id_and_no_id_is_used_twice()
    {
        var added = _roles.Add("Auditors", []);
        _roles.Replace([new DeclaredRole("New", []), new DeclaredRole("operators", [Privileges.GlobalSettings])]);
        Assert.Equal(1001, _roles.Find("Operators")!.RoleId);
        Assert.Contains(Privileges.GlobalSettings, _roles.Find(1001)!.Privileges.AsEnumerable());
        Assert.Equal(added, _roles.Find(1002));
        Assert.Equal("New", _roles.Find(1003)!.Name);
        _roles.Replace([]);
        Assert.Null(_roles.Find(1001));
        Assert.Equal(1004, _roles.Add("Later", []).RoleId);
    }

    [Fact]
    public void A_reload_refuses_what_is_double()
    {
        Assert.Throws<ArgumentException>(() => _roles.Replace([new DeclaredRole("five", []), new DeclaredRole("Five", [])]));
        Assert.Throws<ArgumentException>(() => _roles.Replace([new DeclaredRole("admin", [])]));
        Assert.NotNull(_roles.Find("Operators"));
    }

    [Fact]
    public void A_reload_leaves_alone_what_was_changed_through_the_api()
    {
        _roles.Update(1001, "Watchers", [Privileges.GlobalLogEvent]);
        _roles.Replace([new DeclaredRole("Operators", []), new DeclaredRole("Second", [])]);
        Assert.Equal("Watchers", _roles.Find(1001)!.Name);
        Assert.Contains(Privileges.GlobalLogEvent, _roles.FindDeclared("operators")!.Privileges.AsEnumerable());
        Assert.Null(_roles.Find("Operators"));

        _roles.Remove(_roles.Find("Second")!.RoleId);
        _roles.Replace([new DeclaredRole("Operators", []), new DeclaredRole("Second", [])]);
        Assert.Null(_roles.FindDeclared("Second"));
        _roles.Replace([]);
        _roles.Replace([new DeclaredRole("Second", [])]);
        Assert.NotNull(_roles.Find("Second"));
    }

    [Fact]
    public void A_declared_role_gives_way_to_one_of_the_same_name_from_the_api()
    {
        var own = _roles.Add("Mine", []);
        _roles.Replace([new DeclaredRole("mine", [Privileges.GlobalSettings])]);
        Assert.Equal(own, _roles.Find("mine"));
        Assert.Equal(own, _roles.FindDeclared("mine"));
    }

    [Fact]
    public void A_privilege_that_does_not_exist_is_refused()
    {
        Assert.Equal("privIds", Fault<InvalidArgument>(() => _roles.Add("x", ["No.Such"])).InvalidProperty);
        Fault<NotFound>(() => _roles.Update(1001, "x", ["No.Such"]));
    }

    [Fact]
    public void Privileges_that_an_extension_brings_are_the_administrators_too_and_go_with_it()
    {
        _roles.Privileges.Define("com.acme", [new PrivilegeInfo("Acme.Run", "Acme"), new PrivilegeInfo("System.View", "System")]);
        Assert.Contains("Acme.Run", _roles.Find(-1)!.Privileges.AsEnumerable());
        Assert.DoesNotContain("Acme.Run", _roles.Find(-2)!.Privileges.AsEnumerable());
        Assert.Contains("Acme.Run", _roles.Privileges.All.Select(info => info.Id));
        Assert.Equal(Privileges.All.Count + 1, _roles.Privileges.All.Count);
        var role = _roles.Add("Runners", ["Acme.Run"]);
        _roles.Privileges.Define("com.acme", []);
        Assert.DoesNotContain("Acme.Run", _roles.Find(-1)!.Privileges.AsEnumerable());
        Assert.DoesNotContain("Acme.Run", _roles.Find(role.RoleId)!.Privileges.AsEnumerable());
        Assert.Equal("Runner", _roles.Update(role.RoleId, "Runner", ["Acme.Run"]).After.Name);
        _roles.Privileges.Define("com.acme", [new PrivilegeInfo("Acme.Run", "Acme")]);
        Assert.Contains("Acme.Run", _roles.Find(role.RoleId)!.Privileges.AsEnumerable());
    }

    [Fact]
    public void There_is_an_end_to_roles()
    {
        for (var i = _roles.All.Count - 8; i < 1_000; i++)
            _roles.Add($"role {i}", []);
        Fault<SystemError>(() => _roles.Add("one more", []));
        Fault<InvalidName>(() => _roles.Add(new string('x', 256), []));
    }

    private static TFault Fault<TFault>(Action change)
        where TFault : MethodFault =>
        Assert.IsType<TFault>(Assert.Throws<VimFaultException>(change).Fault);
}
