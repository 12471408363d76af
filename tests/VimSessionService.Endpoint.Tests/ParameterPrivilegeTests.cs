using VimSessionService.Core.Directory;
using VimSessionService.Core.Directory.Permissions;
using VimSessionService.Core.Directory.Users;

namespace VimSessionService.Endpoint.Tests;

/// <summary>Methods take privileges on the objects that their arguments name.</summary>
public sealed class ParameterPrivilegeTests : IDisposable
{
    private const string View = "<_this>ViewManager</_this>";

    private readonly TestService _service = new(datacenter: "DC0");

    /// <summary>The reader may see everything but the datacenter.</summary>
    public ParameterPrivilegeTests() => _service.Get<PermissionTable>().Set(
        new PermissionEntry(AccountName.Parse("reader"), IsGroup: false, RoleId: -5, Entity: new("Datacenter", "datacenter-2")));

    public void Dispose() => _service.Dispose();

    [Theory]
    [InlineData("<CreateContainerView _NS><_this>ViewManager</_this><container type=\"Datacenter\">_ID</container><recursive>true</recursive></CreateContainerView>", "System.View")]
    [InlineData("<CreateListView _NS><_this>ViewManager</_this><obj type=\"Folder\">group-d1</obj><obj type=\"Datacenter\">_ID</obj></CreateListView>", "System.View")]
    [InlineData("<ResetListView _NS><_this type=\"ListView\">_LIST</_this><obj type=\"Datacenter\">_ID</obj></ResetListView>", "System.View")]
    [InlineData("<ModifyListView _NS><_this type=\"ListView\">_LIST</_this><add type=\"Datacenter\">_ID</add></ModifyListView>", "System.View")]
    [InlineData("<ModifyListView _NS><_this type=\"ListView\">_LIST</_this><remove type=\"Datacenter\">_ID</remove></ModifyListView>", "System.View")]
    [InlineData("<LogUserEvent _NS><_this>EventManager</_this><entity type=\"Datacenter\">_ID</entity><msg>x</msg></LogUserEvent>", "Global.LogEvent")]
    [InlineData("<RetrieveEntityPermissions _NS><_this>AuthorizationManager</_this><entity type=\"Datacenter\">_ID</entity><inherited>true</inherited></RetrieveEntityPermissions>", "System.Read")]
    [InlineData("<HasPrivilegeOnEntity _NS><_this>AuthorizationManager</_this><entity type=\"Datacenter\">_ID</entity><sessionId>x</sessionId></HasPrivilegeOnEntity>", "System.Read")]
    [InlineData("<HasPrivilegeOnEntities _NS><_this>AuthorizationManager</_this><entity type=\"Datacenter\">_ID</entity><sessionId>x</sessionId></HasPrivilegeOnEntities>", "System.Read")]
    [InlineData("<HasUserPrivilegeOnEntities _NS><_this>AuthorizationManager</_this><entities type=\"Datacenter\">_ID</entities><userName>reader</userName></HasUserPrivilegeOnEntities>", "System.View")]
    [InlineData("<FetchUserPrivilegeOnEntities _NS><_this>AuthorizationManager</_this><entities type=\"Datacenter\">_ID</entities><userName>reader</userName></FetchUserPrivilegeOnEntities>", "System.View")]
    [InlineData("<SetEntityPermissions _NS><_this>AuthorizationManager</_this><entity type=\"Datacenter\">_ID</entity></SetEntityPermissions>", "Authorization.ModifyPermissions")]
    [InlineData("<ResetEntityPermissions _NS><_this>AuthorizationManager</_this><entity type=\"Datacenter\">_ID</entity></ResetEntityPermissions>", "Authorization.ModifyPermissions")]
    [InlineData("<RemoveEntityPermission _NS><_this>AuthorizationManager</_this><entity type=\"Datacenter\">_ID</entity><user>reader</user><isGroup>false</isGroup></RemoveEntityPermission>", "Authorization.ModifyPermissions")]
    public async Task An_object_that_the_caller_may_not_use_so_is_NoPermission_on_it(string call, string privilege)
    {
        var cookie = await _service.LoginAsync("reader", "s3cret-R");
        var list = (await _service.CallAsync($"<CreateListView _NS>{View}</CreateListView>", cookie)).Answer.Split("ListView\">")[1].Split('<')[0];

        var answer = await _service.CallAsync(call.Replace("_LIST", list, StringComparison.Ordinal).Replace("_ID", "datacenter-2", StringComparison.Ordinal), cookie);

        Assert.Equal(500, answer.Status);
        Assert.Contains(
            $"<NoPermissionFault xmlns=\"urn:vim25\" xsi:type=\"NoPermission\"><object type=\"Datacenter\">datacenter-2</object><privilegeId>{privilege}</privilegeId>",
            answer.Answer,
            StringComparison.Ordinal);
        var stranger = call.Contains("_LIST", StringComparison.Ordinal) ? "ManagedObjectNotFoundFault" : "NotAuthenticatedFault"; // a view is its session's
        Assert.Contains(stranger, (await _service.CallAsync(call.Replace("_LIST", list, StringComparison.Ordinal))).Answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<Rename_Task _NS><_this type=\"Folder\">group-d1</_this><newName>x</newName></Rename_Task>", "Folder.Rename")]
    [InlineData("<Rename_Task _NS><_this type=\"Datacenter\">datacenter-2</_this><newName>x</newName></Rename_Task>", "Datacenter.Rename")]
    [InlineData("<Destroy_Task _NS><_this type=\"Folder\">group-d1</_this></Destroy_Task>", "Folder.Delete")]
    [InlineData("<Destroy_Task _NS><_this type=\"Datacenter\">datacenter-2</_this></Destroy_Task>", "Datacenter.Delete")]
    [InlineData("<setCustomValue _NS><_this type=\"Folder\">group-d1</_this><key>x</key><value>y</value></setCustomValue>", "Global.SetCustomField")]
    [InlineData("<BatchAddHostsToCluster_Task _NS><_this type=\"Folder\">group-d1</_this></BatchAddHostsToCluster_Task>", "Host.Inventory.AddHostToCluster")]
    public async Task What_depends_on_the_type_takes_the_types_privilege(string call, string privilege)
    {
        Assert.Contains("NotAuthenticatedFault", (await _service.CallAsync(call)).Answer, StringComparison.Ordinal);
        Assert.Contains($"<privilegeId>{privilege}</privilegeId>", (await _service.CallAsync(call, await _service.LoginAsync("reader", "s3cret-R"))).Answer, StringComparison.Ordinal);
        Assert.Contains("NotSupportedFault", (await _service.CallAsync(call, await _service.LoginAsync())).Answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_is_moved_into_a_folder_by_a_stranger() => Assert.Contains(
        "NotAuthenticatedFault",
        (await _service.CallAsync("<MoveIntoFolder_Task _NS><_this type=\"Folder\">group-d1</_this><list type=\"Datacenter\">datacenter-2</list></MoveIntoFolder_Task>")).Answer,
        StringComparison.Ordinal);

    [Fact]
    public async Task An_object_that_is_not_there_is_the_methods_to_answer()
    {
        var cookie = await _service.LoginAsync("reader", "s3cret-R");
        Assert.Contains(
            "ManagedObjectNotFoundFault",
            (await _service.CallAsync($"<CreateContainerView _NS>{View}<container type=\"Datacenter\">datacenter-9</container><recursive>true</recursive></CreateContainerView>", cookie)).Answer,
            StringComparison.Ordinal);
        var list = (await _service.CallAsync($"<CreateListView _NS>{View}<obj type=\"SessionManager\">SessionManager</obj></CreateListView>", cookie)).Answer.Split("ListView\">")[1].Split('<')[0];
        Assert.Contains(
            "<returnval type=\"VirtualMachine\">vm-1</returnval>",
            (await _service.CallAsync($"<ModifyListView _NS><_this type=\"ListView\">{list}</_this><add type=\"VirtualMachine\">vm-1</add></ModifyListView>", cookie)).Answer,
            StringComparison.Ordinal);
    }
}
