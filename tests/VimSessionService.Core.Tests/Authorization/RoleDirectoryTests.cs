using VimSessionService.Core.Authorization;
using VimSessionService.Vim25;

namespace VimSessionService.Core.Tests.Authorization;

public class RoleDirectoryTests
{
    private readonly RoleDirectory _roles = new([Role.Custom(1001, "Operators", [Privileges.SessionsTerminateSession])]);

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
        Assert.Equal(Privileges.All.Count, SystemRoles.TrustedAdmin.Privileges.Count);
        Assert.Contains("Sessions.TerminateSession", SystemRoles.NoTrustedAdmin.Privileges.AsEnumerable());
        Assert.DoesNotContain(SystemRoles.NoCryptoAdmin.Privileges, id => id.StartsWith("Cryptographer.", StringComparison.Ordinal));
        Assert.Equal(Privileges.All.Count - 4, SystemRoles.NoCryptoAdmin.Privileges.Count);
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
    public void A_role_may_keep_its_own_name() => Assert.Equal("OPERATORS", _roles.Update(1001, "OPERATORS", []).Name);

    [Fact]
    public void A_reload_replaces_the_custom_roles_and_refuses_what_is_double()
    {
        _roles.Replace([Role.Custom(5, "Five", [])]);
        Assert.Null(_roles.Find(1001));
        Assert.Throws<ArgumentException>(() => _roles.Replace([Role.Custom(6, "five", []), Role.Custom(7, "Five", [])]));
        Assert.Throws<ArgumentException>(() => _roles.Replace([Role.Custom(-1, "Mine", [])]));
        Assert.NotNull(_roles.Find(5));
        Assert.Equal(9, _roles.All.Count);
    }

    private static TFault Fault<TFault>(Action change)
        where TFault : MethodFault =>
        Assert.IsType<TFault>(Assert.Throws<VimFaultException>(change).Fault);
}
