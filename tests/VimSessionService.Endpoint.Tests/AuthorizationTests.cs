using System.Text.RegularExpressions;
using VimSessionService.Core.Directory;
using VimSessionService.Core.Directory.Permissions;
using VimSessionService.Core.Directory.Users;
using VimSessionService.Vim25;

namespace VimSessionService.Endpoint.Tests;

/// <summary>AuthorizationManager from envelope to envelope: every method with its result, its faults and its events.</summary>
public sealed partial class AuthorizationTests : IDisposable
{
    private const string Root = "<entity type=\"Folder\">group-d1</entity>";
    private const string Datacenter = "<entity type=\"Datacenter\">datacenter-2</entity>";
    private const string VmFolder = "<entity type=\"Folder\">group-v3</entity>";

    private readonly TestService _service = new();
    private readonly int _auditors;

    public AuthorizationTests()
    {
        var roles = _service.Get<RoleDirectory>();
        var inventory = _service.Get<InventoryTree>();
        _service.Get<AccountDirectory>().Replace(
        [
            Account("administrator@vsphere.local"),
            Account("reader"),
            Account("nobody", "staff", "Crew@vsphere.local"),
            Account("manager"),
        ]);
        inventory.Add(new("Datacenter", "datacenter-2"), TestService.RootFolder, "DC0");
        inventory.Add(new("Folder", "group-v3"), new("Datacenter", "datacenter-2"), "vm");
        roles.Replace(
        [
            new DeclaredRole("Managers", [Privileges.AuthorizationModifyPermissions, Privileges.AuthorizationModifyRoles, Privileges.AuthorizationReassignRolePermissions]),
            new DeclaredRole("Auditors", [Privileges.SessionsTerminateSession]),
        ]);
        _auditors = roles.Find("Auditors")!.RoleId;
        _service.Get<PermissionTable>().Set(new PermissionEntry(AccountName.Parse("manager"), IsGroup: false, roles.Find("Managers")!.RoleId));
    }

    public void Dispose() => _service.Dispose();

