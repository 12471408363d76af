using VimSessionService.Vim25;

namespace VimSessionService.ClientTests;

/// <summary>
/// The methods that clients must have driven: those of the session manager and of the managers around it. Properties are called by
/// none of their own: the scripts state what they read of each.
/// </summary>
public sealed class MethodTableTests
{
    private static readonly string[] Types =
    [
        "SessionManager", "PropertyCollector", "PropertyFilter", "AuthorizationManager", "EventManager", "HistoryCollector",
        "EventHistoryCollector", "OptionManager", "UserDirectory", "LocalizationManager", "ViewManager", "View", "ManagedObjectView",
        "ContainerView", "ListView", "InventoryView", "SearchIndex", "ExtensionManager",
    ];

    public static IReadOnlyList<string> All { get; } =
    [
        // SessionManager
        "AcquireCloneTicket", "AcquireGenericServiceTicket", "AcquireLocalTicket", "CloneSession", "ImpersonateUser", "Login",
        "LoginBySSPI", "LoginByToken", "LoginExtensionByCertificate", "LoginExtensionBySubjectName", "Logout", "SessionIsActive", "SetLocale",
        "TerminateSession", "UpdateServiceMessage",

        // PropertyCollector and PropertyFilter
        "CreateFilter", "DestroyPropertyFilter", "CheckForUpdates", "WaitForUpdates", "WaitForUpdatesEx", "CancelWaitForUpdates",
        "CreatePropertyCollector", "DestroyPropertyCollector", "RetrieveProperties", "RetrievePropertiesEx", "ContinueRetrievePropertiesEx",
        "CancelRetrievePropertiesEx",

        // AuthorizationManager
        "RetrieveRolePermissions", "RetrieveAllPermissions", "RetrieveEntityPermissions", "SetEntityPermissions", "ResetEntityPermissions",
        "RemoveEntityPermission", "AddAuthorizationRole", "UpdateAuthorizationRole", "RemoveAuthorizationRole", "MergePermissions",
        "HasPrivilegeOnEntity", "HasPrivilegeOnEntities", "HasUserPrivilegeOnEntities", "FetchUserPrivilegeOnEntities",

        // EventManager and EventHistoryCollector
        "QueryEvents", "CreateCollectorForEvents", "PostEvent", "LogUserEvent", "RetrieveArgumentDescription", "ReadNextEvents",
        "ReadPreviousEvents", "ResetCollector", "RewindCollector", "SetCollectorPageSize", "DestroyCollector",

        // OptionManager and UserDirectory
        "QueryOptions", "UpdateOptions", "RetrieveUserGroups",

        // ViewManager and its views
        "CreateContainerView", "CreateListView", "CreateListViewFromView", "CreateInventoryView", "ModifyListView", "ResetListView",
        "ResetListViewFromView", "OpenInventoryViewFolder", "CloseInventoryViewFolder", "DestroyView",

        // SearchIndex
        "FindByUuid", "FindByDatastorePath", "FindByDnsName", "FindByIp", "FindByInventoryPath", "FindChild", "FindAllByUuid",
        "FindAllByDnsName", "FindAllByIp",

        // ExtensionManager
        "RegisterExtension", "UpdateExtension", "UnregisterExtension", "FindExtension", "GetPublicKey", "SetPublicKey",
        "SetExtensionCertificate", "SetServiceAccount", "QueryManagedBy", "QueryExtensionIpAllocationUsage",
    ];

    [Fact]
    public void The_table_has_every_method_of_these_managers() => Assert.Equal(
        Types.SelectMany(type => VimManagedTypes.Find(type)!.Methods)
            .Where(method => method.IsPublished && method.Since <= ApiVersions.Default) // the clients are of 8.0.3
            .Select(method => method.Name).Order(StringComparer.Ordinal),
        All.Order(StringComparer.Ordinal));
}
