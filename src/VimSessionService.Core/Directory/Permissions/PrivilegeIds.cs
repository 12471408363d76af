namespace VimSessionService.Core.Directory.Permissions;

/// <summary>
/// The privileges that a vCenter has, group by group: those that the API asks for, and those that roles of users and products are made of.
/// </summary>
internal static class PrivilegeIds
{
    /// <summary>Every id, in alphabetical order.</summary>
    public static IReadOnlyList<string> All { get; } = Array.AsReadOnly(Sorted(
        [
            .. Of("Alarm", "Acknowledge", "Create", "Delete", "DisableActions", "Edit", "SetStatus"),
            .. Of("Authorization", "ModifyPermissions", "ModifyPrivileges", "ModifyRoles", "ReassignRolePermissions"),
            .. Of("Certificate", "Manage"),
            .. Of("Cns", "Searchable"),
            .. Of("ContentLibrary", "AddLibraryItem", "CreateLocalLibrary", "CreateSubscribedLibrary", "DeleteLibraryItem",
                "DeleteLocalLibrary", "DeleteSubscribedLibrary", "DownloadSession", "EvictLibraryItem", "EvictSubscribedLibrary",
                "GetConfiguration", "ImportStorage", "ProbeSubscription", "ReadStorage", "SyncLibrary", "SyncLibraryItem",
                "TypeIntrospection", "UpdateConfiguration", "UpdateLibrary", "UpdateLibraryItem", "UpdateLocalLibrary", "UpdateSession",
                "UpdateSubscribedLibrary"),
            .. Of("Cryptographer", "Access", "AddDisk", "Clone", "Decrypt", "Encrypt", "EncryptNew", "ManageEncryptionPolicy",
                "ManageKeyServers", "ManageKeys", "Migrate", "Recrypt", "RegisterHost", "RegisterVM"),
            .. Of("DVPortgroup", "Create", "Delete", "Modify", "PolicyOp", "ScopeOp"),
            .. Of("DVSwitch", "Create", "Delete", "HostOp", "Modify", "Move", "PolicyOp", "PortConfig", "PortSetting",
                "ResourceManagement", "Vspan"),
            .. Of("Datacenter", "Create", "Delete", "IpPoolConfig", "IpPoolQueryAllocations", "IpPoolReleaseIp", "Move", "Reconfigure",
                "Rename"),
            .. Of("Datastore", "AllocateSpace", "Browse", "Config", "Delete", "DeleteFile", "FileManagement", "Move", "Rename",
                "UpdateVirtualMachineFiles", "UpdateVirtualMachineMetadata"),
            .. Of("EAM", "Config", "Modify", "View"),
            .. Of("Extension", "Register", "Unregister", "Update"),
            .. Of("ExternalStatsProvider", "Register", "Unregister", "Update"),
            .. Of("Folder", "Create", "Delete", "Move", "Rename"),
            .. Of("Global", "CancelTask", "CapacityPlanning", "Diagnostics", "DisableMethods", "EnableMethods", "GlobalTag", "Health",
                "Licenses", "LogEvent", "ManageCustomFields", "Proxy", "ScriptAction", "ServiceManagers", "SetCustomField", "Settings",
                "SystemTag", "VCServer"),
            .. Of("HealthUpdateProvider", "Register", "Unregister", "Update"),
            .. Of("Host.Cim", "CimInteraction"),
            .. Of("Host.Config", "AdvancedConfig", "AuthenticationStore", "AutoStart", "Connection", "DateTime", "Firmware",
                "HyperThreading", "Image", "Maintenance", "Memory", "NetService", "Network", "Nvdimm", "Patch", "PciPassthru", "Power",
                "ProductLocker", "Quarantine", "Resources", "Settings", "Snmp", "Storage", "SystemManagement"),
            .. Of("Host.Hbr", "HbrManagement"),
            .. Of("Host.Inventory", "AddHostToCluster", "AddStandaloneHost", "CreateCluster", "DeleteCluster", "EditCluster",
                "MoveCluster", "MoveHost", "RemoveHostFromCluster", "RenameCluster"),
            .. Of("Host.Local", "CreateVM", "DeleteVM", "InstallAgent", "ManageUserGroups", "ReconfigVM"),
            .. Of("InventoryService.Tagging", "AttachTag", "CreateCategory", "CreateTag", "DeleteCategory", "DeleteTag", "EditCategory",
                "EditTag", "ModifyUsedByForCategory", "ModifyUsedByForTag", "ObjectAttachable"),
            .. Of("Network", "Assign", "Config", "Delete", "Move"),
            .. Of("Performance", "ModifyIntervals"),
            .. Of("Profile", "Clear", "Create", "Delete", "Edit", "Export", "View"),
            .. Of("Resource", "ApplyRecommendation", "AssignVAppToPool", "AssignVMToPool", "ColdMigrate", "CreatePool", "DeletePool",
                "EditPool", "HotMigrate", "MovePool", "QueryVMotion", "RenamePool"),
            .. Of("ScheduledTask", "Create", "Delete", "Edit", "Run"),
            .. Of("Sessions", "GlobalMessage", "ImpersonateUser", "TerminateSession", "ValidateSession"),
            .. Of("StoragePod", "Config"),
            .. Of("StorageProfile", "Update", "View"),
            .. Of("StorageViews", "ConfigureService", "View"),
            .. Of("System", "Anonymous", "Read", "View"),
            .. Of("Task", "Create", "Update"),
            .. Of("TenantManager", "Query", "Update"),
            .. Of("TransitGateway", "Manage"),
            .. Of("TrustedAdmin", "ConfigureHostCertificates", "ConfigureHostMetadata", "ConfigureTokenConversionPolicy",
                "ManageAttestingSSO", "ManageKMSTrust", "ManageTrustedHosts", "ReadAttestingSSO", "ReadKMSTrust", "ReadStsInfo",
                "RetrieveHostMetadata", "RetrieveTPMHostCertificates"),
            .. Of("VApp", "ApplicationConfig", "AssignResourcePool", "AssignVApp", "AssignVM", "Clone", "Create", "Delete", "Export",
                "ExtractOvfEnvironment", "Import", "InstanceConfig", "ManagedByConfig", "Move", "PowerOff", "PowerOn", "Rename",
                "ResourceConfig", "Suspend", "Unregister"),
            .. Of("VRMPolicy", "Query", "Update"),
            .. Of("VirtualMachine.Config", "AddExistingDisk", "AddNewDisk", "AddRemoveDevice", "AdvancedConfig", "Annotation",
                "CPUCount", "ChangeTracking", "DiskExtend", "DiskLease", "EditDevice", "HostUSBDevice", "ManagedBy", "Memory",
                "MksControl", "QueryFTCompatibility", "QueryUnownedFiles", "RawDevice", "ReloadFromPath", "RemoveDisk", "Rename",
                "ResetGuestInfo", "Resource", "Settings", "SwapPlacement", "ToggleForkParent", "Unlock", "UpgradeVirtualHardware"),
            .. Of("VirtualMachine.GuestOperations", "Execute", "Modify", "ModifyAliases", "Query", "QueryAliases"),
            .. Of("VirtualMachine.Hbr", "ConfigureReplication", "MonitorReplication", "ReplicaManagement"),
            .. Of("VirtualMachine.Interact", "AnswerQuestion", "Backup", "ConsoleInteract", "CreateScreenshot", "CreateSecondary",
                "DefragmentAllDisks", "DeviceConnection", "DisableSecondary", "DnD", "EnableSecondary", "GuestControl", "MakePrimary",
                "Pause", "PowerOff", "PowerOn", "PutUsbScanCodes", "Record", "Replay", "Reset", "SESparseMaintenance", "SetCDMedia",
                "SetFloppyMedia", "Suspend", "TerminateFaultTolerantVM", "ToolsInstall", "TurnOffFaultTolerance"),
            .. Of("VirtualMachine.Inventory", "Create", "CreateFromExisting", "Delete", "Move", "Register", "Unregister"),
            .. Of("VirtualMachine.Namespace", "Event", "EventNotify", "Management", "ModifyContent", "Query", "ReadContent"),
            .. Of("VirtualMachine.Provisioning", "Clone", "CloneTemplate", "CreateTemplateFromVM", "Customize", "DeployTemplate",
                "DiskRandomAccess", "DiskRandomRead", "FileRandomAccess", "GetVmFiles", "MarkAsTemplate", "MarkAsVM", "ModifyCustSpecs",
                "PromoteDisks", "PutVmFiles", "ReadCustSpecs"),
            .. Of("VirtualMachine.State", "CreateSnapshot", "RemoveSnapshot", "RenameSnapshot", "RevertToSnapshot"),
        ]));

    private static IEnumerable<string> Of(string group, params IEnumerable<string> names) => names.Select(name => $"{group}.{name}");

    private static string[] Sorted(string[] ids)
    {
        Array.Sort(ids, StringComparer.Ordinal);
        return ids;
    }
}
