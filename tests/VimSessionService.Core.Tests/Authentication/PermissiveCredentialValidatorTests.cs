using VimSessionService.Core.Authentication;
using VimSessionService.Core.Directory;
using VimSessionService.Core.Directory.Users;

namespace VimSessionService.Core.Tests.Authentication;

public class PermissiveCredentialValidatorTests
{
    private readonly PermissiveCredentialValidator _validator = new(new AccountDirectory(
        [new Account { Name = AccountName.Parse("Administrator@vsphere.local"), Password = new PlainPassword("VMware1!"), Groups = ["Administrators"] }]));

    [Theory]
    [InlineData("joe", "joe", "joe")]
    [InlineData("joe@vsphere.local", @"VSPHERE.LOCAL\joe", "joe vsphere.local")]
    [InlineData(@"\", @"\", @"\")]
    public async Task An_unknown_user_gets_an_identity(string userName, string shown, string fullName)
    {
        var identity = await _validator.ValidateAsync(userName, "x", World.Client, TestContext.Current.CancellationToken);
        Assert.Equal(shown, identity!.UserName);
        Assert.Equal(fullName, identity.FullName);
    }

    [Fact]
    public async Task A_known_user_keeps_theirs_whatever_the_password()
    {
        var identity = await _validator.ValidateAsync("administrator", "wrong", World.Client, TestContext.Current.CancellationToken);
        Assert.Equal(@"VSPHERE.LOCAL\Administrator", identity!.UserName);
        Assert.Equal(["Administrators"], identity.Groups);
    }

    [Theory]
    [InlineData("", "x")]
    [InlineData("joe", "")]
    public async Task An_empty_name_or_password_is_refused_all_the_same(string userName, string password) =>
        Assert.Null(await _validator.ValidateAsync(userName, password, World.Client, TestContext.Current.CancellationToken));
}
