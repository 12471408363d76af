using VimSessionService.Core.Directory;
using VimSessionService.Core.Directory.Permissions;
using VimSessionService.Core.Directory.Users;
using VimSessionService.Vim25;

namespace VimSessionService.Core.Tests.Directory;

public class UserSearchTests
{
    private static readonly AccountDirectory Accounts = new(
    [
        Account("Administrator@vsphere.local", null, "Administrators@vsphere.local"),
        Account("alice@vsphere.local", "Alice Liddell", "admins", "Operators@vsphere.local"),
        Account("root", null),
        Account("bob", "Robert Alison", "admins"),
        Account("carol@acme.test", null, "Staff@acme.test"),
    ]);

    private readonly PermissionTable _permissions = new([new PermissionEntry(AccountName.Parse("empty@vsphere.local"), IsGroup: true, RoleId: -2)]);

    private UserSearch VCenter => new(new PrincipalDirectory(Accounts, _permissions), hasSsoDomain: true);

    [Fact]
    public void The_domains_are_those_of_accounts_and_of_single_sign_on_in_upper_case()
    {
        Assert.Equal(["VSPHERE.LOCAL", "ACME.TEST"], VCenter.Domains());
        var alone = new PrincipalDirectory(new AccountDirectory([Account("root", null)]), new PermissionTable());
        Assert.Equal(["VSPHERE.LOCAL"], new UserSearch(alone, hasSsoDomain: true).Domains());
        Assert.Empty(new UserSearch(alone, hasSsoDomain: false).Domains());
    }

    [Theory]
    [InlineData(null, "", null, null, "root bob [admins]")]
    [InlineData("", "", null, null, "root bob [admins]")]
    [InlineData("vsphere.local", "", null, null, "Administrator alice [Administrators] [Operators] [empty]")]
    [InlineData("VSPHERE.LOCAL", "A", null, null, "Administrator alice [Administrators] [Operators]")]
    [InlineData("vsphere.local", "LIDDELL", null, null, "alice")]
    [InlineData(null, "ali", null, null, "bob")]
    [InlineData("acme.test", "", null, null, "carol [Staff]")]
    [InlineData("vsphere.local", "", "Operators", null, "alice")]
    [InlineData("vsphere.local", "", @"vsphere.local\operators", null, "alice")]
    [InlineData("vsphere.local", "", "admins", null, "alice")]
    [InlineData(null, "", "ADMINS", null, "bob")]
    [InlineData(null, "", "empty@vsphere.local", null, "")]
    [InlineData("vsphere.local", "", null, "Alice", "[Operators]")]
    [InlineData(null, "", null, "alice@vsphere.local", "[admins]")]
    [InlineData(null, "", null, "root", "")]
    [InlineData(null, "", "admins", "bob", "")]
    public void A_search_finds_parts_of_names_in_one_domain(string? domain, string text, string? group, string? user, string found) =>
        Assert.Equal(found, Find(new UserSearchCriteria { Domain = domain, Text = text, BelongsToGroup = group, BelongsToUser = user, Users = true, Groups = true }));

    [Theory]
    [InlineData("ALICE", "alice")]
    [InlineData("alic", "")]
    [InlineData("Alice Liddell", "")]
    [InlineData("operators", "[Operators]")]
    [InlineData("", "")]
    public void An_exact_search_finds_whole_names(string text, string found) =>
        Assert.Equal(found, Find(new UserSearchCriteria { Domain = "vsphere.local", Text = text, ExactMatch = true, Users = true, Groups = true }));

    [Theory]
    [InlineData(true, false, "root bob")]
    [InlineData(false, true, "[admins]")]
    [InlineData(false, false, "")]
    public void Only_what_is_wanted_is_found(bool users, bool groups, string found) =>
        Assert.Equal(found, Find(new UserSearchCriteria { Users = users, Groups = groups }));

    [Theory]
    [InlineData("nowhere.test", null, null)]
    [InlineData(null, "nobodies", null)]
    [InlineData(null, null, "nobody")]
    [InlineData("vsphere.local", "bob", null)]
    [InlineData("vsphere.local", null, "Operators")]
    [InlineData(null, "", null)]
    public void What_is_not_there_is_NotFound(string? domain, string? group, string? user)
    {
        var criteria = new UserSearchCriteria { Domain = domain, BelongsToGroup = group, BelongsToUser = user, Users = true, Groups = true };
        Assert.IsType<NotFound>(Assert.Throws<VimFaultException>(() => VCenter.Find(criteria)).Fault);
    }

    [Fact]
    public void A_host_in_no_domain_supports_none()
    {
        var host = new UserSearch(new PrincipalDirectory(new AccountDirectory([Account("root", null)]), new PermissionTable()), hasSsoDomain: false);
        Assert.IsType<NotSupported>(Assert.Throws<VimFaultException>(() => host.Find(new UserSearchCriteria { Domain = "a", Users = true })).Fault);
        Assert.Equal("root", Assert.Single(host.Find(new UserSearchCriteria { Domain = "", Users = true })).Principal);
    }

    [Fact]
    public void A_user_has_a_full_name_and_a_group_has_none()
    {
        var found = VCenter.Find(new UserSearchCriteria { Domain = "vsphere.local", Text = "administrator", Users = true, Groups = true });
        Assert.Equal(["Administrator vsphere.local", null], found.Select(result => result.FullName));
    }

    private string Find(UserSearchCriteria criteria) =>
        string.Join(' ', VCenter.Find(criteria).Select(result => result.Group ? $"[{result.Principal}]" : result.Principal));

    private static Account Account(string name, string? fullName, params string[] groups) =>
        new() { Name = AccountName.Parse(name), FullName = fullName, Groups = groups };
}