    /// <summary>Method, arguments, who calls, and the fault: its type, then parts of its fields.</summary>
    public static TheoryData<string, string, string?, string, string> Faults => new()
    {
        { "AddAuthorizationRole", "<name>auditors</name>", "admin", "AlreadyExists", "<name>auditors</name>" },
        { "AddAuthorizationRole", "<name>Admin</name>", "admin", "AlreadyExists", "" },
        { "AddAuthorizationRole", "<name> </name>", "admin", "InvalidName", "<name> </name>" },
        { "AddAuthorizationRole", "<name></name>", "admin", "InvalidName", "<name></name>" },
        { "AddAuthorizationRole", "<name>x</name><privIds>No.Such</privIds>", "admin", "InvalidArgument", "<invalidProperty>privIds</invalidProperty>" },
        { "AddAuthorizationRole", "<name>x</name>", "reader", "NoPermission", "<privilegeId>Authorization.ModifyRoles</privilegeId>" },
        { "AddAuthorizationRole", "<name>x</name>", null, "NotAuthenticated", "<privilegeId>Authorization.ModifyRoles</privilegeId>" },

        { "UpdateAuthorizationRole", "<roleId>77</roleId><newName>x</newName>", "admin", "NotFound", "" },
        { "UpdateAuthorizationRole", "<roleId>-1</roleId><newName>x</newName>", "admin", "InvalidArgument", "<invalidProperty>roleId</invalidProperty>" },
        { "UpdateAuthorizationRole", "<roleId>_AUDITORS</roleId><newName></newName>", "admin", "InvalidName", "" },
        { "UpdateAuthorizationRole", "<roleId>_AUDITORS</roleId><newName>managers</newName>", "admin", "AlreadyExists", "" },
        { "UpdateAuthorizationRole", "<roleId>_AUDITORS</roleId><newName>x</newName><privIds>No.Such</privIds>", "admin", "NotFound", "" },
        { "UpdateAuthorizationRole", "<roleId>_AUDITORS</roleId><newName>x</newName><privIds>Sessions.TerminateSession</privIds><privIds>Global.Settings</privIds>", "manager", "NoPermission", "<privilegeId>Global.Settings</privilegeId>" },
        { "UpdateAuthorizationRole", "<roleId>_AUDITORS</roleId><newName>x</newName>", "manager", "NoPermission", "<privilegeId>Sessions.TerminateSession</privilegeId>" },
        { "UpdateAuthorizationRole", "<roleId>_AUDITORS</roleId><newName>x</newName>", "reader", "NoPermission", "<privilegeId>Authorization.ModifyRoles</privilegeId>" },
        { "UpdateAuthorizationRole", "<roleId>_AUDITORS</roleId><newName>x</newName>", null, "NotAuthenticated", "" },

        { "RemoveAuthorizationRole", "<roleId>77</roleId><failIfUsed>false</failIfUsed>", "admin", "NotFound", "" },
        { "RemoveAuthorizationRole", "<roleId>-2</roleId><failIfUsed>false</failIfUsed>", "admin", "InvalidArgument", "<invalidProperty>roleId</invalidProperty>" },
        { "RemoveAuthorizationRole", "<roleId>_MANAGERS</roleId><failIfUsed>true</failIfUsed>", "admin", "RemoveFailed", "" },
        { "RemoveAuthorizationRole", "<roleId>_AUDITORS</roleId><failIfUsed>false</failIfUsed>", "reader", "NoPermission", "" },
        { "RemoveAuthorizationRole", "<roleId>_AUDITORS</roleId><failIfUsed>false</failIfUsed>", null, "NotAuthenticated", "" },

        { "MergePermissions", "<srcRoleId>77</srcRoleId><dstRoleId>-2</dstRoleId>", "admin", "NotFound", "" },
        { "MergePermissions", "<srcRoleId>-2</srcRoleId><dstRoleId>77</dstRoleId>", "admin", "NotFound", "" },
        { "MergePermissions", "<srcRoleId>-2</srcRoleId><dstRoleId>-3</dstRoleId>", "admin", "InvalidArgument", "<invalidProperty>dstRoleId</invalidProperty>" },
        { "MergePermissions", "<srcRoleId>-2</srcRoleId><dstRoleId>-4</dstRoleId>", "admin", "InvalidArgument", "<invalidProperty>dstRoleId</invalidProperty>" },
        { "MergePermissions", "<srcRoleId>-2</srcRoleId><dstRoleId>-2</dstRoleId>", "admin", "InvalidArgument", "<invalidProperty>dstRoleId</invalidProperty>" },
        { "MergePermissions", "<srcRoleId>-1</srcRoleId><dstRoleId>-2</dstRoleId>", "admin", "AuthMinimumAdminPermission", "" },
        { "MergePermissions", "<srcRoleId>-2</srcRoleId><dstRoleId>_AUDITORS</dstRoleId>", "manager", "NoPermission", "<privilegeId>Sessions.TerminateSession</privilegeId>" },
        { "MergePermissions", "<srcRoleId>-2</srcRoleId><dstRoleId>-5</dstRoleId>", "reader", "NoPermission", "<privilegeId>Authorization.ReassignRolePermissions</privilegeId>" },
        { "MergePermissions", "<srcRoleId>-2</srcRoleId><dstRoleId>-5</dstRoleId>", null, "NotAuthenticated", "" },

        { "RetrieveRolePermissions", "<roleId>77</roleId>", "reader", "NotFound", "" },
        { "RetrieveRolePermissions", "<roleId>-1</roleId>", null, "NotAuthenticated", "<privilegeId>System.View</privilegeId>" },
        { "RetrieveAllPermissions", "", null, "NotAuthenticated", "<privilegeId>System.View</privilegeId>" },
        { "RetrieveEntityPermissions", "<entity type=\"Folder\">group-d9</entity><inherited>true</inherited>", "reader", "ManagedObjectNotFound", "<obj type=\"Folder\">group-d9</obj>" },
        { "RetrieveEntityPermissions", "<entity type=\"SessionManager\">SessionManager</entity><inherited>true</inherited>", "reader", "InvalidArgument", "<invalidProperty>entity</invalidProperty>" },
        { "RetrieveEntityPermissions", Root + "<inherited>true</inherited>", null, "NotAuthenticated", "<privilegeId>System.Read</privilegeId>" },
        { "RetrieveEntityPermissions", "<entity type=\"Folder\">group-d9</entity><inherited>true</inherited>", null, "NotAuthenticated", "" },

        { "SetEntityPermissions", Root + "_READER<roleId>77</roleId>_END", "admin", "NotFound", "" },
        { "SetEntityPermissions", Root + "_READER<roleId>-3</roleId>_END", "admin", "InvalidArgument", "<invalidProperty>permission.roleId</invalidProperty>" },
        { "SetEntityPermissions", Root + "_READER<roleId>-4</roleId>_END", "admin", "InvalidArgument", "<invalidProperty>permission.roleId</invalidProperty>" },
        { "SetEntityPermissions", Root + "<permission><principal>ghost</principal><group>false</group><roleId>-2</roleId>_END", "admin", "UserNotFound", "<principal>ghost</principal><unresolved>false</unresolved>" },
        { "SetEntityPermissions", Root + "<permission><principal>reader</principal><group>true</group><roleId>-2</roleId>_END", "admin", "UserNotFound", "<principal>reader</principal><unresolved>false</unresolved>" },
        { "SetEntityPermissions", Root + "<permission><principal>VSPHERE.LOCAL\\reader</principal><group>false</group><roleId>-2</roleId>_END", "admin", "UserNotFound", "" },
        { "SetEntityPermissions", Root + "<permission><principal>administrator</principal><group>false</group><roleId>-2</roleId>_END", "admin", "AuthMinimumAdminPermission", "" },
        { "SetEntityPermissions", VmFolder + "_READER<roleId>-2</roleId>_END", "admin", "InvalidArgument", "<invalidProperty>entity</invalidProperty>" },
        { "SetEntityPermissions", "<entity type=\"SessionManager\">SessionManager</entity>_READER<roleId>-2</roleId>_END", "admin", "InvalidArgument", "<invalidProperty>entity</invalidProperty>" },
        { "SetEntityPermissions", "<entity type=\"Folder\">group-d9</entity>_READER<roleId>-2</roleId>_END", "admin", "ManagedObjectNotFound", "<obj type=\"Folder\">group-d9</obj>" },
        { "SetEntityPermissions", Root + "_READER<roleId>_AUDITORS</roleId>_END", "manager", "NoPermission", "<privilegeId>Sessions.TerminateSession</privilegeId>" },
        { "SetEntityPermissions", Datacenter + "_READER<roleId>-2</roleId>_END", "reader", "NoPermission", "<object type=\"Datacenter\">datacenter-2</object><privilegeId>Authorization.ModifyPermissions</privilegeId>" },
        { "SetEntityPermissions", Root + "_READER<roleId>-2</roleId>_END", null, "NotAuthenticated", "<privilegeId>Authorization.ModifyPermissions</privilegeId>" },

        { "ResetEntityPermissions", Root, "admin", "AuthMinimumAdminPermission", "" },
        { "ResetEntityPermissions", Root + "_READER<roleId>77</roleId>_END", "admin", "NotFound", "" },
        { "ResetEntityPermissions", Root + "_READER<roleId>-3</roleId>_END", "admin", "InvalidArgument", "" },
        { "ResetEntityPermissions", Root + "<permission><principal>ghost</principal><group>false</group><roleId>-2</roleId>_END", "admin", "UserNotFound", "" },
        { "ResetEntityPermissions", VmFolder, "admin", "InvalidArgument", "" },
        { "ResetEntityPermissions", "<entity type=\"Folder\">group-d9</entity>", "admin", "ManagedObjectNotFound", "" },
        { "ResetEntityPermissions", Root, "manager", "NoPermission", "" },
        { "ResetEntityPermissions", Datacenter, "reader", "NoPermission", "" },
        { "ResetEntityPermissions", Datacenter, null, "NotAuthenticated", "" },

        { "RemoveEntityPermission", Root + "<user>nobody</user><isGroup>false</isGroup>", "admin", "NotFound", "" },
        { "RemoveEntityPermission", Root + "<user>reader</user><isGroup>true</isGroup>", "admin", "NotFound", "" },
        { "RemoveEntityPermission", Datacenter + "<user>reader</user><isGroup>false</isGroup>", "admin", "NotFound", "" },
        { "RemoveEntityPermission", Root + "<user>administrator@vsphere.local</user><isGroup>false</isGroup>", "admin", "AuthMinimumAdminPermission", "" },
        { "RemoveEntityPermission", Root + "<user>administrator</user><isGroup>false</isGroup>", "manager", "NoPermission", "" },
        { "RemoveEntityPermission", VmFolder + "<user>reader</user><isGroup>false</isGroup>", "admin", "InvalidArgument", "" },
        { "RemoveEntityPermission", "<entity type=\"Folder\">group-d9</entity><user>reader</user><isGroup>false</isGroup>", "admin", "ManagedObjectNotFound", "" },
        { "RemoveEntityPermission", Root + "<user>reader</user><isGroup>false</isGroup>", "reader", "NoPermission", "<privilegeId>Authorization.ModifyPermissions</privilegeId>" },
        { "RemoveEntityPermission", Root + "<user>reader</user><isGroup>false</isGroup>", null, "NotAuthenticated", "" },

        { "HasPrivilegeOnEntity", "<entity type=\"Folder\">group-d9</entity><sessionId>x</sessionId>", "reader", "ManagedObjectNotFound", "" },
        { "HasPrivilegeOnEntity", "<entity type=\"SessionManager\">SessionManager</entity><sessionId>x</sessionId>", "reader", "InvalidArgument", "<invalidProperty>entity</invalidProperty>" },
        { "HasPrivilegeOnEntity", Root + "<sessionId>x</sessionId>", null, "NotAuthenticated", "<privilegeId>System.View</privilegeId>" },
        { "HasPrivilegeOnEntities", Root + "<entity type=\"Folder\">group-d9</entity><sessionId>x</sessionId>", "reader", "ManagedObjectNotFound", "" },
        { "HasPrivilegeOnEntities", Root + "<sessionId>x</sessionId>", null, "NotAuthenticated", "<privilegeId>System.View</privilegeId>" },
        { "HasUserPrivilegeOnEntities", "<entities type=\"Folder\">group-d9</entities><userName>reader</userName>", "reader", "ManagedObjectNotFound", "" },
        { "HasUserPrivilegeOnEntities", "<entities type=\"Folder\">group-d1</entities><userName></userName>", "reader", "InvalidArgument", "<invalidProperty>userName</invalidProperty>" },
        { "HasUserPrivilegeOnEntities", "<entities type=\"Folder\">group-d1</entities><userName>reader</userName>", null, "NotAuthenticated", "<privilegeId>System.View</privilegeId>" },
        { "FetchUserPrivilegeOnEntities", "<entities type=\"Folder\">group-d9</entities><userName>reader</userName>", "reader", "ManagedObjectNotFound", "" },
        { "FetchUserPrivilegeOnEntities", "<entities type=\"SessionManager\">SessionManager</entities><userName>reader</userName>", "reader", "InvalidArgument", "<invalidProperty>entities</invalidProperty>" },
        { "FetchUserPrivilegeOnEntities", "<entities type=\"Folder\">group-d1</entities><userName>@</userName>", "reader", "InvalidArgument", "<invalidProperty>userName</invalidProperty>" },
        { "FetchUserPrivilegeOnEntities", "<entities type=\"Folder\">group-d1</entities><userName>reader</userName>", null, "NotAuthenticated", "<privilegeId>System.View</privilegeId>" },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task A_fault_is_answered_and_changes_nothing(string method, string arguments, string? user, string fault, string detail)
    {
        var cookie = user is null ? null : await LoginAsync(user);
        var roles = _service.Get<RoleDirectory>().All;
        var permissions = _service.Get<PermissionTable>().All;

        var answer = await CallAsync(method, arguments, cookie);

        Assert.Equal(500, answer.Status);
        Assert.Contains($"<{fault}Fault xmlns=\"urn:vim25\" xsi:type=\"{fault}\">", answer.Answer, StringComparison.Ordinal);
        Assert.Contains(detail, answer.Answer, StringComparison.Ordinal);
        if (method == "ResetEntityPermissions")
            return; // what was removed before the fault stays removed
        Assert.Equal(roles, _service.Get<RoleDirectory>().All);
        Assert.Equal(permissions, _service.Get<PermissionTable>().All);
    }

    [Fact]
    public void Every_declared_fault_of_every_method_is_in_the_table()
    {
        var tested = Faults.Select(row => (row.Data.Item1, row.Data.Item4)).ToHashSet();
        foreach (var method in VimManagedTypes.AuthorizationManager.Methods)
        {
            Assert.All(method.Faults, fault => Assert.Contains((method.Name, fault), tested));
            Assert.Contains((method.Name, "NotAuthenticated"), tested);
        }
    }

    [Fact]
    public async Task The_roles_are_listed_in_order_with_their_texts_and_privileges()
    {
        var answer = (await _service.CallAsync(TestService.Fetch("roleList", "AuthorizationManager"), await LoginAsync("reader"))).Answer;
        Assert.Equal(
            ["-8", "-7", "-6", "-5", "-4", "-3", "-2", "-1", "1001", "1002"],
            RoleIds().Matches(answer).Select(match => match.Groups[1].Value));
        Assert.Contains("<roleId>-5</roleId><system>true</system><name>NoAccess</name><info><label>No access</label><summary>Takes away what other permissions grant</summary></info></AuthorizationRole>", answer, StringComparison.Ordinal);
        Assert.Contains("<roleId>1002</roleId><system>false</system><name>Auditors</name><info><label>Auditors</label><summary>Auditors</summary></info><privilege>Sessions.TerminateSession</privilege><privilege>System.Anonymous</privilege><privilege>System.Read</privilege><privilege>System.View</privilege></AuthorizationRole>", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Privileges_have_groups_and_words()
    {
        var cookie = await LoginAsync("reader");
        var list = (await _service.CallAsync(TestService.Fetch("privilegeList", "AuthorizationManager"), cookie)).Answer;
        Assert.Contains("<AuthorizationPrivilege xsi:type=\"AuthorizationPrivilege\"><privId>VirtualMachine.Interact.PowerOn</privId><onParent>false</onParent><name>PowerOn</name><privGroupName>VirtualMachine.Interact</privGroupName></AuthorizationPrivilege>", list, StringComparison.Ordinal);
        Assert.Contains("<privId>Authorization.ModifyPermissions</privId>", list, StringComparison.Ordinal);
        var description = (await _service.CallAsync(TestService.Fetch("description", "AuthorizationManager"), cookie)).Answer;
        Assert.Contains("<privilege><label>Power on</label><summary>Virtual machine, interact: power on</summary><key>VirtualMachine.Interact.PowerOn</key></privilege>", description, StringComparison.Ordinal);
        Assert.Contains("<privilegeGroup><label>Virtual machine, interact</label><summary>Privileges of virtual machine, interact</summary><key>VirtualMachine.Interact</key></privilegeGroup>", description, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("roleList")]
    [InlineData("privilegeList")]
    [InlineData("description")]
    public async Task A_property_takes_System_View(string property)
    {
        var body = TestService.Fetch(property, "AuthorizationManager");
        Assert.Contains("xsi:type=\"NotAuthenticated\"", (await _service.CallAsync(body)).Answer, StringComparison.Ordinal);
        var cookie = await LoginAsync("reader");
        Assert.Equal(200, (await _service.CallAsync(body, cookie)).Status);
        _service.Get<PermissionTable>().Remove(AccountName.Parse("reader"), isGroup: false);
        Assert.Contains("<privilegeId>System.View</privilegeId>", (await _service.CallAsync(body, cookie)).Answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_role_is_added_updated_and_removed_with_its_permissions_and_each_posts_its_event()
    {
        var cookie = await LoginAsync("admin");
        var added = await CallAsync("AddAuthorizationRole", "<name>Messengers</name><privIds>Sessions.GlobalMessage</privIds>", cookie);
        Assert.Contains("<returnval>1003</returnval>", added.Answer, StringComparison.Ordinal);
        var addedEvent = Latest<RoleAddedEvent>();
        Assert.Equal(@"VSPHERE.LOCAL\administrator", addedEvent.UserName);
        Assert.Equal((1003, "Messengers"), (addedEvent.Role.RoleId, addedEvent.Role.Name));
        Assert.Equal(["Sessions.GlobalMessage", "System.Anonymous", "System.Read", "System.View"], addedEvent.PrivilegeList!);
        Assert.Equal("Role Messengers added", addedEvent.FullFormattedMessage);

        await OkAsync("UpdateAuthorizationRole", "<roleId>1003</roleId><newName>Heralds</newName><privIds>Global.Settings</privIds>", cookie);
        var updated = Latest<RoleUpdatedEvent>();
        Assert.Equal((1003, "Heralds", "Messengers"), (updated.Role.RoleId, updated.Role.Name, updated.PrevRoleName));
        Assert.Equal(["Global.Settings"], updated.PrivilegesAdded!);
        Assert.Equal(["Sessions.GlobalMessage"], updated.PrivilegesRemoved!);
        Assert.Equal(["Global.Settings", "System.Anonymous", "System.Read", "System.View"], updated.PrivilegeList!);

        await OkAsync("SetEntityPermissions", Datacenter + "_READER<roleId>1003</roleId>_END", cookie);
        await OkAsync("RemoveAuthorizationRole", "<roleId>1003</roleId><failIfUsed>false</failIfUsed>", cookie);
        Assert.Equal("Heralds", Latest<RoleRemovedEvent>().Role.Name);
        Assert.Equal("reader", _service.Events.Snapshot().OfType<PermissionRemovedEvent>().Single().Principal);
        Assert.DoesNotContain(_service.Get<PermissionTable>().All, entry => entry.RoleId == 1003);
    }

    [Fact]
    public async Task A_permission_is_set_read_and_removed_and_each_posts_its_event()
    {
        var cookie = await LoginAsync("admin");
        await OkAsync("SetEntityPermissions", Datacenter + "<permission><principal>VSPHERE.local\\CREW</principal><group>true</group><roleId>-2</roleId><propagate>true</propagate></permission>", cookie);
        var added = Latest<PermissionAddedEvent>();
        Assert.Equal(@"VSPHERE.LOCAL\administrator", added.UserName);
        Assert.Equal(("datacenter-2", "DC0"), (added.Entity.Entity.Value, added.Entity.Name));
        Assert.Equal(("datacenter-2", "DC0"), (added.Datacenter!.Datacenter.Value, added.Datacenter.Name));
        Assert.Equal((@"VSPHERE.LOCAL\Crew", true, true), (added.Principal, added.Group, added.Propagate));
        Assert.Equal((-2, "ReadOnly"), (added.Role.RoleId, added.Role.Name));

        await OkAsync("SetEntityPermissions", Datacenter + "<permission><principal>crew@vsphere.local</principal><group>true</group><roleId>_AUDITORS</roleId><propagate>false</propagate></permission>", cookie);
        var updated = Latest<PermissionUpdatedEvent>();
        Assert.Equal((_auditors, "Auditors", false), (updated.Role.RoleId, updated.Role.Name, updated.Propagate));
        Assert.Equal((-2, "ReadOnly", true), (updated.PrevRole!.RoleId, updated.PrevRole.Name, updated.PrevPropagate));

        const string Shown = "<returnval><entity type=\"Datacenter\">datacenter-2</entity><principal>VSPHERE.LOCAL\\Crew</principal><group>true</group><roleId>1002</roleId><propagate>false</propagate></returnval>";
        Assert.Contains(Shown, (await CallAsync("RetrieveEntityPermissions", Datacenter + "<inherited>false</inherited>", cookie)).Answer, StringComparison.Ordinal);
        Assert.Contains(Shown, (await CallAsync("RetrieveEntityPermissions", VmFolder + "<inherited>false</inherited>", cookie)).Answer, StringComparison.Ordinal);
        Assert.Contains(Shown, (await CallAsync("RetrieveRolePermissions", "<roleId>_AUDITORS</roleId>", cookie)).Answer, StringComparison.Ordinal);
        Assert.Contains(Shown, (await CallAsync("RetrieveAllPermissions", "", cookie)).Answer, StringComparison.Ordinal);

        await OkAsync("RemoveEntityPermission", Datacenter + "<user>Crew@vsphere.local</user><isGroup>true</isGroup>", cookie);
        var removed = Latest<PermissionRemovedEvent>();
        Assert.Equal(("DC0", @"VSPHERE.LOCAL\Crew", true), (removed.Entity.Name, removed.Principal, removed.Group));
        Assert.DoesNotContain("<returnval>", (await CallAsync("RetrieveEntityPermissions", Datacenter + "<inherited>false</inherited>", cookie)).Answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Inherited_permissions_are_those_that_propagate_and_that_nothing_nearer_overrides()
    {
        var cookie = await LoginAsync("admin");
        await OkAsync("SetEntityPermissions", Datacenter + "_READER<roleId>-5</roleId>_END", cookie);
        await OkAsync("SetEntityPermissions", Root + "<permission><principal>nobody</principal><group>false</group><roleId>-2</roleId><propagate>false</propagate></permission>", cookie);
        var answer = (await CallAsync("RetrieveEntityPermissions", Datacenter + "<inherited>true</inherited>", cookie)).Answer;
        Assert.Equal(
            ["reader -5", @"VSPHERE.LOCAL\administrator -1", "manager 1001"],
            PermissionsOf().Matches(answer).Select(match => $"{match.Groups[1].Value} {match.Groups[2].Value}"));
    }

    [Fact]
    public async Task The_last_of_several_permissions_of_one_principal_is_what_counts_and_a_fault_keeps_those_before_it()
    {
        var cookie = await LoginAsync("admin");
        var answer = await CallAsync("SetEntityPermissions", Datacenter + "_READER<roleId>-1</roleId>_END_READER<roleId>-2</roleId>_END<permission><principal>ghost</principal><group>false</group><roleId>-2</roleId>_END", cookie);
        Assert.Contains("UserNotFoundFault", answer.Answer, StringComparison.Ordinal);
        Assert.Equal(-2, _service.Get<PermissionTable>().Find(AccountName.Parse("reader"), isGroup: false, new("Datacenter", "datacenter-2"))!.RoleId);
    }

    [Fact]
    public async Task A_reset_leaves_what_it_was_given_and_nothing_else()
    {
        var cookie = await LoginAsync("admin");
        await OkAsync("ResetEntityPermissions", Root + "<permission><principal>reader</principal><group>false</group><roleId>-1</roleId><propagate>true</propagate></permission>", cookie);
        var entry = Assert.Single(_service.Get<PermissionTable>().All);
        Assert.Equal(("reader", -1), (entry.Principal.Display, entry.RoleId));
        Assert.Equal(2, _service.Events.Snapshot().OfType<PermissionRemovedEvent>().Count());
        Assert.Single(_service.Events.Snapshot().OfType<PermissionUpdatedEvent>());

        // Who ran it is an administrator no more, at once.
        Assert.Contains("xsi:type=\"NoPermission\"", (await CallAsync("RetrieveAllPermissions", "", cookie)).Answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_merge_reassigns_the_permissions_of_a_role_everywhere()
    {
        var cookie = await LoginAsync("admin");
        await OkAsync("SetEntityPermissions", Datacenter + "_READER<roleId>-2</roleId>_END", cookie);
        await OkAsync("MergePermissions", "<srcRoleId>-2</srcRoleId><dstRoleId>_AUDITORS</dstRoleId>", cookie);
        Assert.Equal(2, _service.Get<PermissionTable>().All.Count(entry => entry.RoleId == _auditors));
        Assert.All(_service.Events.Snapshot().OfType<PermissionUpdatedEvent>(), posted => Assert.Equal((-2, _auditors), (posted.PrevRole!.RoleId, posted.Role.RoleId)));
        Assert.Equal(2, _service.Events.Snapshot().OfType<PermissionUpdatedEvent>().Count());
    }

    [Fact]
    public async Task A_change_takes_effect_on_the_next_call_of_a_live_session_which_lives_on()
    {
        var admin = await LoginAsync("admin");
        var reader = await LoginAsync("reader");
        var list = TestService.Fetch("sessionList");
        Assert.Equal(500, (await _service.CallAsync(list, reader)).Status);
        await OkAsync("SetEntityPermissions", Root + "_READER<roleId>_AUDITORS</roleId>_END", admin);
        Assert.Equal(200, (await _service.CallAsync(list, reader)).Status);
        await OkAsync("UpdateAuthorizationRole", "<roleId>_AUDITORS</roleId><newName>Auditors</newName>", admin);
        Assert.Equal(500, (await _service.CallAsync(list, reader)).Status);
        await OkAsync("RemoveEntityPermission", Root + "<user>reader</user><isGroup>false</isGroup>", admin);
        Assert.Contains("xsi:type=\"NoPermission\"", (await _service.CallAsync(TestService.Fetch("message"), reader)).Answer, StringComparison.Ordinal);
        Assert.Contains("<userName>reader</userName>", (await _service.CallAsync(TestService.Fetch("currentSession"), reader)).Answer, StringComparison.Ordinal);
        await OkAsync("SetEntityPermissions", Root + "_READER<roleId>-2</roleId>_END", admin);
        Assert.Equal(200, (await _service.CallAsync(TestService.Fetch("message"), reader)).Status);
    }

    [Fact]
    public async Task Who_sees_one_object_reads_its_permissions_and_no_others()
    {
        var admin = await LoginAsync("admin");
        await OkAsync("SetEntityPermissions", Datacenter + "<permission><principal>staff</principal><group>true</group><roleId>-2</roleId><propagate>true</propagate></permission>", admin);
        var nobody = await LoginAsync("nobody");
        Assert.Contains("<principal>staff</principal>", (await CallAsync("RetrieveEntityPermissions", VmFolder + "<inherited>true</inherited>", nobody)).Answer, StringComparison.Ordinal);
        Assert.Contains("<privilegeId>System.Read</privilegeId>", (await CallAsync("RetrieveEntityPermissions", Root + "<inherited>true</inherited>", nobody)).Answer, StringComparison.Ordinal);
        var roots = await _service.CallAsync("<Fetch _NS><_this type=\"Folder\">group-d1</_this><prop>effectiveRole</prop></Fetch>", nobody);
        Assert.Contains("<int xsi:type=\"xsd:int\">-3</int>", roots.Answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_privileges_of_a_session_and_of_a_user_can_be_asked_for()
    {
        var admin = await LoginAsync("admin");
        var reader = await LoginAsync("reader");
        var key = (await _service.Store.ListAsync(TestContext.Current.CancellationToken)).Single(session => session.Data.User.UserName == "reader").Key;
        const string Asked = "<privId>System.Read</privId><privId>Global.Settings</privId><privId>No.Such</privId>";
        const string Held = "<privAvailability><privId>System.Read</privId><isGranted>true</isGranted></privAvailability><privAvailability><privId>Global.Settings</privId><isGranted>false</isGranted></privAvailability><privAvailability><privId>No.Such</privId><isGranted>false</isGranted></privAvailability>";

        Assert.Contains("<returnval>true</returnval><returnval>false</returnval><returnval>false</returnval>", (await CallAsync("HasPrivilegeOnEntity", $"{Datacenter}<sessionId>{key}</sessionId>{Asked}", admin)).Answer, StringComparison.Ordinal);
        Assert.Contains("<returnval>false</returnval><returnval>false</returnval><returnval>false</returnval>", (await CallAsync("HasPrivilegeOnEntity", $"{Datacenter}<sessionId>none</sessionId>{Asked}", admin)).Answer, StringComparison.Ordinal);
        Assert.Contains($"<returnval><entity type=\"Folder\">group-d1</entity>{Held}</returnval><returnval><entity type=\"Datacenter\">datacenter-2</entity>{Held}</returnval>", (await CallAsync("HasPrivilegeOnEntities", $"{Root}{Datacenter}<sessionId>{key}</sessionId>{Asked}", reader)).Answer, StringComparison.Ordinal);
        Assert.DoesNotContain("<isGranted>true</isGranted>", (await CallAsync("HasPrivilegeOnEntities", $"{Root}<sessionId>none</sessionId>{Asked}", reader)).Answer, StringComparison.Ordinal);
        Assert.Contains($"<returnval><entity type=\"Folder\">group-d1</entity>{Held}</returnval>", (await CallAsync("HasUserPrivilegeOnEntities", $"<entities type=\"SessionManager\">SessionManager</entities><userName>READER</userName>{Asked}", reader)).Answer, StringComparison.Ordinal);
        Assert.DoesNotContain("<isGranted>true</isGranted>", (await CallAsync("HasUserPrivilegeOnEntities", $"<entities type=\"Folder\">group-d1</entities><userName>ghost</userName>{Asked}", reader)).Answer, StringComparison.Ordinal);
        Assert.Contains("<returnval><entity type=\"Folder\">group-d1</entity><privileges>System.Anonymous</privileges><privileges>System.Read</privileges><privileges>System.View</privileges></returnval>", (await CallAsync("FetchUserPrivilegeOnEntities", "<entities type=\"Folder\">group-d1</entities><userName>reader</userName>", admin)).Answer, StringComparison.Ordinal);
        Assert.Contains("<returnval><entity type=\"Folder\">group-d1</entity></returnval>", (await CallAsync("FetchUserPrivilegeOnEntities", "<entities type=\"Folder\">group-d1</entities><userName>nobody</userName>", admin)).Answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_root_folder_shows_its_permissions_and_the_callers_roles()
    {
        var cookie = await LoginAsync("reader");
        async Task<string> ReadAsync(string property) => (await _service.CallAsync($"<Fetch _NS><_this type=\"Folder\">group-d1</_this><prop>{property}</prop></Fetch>", cookie)).Answer;
        Assert.Contains("<returnval xsi:type=\"ArrayOfPermission\"><Permission xsi:type=\"Permission\"><entity type=\"Folder\">group-d1</entity><principal>VSPHERE.LOCAL\\administrator</principal><group>false</group><roleId>-1</roleId><propagate>true</propagate></Permission>", await ReadAsync("permission"), StringComparison.Ordinal);
        Assert.Contains("<returnval xsi:type=\"ArrayOfInt\"><int xsi:type=\"xsd:int\">-2</int></returnval>", await ReadAsync("effectiveRole"), StringComparison.Ordinal);
        Assert.Contains("<FetchResponse xmlns=\"urn:vim25\"></FetchResponse>", await ReadAsync("parent"), StringComparison.Ordinal);
        Assert.Contains("<returnval xsi:type=\"ArrayOfString\"></returnval>", await ReadAsync("disabledMethod"), StringComparison.Ordinal);
        Assert.Contains("<returnval xsi:type=\"ArrayOfManagedObjectReference\"></returnval>", await ReadAsync("recentTask"), StringComparison.Ordinal);
        Assert.Contains("<returnval xsi:type=\"ArrayOfEvent\"></returnval>", await ReadAsync("configIssue"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_call_that_asks_for_too_many_answers_is_refused()
    {
        var entities = string.Concat(Enumerable.Repeat("<entities type=\"Folder\">group-d1</entities>", 2_000));
        var answer = await CallAsync("FetchUserPrivilegeOnEntities", entities + "<userName>administrator@vsphere.local</userName>", await LoginAsync("admin"));
        Assert.Contains("<SystemErrorFault", answer.Answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("VirtualMachine.Inventory.Create", "Resource.AssignVMToPool", "ResourcePool\">resgroup-8")]
    [InlineData("Resource.AssignVMToPool", "VirtualMachine.Inventory.Create", "Folder\">group-d1")]
    public async Task CreateVM_Task_takes_a_privilege_on_the_folder_and_one_on_the_pool(string held, string missing, string on)
    {
        var roles = _service.Get<RoleDirectory>();
        _service.Get<InventoryTree>().Add(new("ResourcePool", "resgroup-8"), new("Datacenter", "datacenter-2"), "Resources");
        roles.Replace([new DeclaredRole("Makers", [held])]);
        _service.Get<PermissionTable>().Set(new PermissionEntry(AccountName.Parse("nobody"), IsGroup: false, roles.Find("Makers")!.RoleId));
        const string Call = "<CreateVM_Task _NS><_this type=\"Folder\">group-d1</_this><config><name>vm</name><files><vmPathName>[ds]</vmPathName></files></config>"
            + "<pool type=\"ResourcePool\">resgroup-8</pool><host type=\"HostSystem\">host-9</host></CreateVM_Task>";

        Assert.Contains("xsi:type=\"NotAuthenticated\"", (await _service.CallAsync(Call)).Answer, StringComparison.Ordinal);
        var refused = (await _service.CallAsync(Call, await LoginAsync("nobody"))).Answer;
        Assert.Contains($"<object type=\"{on}</object><privilegeId>{missing}</privilegeId>", refused, StringComparison.Ordinal);
        Assert.Contains("xsi:type=\"NotSupported\"", (await _service.CallAsync(Call, await LoginAsync("admin"))).Answer, StringComparison.Ordinal);
        Assert.Contains(
            "Required parameter pool is missing",
            (await _service.CallAsync(Call.Replace("pool", "other", StringComparison.Ordinal), await LoginAsync("admin"))).Answer,
            StringComparison.Ordinal);
    }

    /// <summary>The pool is optional: the privilege on it is taken where it is named.</summary>
    [Theory]
    [InlineData("VirtualMachine.Inventory.Register", "Resource.AssignVMToPool", "ResourcePool\">resgroup-8")]
    [InlineData("Resource.AssignVMToPool", "VirtualMachine.Inventory.Register", "Folder\">group-d1")]
    public async Task RegisterVM_Task_takes_a_privilege_on_the_folder_and_one_on_the_pool(string held, string missing, string on)
    {
        var roles = _service.Get<RoleDirectory>();
        _service.Get<InventoryTree>().Add(new("ResourcePool", "resgroup-8"), new("Datacenter", "datacenter-2"), "Resources");
        roles.Replace([new DeclaredRole("Makers", [held])]);
        _service.Get<PermissionTable>().Set(new PermissionEntry(AccountName.Parse("nobody"), IsGroup: false, roles.Find("Makers")!.RoleId));
        const string Call = "<RegisterVM_Task _NS><_this type=\"Folder\">group-d1</_this><path>[ds] vm/vm.vmx</path><asTemplate>false</asTemplate>"
            + "<pool type=\"ResourcePool\">resgroup-8</pool></RegisterVM_Task>";

        Assert.Contains("xsi:type=\"NotAuthenticated\"", (await _service.CallAsync(Call)).Answer, StringComparison.Ordinal);
        var refused = (await _service.CallAsync(Call, await LoginAsync("nobody"))).Answer;
        Assert.Contains($"<object type=\"{on}</object><privilegeId>{missing}</privilegeId>", refused, StringComparison.Ordinal);
        Assert.Contains("xsi:type=\"NotSupported\"", (await _service.CallAsync(Call, await LoginAsync("admin"))).Answer, StringComparison.Ordinal);
        var withoutPool = (await _service.CallAsync(Call.Replace("<pool type=\"ResourcePool\">resgroup-8</pool>", "", StringComparison.Ordinal), await LoginAsync("nobody"))).Answer;
        Assert.Contains(held == "Resource.AssignVMToPool" ? $"<privilegeId>{missing}</privilegeId>" : "xsi:type=\"NotSupported\"", withoutPool, StringComparison.Ordinal);
    }

    private static Account Account(string name, params string[] groups) =>
        new() { Name = AccountName.Parse(name), Password = new PlainPassword("s3cret"), Groups = groups };

    [GeneratedRegex("<roleId>(-?[0-9]+)</roleId>")]
    private static partial Regex RoleIds();

    [GeneratedRegex("<principal>([^<]*)</principal><group>[a-z]*</group><roleId>(-?[0-9]+)</roleId>")]
    private static partial Regex PermissionsOf();

    private Task<string> LoginAsync(string user) => _service.LoginAsync(user == "admin" ? "administrator@vsphere.local" : user, "s3cret");

    private T Latest<T>()
        where T : Event => Assert.IsType<T>(_service.Events.Latest);

    private async Task OkAsync(string method, string arguments, string cookie)
    {
        var answer = await CallAsync(method, arguments, cookie);
        Assert.True(answer.Status == 200, answer.Answer);
    }

    private Task<TestExchange> CallAsync(string method, string arguments, string? cookie)
    {
        arguments = arguments
            .Replace("_READER", "<permission><principal>reader</principal><group>false</group>", StringComparison.Ordinal)
            .Replace("_END", "<propagate>true</propagate></permission>", StringComparison.Ordinal)
            .Replace("_AUDITORS", $"{_auditors}", StringComparison.Ordinal)
            .Replace("_MANAGERS", $"{_service.Get<RoleDirectory>().Find("Managers")?.RoleId}", StringComparison.Ordinal);
        return _service.CallAsync($"<{method} _NS><_this type=\"AuthorizationManager\">AuthorizationManager</_this>{arguments}</{method}>", cookie);
    }
}
