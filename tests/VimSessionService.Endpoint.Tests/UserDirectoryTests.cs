using VimSessionService.Core.Directory;
using VimSessionService.Core.Directory.Permissions;
using VimSessionService.Core.Directory.Users;

namespace VimSessionService.Endpoint.Tests;

/// <summary>UserDirectory from envelope to envelope.</summary>
public sealed class UserDirectoryTests : IDisposable
{
    private const string NoFilter = "<exactMatch>false</exactMatch><findUsers>true</findUsers><findGroups>true</findGroups>";

    private readonly TestService _service = new();

    public UserDirectoryTests() => _service.Get<AccountDirectory>().Replace(
    [
        new Account { Name = AccountName.Parse("administrator@vsphere.local"), Password = new PlainPassword("s3cret"), Groups = ["Administrators@vsphere.local"] },
        new Account { Name = AccountName.Parse("reader"), Password = new PlainPassword("s3cret"), FullName = "Rita Reader", Groups = ["staff"] },
    ]);

    public void Dispose() => _service.Dispose();

    [Theory]
    [InlineData("", "", NoFilter, "<returnval><principal>reader</principal><fullName>Rita Reader</fullName><group>false</group></returnval><returnval><principal>staff</principal><group>true</group></returnval>")]
    [InlineData("<domain>vsphere.local</domain>", "ADMIN", NoFilter, "<returnval><principal>administrator</principal><fullName>administrator vsphere.local</fullName><group>false</group></returnval><returnval><principal>Administrators</principal><group>true</group></returnval>")]
    [InlineData("<domain>VSPHERE.LOCAL</domain>", "administrator", "<exactMatch>true</exactMatch><findUsers>true</findUsers><findGroups>true</findGroups>", "<returnval><principal>administrator</principal><fullName>administrator vsphere.local</fullName><group>false</group></returnval>")]
    [InlineData("", "", "<belongsToGroup>STAFF</belongsToGroup>" + NoFilter, "<returnval><principal>reader</principal><fullName>Rita Reader</fullName><group>false</group></returnval>")]
    [InlineData("", "", "<belongsToUser>reader</belongsToUser>" + NoFilter, "<returnval><principal>staff</principal><group>true</group></returnval>")]
    [InlineData("", "none", NoFilter, "")]
    public async Task Users_and_groups_are_found(string domain, string text, string rest, string found)
    {
        var answer = await SearchAsync(domain, text, rest, await _service.LoginAsync(password: "s3cret"));
        Assert.Contains($"<RetrieveUserGroupsResponse xmlns=\"urn:vim25\">{found}</RetrieveUserGroupsResponse>", answer.Answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<domain>nowhere</domain>", "")]
    [InlineData("", "<belongsToGroup>nobodies</belongsToGroup>")]
    [InlineData("", "<belongsToUser>nobody</belongsToUser>")]
    public async Task What_is_not_there_is_NotFound(string domain, string rest)
    {
        var answer = await SearchAsync(domain, "", rest + NoFilter, await _service.LoginAsync(password: "s3cret"));
        Assert.Contains("<NotFoundFault xmlns=\"urn:vim25\" xsi:type=\"NotFound\">", answer.Answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_who_may_set_permissions_somewhere_searches_users()
    {
        const string Denied = "<object type=\"Folder\">group-d1</object><privilegeId>Authorization.ModifyPermissions</privilegeId>";
        Assert.Contains("xsi:type=\"NotAuthenticated\">" + Denied, (await SearchAsync("", "", NoFilter, null)).Answer, StringComparison.Ordinal);
        var reader = await _service.LoginAsync("reader", "s3cret");
        Assert.Contains("xsi:type=\"NoPermission\">" + Denied, (await SearchAsync("", "", NoFilter, reader)).Answer, StringComparison.Ordinal);

        _service.Get<InventoryTree>().Add(new("Datacenter", "datacenter-2"), TestService.RootFolder, "DC0");
        _service.Get<PermissionTable>().Set(new PermissionEntry(AccountName.Parse("reader"), IsGroup: false, RoleId: -1, Entity: new("Datacenter", "datacenter-2")));
        Assert.Equal(200, (await SearchAsync("", "", NoFilter, reader)).Status);
    }

    [Fact]
    public async Task The_domains_take_System_View()
    {
        var body = TestService.Fetch("domainList", "UserDirectory");
        Assert.Contains("xsi:type=\"NotAuthenticated\"", (await _service.CallAsync(body)).Answer, StringComparison.Ordinal);
        var reader = await _service.LoginAsync("reader", "s3cret");
        Assert.Contains("<returnval xsi:type=\"ArrayOfString\"><string xsi:type=\"xsd:string\">VSPHERE.LOCAL</string></returnval>", (await _service.CallAsync(body, reader)).Answer, StringComparison.Ordinal);
        _service.Get<PermissionTable>().Remove(AccountName.Parse("reader"), isGroup: false);
        Assert.Contains("xsi:type=\"NoPermission\"", (await _service.CallAsync(body, reader)).Answer, StringComparison.Ordinal);
    }

    private Task<TestExchange> SearchAsync(string domain, string text, string rest, string? cookie) => _service.CallAsync(
        $"<RetrieveUserGroups _NS><_this type=\"UserDirectory\">UserDirectory</_this>{domain}<searchStr>{text}</searchStr>{rest}</RetrieveUserGroups>", cookie);
}
