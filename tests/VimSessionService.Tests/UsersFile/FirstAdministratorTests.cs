using VimSessionService.Options;
using VimSessionService.UsersFile;

namespace VimSessionService.Tests.UsersFile;

public class FirstAdministratorTests
{
    [Theory]
    [InlineData(false, "Administrator@vsphere.local")]
    [InlineData(true, "root")]
    public void A_service_without_users_has_one_with_a_made_password(bool esx, string name)
    {
        var administrator = For(new AccountOptions(), esx: esx);

        Assert.Equal(name, administrator!.User.Name);
        Assert.Equal("Admin", administrator.User.Role);
        Assert.True(administrator.IsPasswordGenerated);
        Assert.Matches("^[a-km-zA-HJ-NP-Z2-9]{20}$", administrator.User.Password!);
        Assert.NotEqual(administrator.User.Password, For(new AccountOptions())!.User.Password);
    }

    [Fact]
    public void Options_name_it_and_its_password()
    {
        var administrator = For(new AccountOptions { Username = "root", Password = "secret" });

        Assert.True(administrator is { IsPasswordGenerated: false, User: { Name: "root", Password: "secret", Role: "Admin" } });
    }

    [Fact]
    public void A_name_alone_gets_a_made_password() => Assert.True(For(new AccountOptions { Username = "root" })!.IsPasswordGenerated);

    [Fact]
    public void A_password_alone_is_the_usual_administrator_s() =>
        Assert.Equal("Administrator@vsphere.local", For(new AccountOptions { Password = "secret" })!.User.Name);

    [Fact]
    public void Nobody_is_made_beside_declared_users() => Assert.Null(For(new AccountOptions(), anyUser: true));

    [Fact]
    public void Nobody_is_made_where_everybody_is_let_in() => Assert.Null(For(new AccountOptions { Permissive = true }));

    [Fact]
    public void Its_text_holds_no_password() =>
        Assert.DoesNotContain("hunter2", For(new AccountOptions { Password = "hunter2" })!.ToString(), StringComparison.Ordinal);

    private static FirstAdministrator? For(AccountOptions accounts, bool esx = false, bool anyUser = false) =>
        FirstAdministrator.For(new ServiceOptions { Accounts = accounts, Emulation = new EmulationOptions { Esx = esx } }, anyUser);
}
