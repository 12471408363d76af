using VimSessionService.Core.Directory;
using VimSessionService.Core.Directory.Users;

namespace VimSessionService.Core.Tests.Directory;

public class AccountDirectoryTests
{
    private static Account Named(string name) => new() { Name = AccountName.Parse(name) };

    [Fact]
    public void A_bare_name_is_that_of_an_account_without_a_domain_first()
    {
        var directory = new AccountDirectory([Named("admin@vsphere.local"), Named("admin")]);
        Assert.Equal("admin", directory.Find("ADMIN")!.Identity.UserName);
        Assert.Equal(@"VSPHERE.LOCAL\admin", directory.Find("admin@vsphere.local")!.Identity.UserName);
    }

    [Fact]
    public void A_bare_name_is_sought_in_the_sso_domain_next_and_nowhere_else()
    {
        var directory = new AccountDirectory([Named("admin@sso.example"), Named("joe@corp")], "sso.example");
        Assert.Equal(@"SSO.EXAMPLE\admin", directory.Find("admin")!.Identity.UserName);
        Assert.Null(directory.Find("joe"));
        Assert.Null(directory.Find("admin@corp"));
    }

    [Fact]
    public void An_account_without_a_domain_is_not_found_with_one() =>
        Assert.Null(new AccountDirectory([Named("root")]).Find("root@vsphere.local"));

    [Theory]
    [InlineData("Administrator@vsphere.local", "Administrator vsphere.local")]
    [InlineData("root", "root")]
    [InlineData("joe@corp", @"CORP\joe")]
    public void The_full_name_has_a_default(string name, string fullName) =>
        Assert.Equal(fullName, new AccountDirectory([Named(name)]).Find(name)!.Identity.FullName);

    [Theory]
    [InlineData("root", null, "Administrator")]
    [InlineData("ROOT", null, "Administrator")]
    [InlineData("root@localos", null, "Administrator")]
    [InlineData("root", "Root of all", "Root of all")]
    [InlineData("joe", null, "joe")]
    [InlineData("root@corp", null, @"CORP\root")]
    public void Root_of_a_host_has_a_default_of_its_own(string name, string? given, string fullName)
    {
        var directory = new AccountDirectory([Named(name) with { FullName = given }], isHost: true);
        Assert.Equal(fullName, directory.Find(name)!.Identity.FullName);
        Assert.Equal(fullName, directory.Describe(AccountName.Parse(name), given).FullName);
    }

    [Fact]
    public void The_identity_has_the_full_name_and_groups_of_the_account()
    {
        var directory = new AccountDirectory([Named("joe") with { FullName = "Joe Doe", Groups = ["staff"] }]);
        var identity = directory.Find("joe")!.Identity;
        Assert.Equal("Joe Doe", identity.FullName);
        Assert.Equal(["staff"], identity.Groups);
    }

    [Theory]
    [InlineData("joe", @"VSPHERE.LOCAL\joe")]
    [InlineData(@"vsphere.local\JOE", @"VSPHERE.LOCAL\joe")]
    [InlineData("joe@VSPHERE.local", @"VSPHERE.LOCAL\joe")]
    [InlineData("root", "root")]
    [InlineData(@"localos\root", "root")]
    [InlineData("root@vsphere.local", @"VSPHERE.LOCAL\root")]
    [InlineData("gone", @"VSPHERE.LOCAL\gone")]
    [InlineData("gone@vsphere.local", @"VSPHERE.LOCAL\gone")]
    [InlineData(@"localos\gone", "gone")]
    [InlineData(@"CORP\joe", @"CORP\joe")]
    public void Texts_that_name_one_user_give_one_name(string text, string name) =>
        Assert.Equal(name, new AccountDirectory([Named("joe@vsphere.local"), Named("root")]).NameOf(text).Display);

    [Fact]
    public void A_reload_shows_at_once_and_is_announced()
    {
        var directory = new AccountDirectory([Named("old")]);
        var seen = false;
        directory.Changed += () => seen = directory.Find("new") is not null;
        directory.Replace([Named("new")]);
        Assert.True(seen);
        Assert.Null(directory.Find("old"));
    }

    [Fact]
    public void A_spelling_that_was_found_before_a_reload_means_what_the_reload_says()
    {
        var directory = new AccountDirectory([Named("JOE") with { FullName = "Before" }, Named("gone")]);
        Assert.All(["joe", "Joe", "joe"], name => Assert.Equal("Before", directory.Find(name)!.Identity.FullName));
        Assert.NotNull(directory.Find("gone"));

        directory.Replace([Named("joe") with { FullName = "After" }]);

        Assert.All(["joe", "Joe", "JOE"], name => Assert.Equal("After", directory.Find(name)!.Identity.FullName));
        Assert.Null(directory.Find("gone"));
    }

    [Fact]
    public void Every_spelling_is_found_however_many_there_are()
    {
        var directory = new AccountDirectory([Named("abcdefghijkl@corp")]);
        var spellings = Enumerable.Range(0, 4096).Select(bits => string.Concat("abcdefghijkl".Select((c, i) => (bits >> i & 1) == 0 ? c : char.ToUpperInvariant(c))) + "@CORP");

        Assert.All(spellings, spelling => Assert.Equal(@"CORP\abcdefghijkl", directory.Find(spelling)!.Identity.UserName));
    }

    [Fact]
    public void Two_accounts_of_one_name_are_refused_and_nothing_is_replaced()
    {
        var directory = new AccountDirectory([Named("old")]);
        Assert.Throws<ArgumentException>(() => directory.Replace([Named("Joe"), Named("joe")]));
        Assert.NotNull(directory.Find("old"));
    }

    [Fact]
    public void An_account_shows_nothing_of_its_password()
    {
        var hash = PasswordHash.Create("VMware1!", 1000);
        Assert.DoesNotContain(hash.Encode(), (Named("joe") with { Password = hash }).ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("VMware1!", (Named("joe") with { Password = new PlainPassword("VMware1!") }).ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("root@localos", "root")]
    [InlineData(@"LOCALOS\ROOT", "root")]
    [InlineData(@"localos\Administrator", null)]
    [InlineData("Administrator", @"VSPHERE.LOCAL\Administrator")]
    [InlineData("other", "other")]
    [InlineData("other@LOCALOS", "other")]
    public void An_account_of_localos_is_one_without_a_domain_and_no_other(string name, string? shown)
    {
        var accounts = new AccountDirectory(
        [
            new Account { Name = AccountName.Parse("root") },
            new Account { Name = AccountName.Parse("Administrator@vsphere.local") },
            new Account { Name = AccountName.Parse("other@localos") },
        ]);
        Assert.Equal(shown, accounts.Find(name)?.Identity.UserName);
    }
}
