namespace VimSessionService.ClientTests;

/// <summary>
/// The methods that clients must have driven: those of the session manager and of the managers around it. Logins by token and by
/// SSPI are not emulated. Properties are called by none of their own: the scripts state what they read of each.
/// </summary>
internal static class MethodTable
{
    public static IReadOnlyList<string> All { get; } =
    [
        // SessionManager
        "AcquireCloneTicket", "AcquireGenericServiceTicket", "AcquireLocalTicket", "CloneSession", "ImpersonateUser", "Login",
        "LoginExtensionByCertificate", "LoginExtensionBySubjectName", "Logout", "SessionIsActive", "SetLocale", "TerminateSession",
        "UpdateServiceMessage",

        // PropertyCollector and PropertyFilter
        "CreateFilter", "DestroyPropertyFilter", "CheckForUpdates", "WaitForUpdates", "WaitForUpdatesEx", "CancelWaitForUpdates",
        "CreatePropertyCollector", "DestroyPropertyCollector",

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
}
