using VimSessionService.Core.Authentication;
using VimSessionService.Core.Directory;
using VimSessionService.Core.Directory.Users;

namespace VimSessionService.Core.Tests.Authentication;

public class PrincipalMappingTests
{
    private static readonly AccountName Joe = AccountName.Parse("joe@corp");

    private readonly AccountDirectory _accounts = new([new Account { Name = Joe, FullName = "Joe Doe", Groups = ["staff"] }]);
    private readonly PrincipalMapping _mapping;

    public PrincipalMappingTests() => _mapping = new PrincipalMapping(_accounts);

    [Fact]
    public void An_account_gives_its_own_name_and_the_groups_of_both()
    {
        var identity = _mapping.IdentityOf(new FederatedPrincipal(Joe, "Someone Else", [@"corp\wheel", "staff"]));

        Assert.Equal((@"CORP\joe", "Joe Doe"), (identity.UserName, identity.FullName));
        Assert.Equal(["staff", @"corp\wheel"], identity.Groups);
    }

    [Fact]
    public void Who_has_no_account_is_who_the_proof_says()
    {
        var identity = _mapping.IdentityOf(new FederatedPrincipal(AccountName.Parse("eve@corp"), "Eve Doe", [@"corp\wheel"]));

        Assert.Equal((@"CORP\eve", "Eve Doe"), (identity.UserName, identity.FullName));
        Assert.Equal([@"corp\wheel"], identity.Groups);
    }

    [Fact]
    public void The_same_proof_gives_the_same_identity() =>
        Assert.Same(
            _mapping.IdentityOf(new FederatedPrincipal(Joe, null, [@"corp\wheel"])),
            _mapping.IdentityOf(new FederatedPrincipal(AccountName.Parse("joe@corp"), null, [@"corp\wheel"])));

    [Fact]
    public void Other_groups_another_name_and_another_spelling_give_another()
    {
        var identity = _mapping.IdentityOf(new FederatedPrincipal(Joe, null, [@"corp\wheel"]));

        Assert.Equal(["staff", @"corp\admins"], _mapping.IdentityOf(new FederatedPrincipal(Joe, null, [@"corp\admins"])).Groups);
        Assert.Equal("Eve", _mapping.IdentityOf(new FederatedPrincipal(AccountName.Parse("eve@corp"), "Eve", [])).FullName);
        Assert.Equal("Eva", _mapping.IdentityOf(new FederatedPrincipal(AccountName.Parse("eve@corp"), "Eva", [])).FullName);
        Assert.Equal(@"CORP\EVE", _mapping.IdentityOf(new FederatedPrincipal(AccountName.Parse("EVE@corp"), "Eve", [])).UserName);
        Assert.Equal(["staff", @"corp\wheel"], identity.Groups);
    }

    [Fact]
    public void A_change_of_the_accounts_is_seen_at_once()
    {
        var principal = new FederatedPrincipal(Joe, null, [@"corp\wheel"]);
        _mapping.IdentityOf(principal);

        _accounts.Replace([new Account { Name = Joe, FullName = "Joseph Doe", Groups = ["leavers"] }]);

        var identity = _mapping.IdentityOf(principal);
        Assert.Equal("Joseph Doe", identity.FullName);
        Assert.Equal(["leavers", @"corp\wheel"], identity.Groups);
    }

    [Theory]
    [InlineData("joe@corp", true)]
    [InlineData("ghost@corp", true)]
    [InlineData("ghost@vsphere.local", false)]
    [InlineData(@"LOCALOS\ghost", false)]
    public void Of_the_services_own_domains_only_those_who_are_there_are_known(string name, bool isKnown) =>
        Assert.Equal(isKnown, _mapping.IsKnown(AccountName.Parse(name)));
}
