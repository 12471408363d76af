using VimSessionService.CommandLine;
using VimSessionService.Core.Directory.Users;
using VimSessionService.Options;
using VimSessionService.UsersFile;

namespace VimSessionService.Tests.CommandLine;

public class KnownLoginTests
{
    private static readonly UserEntry Administrator = new() { Name = "root", Password = "secret", Role = "Admin" };

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void The_administrator_comes_first_and_a_password_of_the_operators_is_not_shown(bool generated) =>
        Assert.Equal(new KnownLogin("root", "secret", generated), KnownLogin.Of(new FirstAdministrator(Administrator, generated), permissive: true, new Accounts(), new AccessOptions()));

    [Fact]
    public void Where_everybody_may_log_in_any_name_will_do() =>
        Assert.Equal(new KnownLogin("user", "pass", IsShown: true), KnownLogin.Of(null, permissive: true, new Accounts { Users = [Administrator] }, new AccessOptions()));

    [Fact]
    public void A_federated_service_names_a_user_with_a_domain()
    {
        var federated = new AccessOptions { IsFederated = true };
        var accounts = new Accounts { Users = [Administrator, new() { Name = "svc@example.com", Password = "x", Role = "ReadOnly" }] };

        Assert.Equal(new KnownLogin("user@vsphere.local", "pass", IsShown: true), KnownLogin.Of(null, permissive: true, accounts, federated));
        Assert.Equal(new KnownLogin("svc@example.com", "x", IsShown: false), KnownLogin.Of(null, permissive: false, accounts, federated));
        Assert.Null(KnownLogin.Of(null, permissive: false, new Accounts { Users = [Administrator] }, federated));
    }

    [Fact]
    public void Of_declared_users_one_is_named_who_can_log_in_with_a_password()
    {
        var accounts = new Accounts
        {
            Users =
            [
                new() { Name = "program", Certificate = "x.pem", Role = "Admin" },
                new() { Name = "nobody", Password = "x" },
                new() { Name = "shut-out", Password = "x", Role = "NoAccess" },
                new() { Name = "member", PasswordHash = "h", Groups = ["ops"] },
                new() { Name = "admin", Password = "x", Role = "admin" },
            ],
            Permissions = [new() { Principal = "OPS", Group = true, Role = "ReadOnly" }],
        };

        Assert.Equal(new KnownLogin("admin", "x", IsShown: false), KnownLogin.Of(null, permissive: false, accounts, new AccessOptions()));
        Assert.Equal(new KnownLogin("member", null, IsShown: false), KnownLogin.Of(null, permissive: false, accounts with { Users = accounts.Users[..4] }, new AccessOptions()));
        Assert.Null(KnownLogin.Of(null, permissive: false, accounts with { Users = accounts.Users[..3] }, new AccessOptions()));
    }
}
