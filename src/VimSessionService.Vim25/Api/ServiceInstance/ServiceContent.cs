namespace VimSessionService.Vim25;

/// <summary>The references of the singleton objects, from which a client starts.</summary>
[VmodlName("vim.ServiceInstanceContent")]
public sealed partial record ServiceContent : DynamicData
{
    [Reference("Folder")] public required ManagedObjectReference RootFolder { get; init; }
    [Reference("PropertyCollector")] public required ManagedObjectReference PropertyCollector { get; init; }
    [Since(ApiVersion.V2_5)][Reference("ViewManager")] public ManagedObjectReference? ViewManager { get; init; }
    public required AboutInfo About { get; init; }
    [Reference("OptionManager")] public ManagedObjectReference? Setting { get; init; }
    [Reference("UserDirectory")] public ManagedObjectReference? UserDirectory { get; init; }
    [Reference("SessionManager")] public ManagedObjectReference? SessionManager { get; init; }
    [Reference("AuthorizationManager")] public ManagedObjectReference? AuthorizationManager { get; init; }
    [Since(ApiVersion.V5_1)][Reference("ServiceManager")] public ManagedObjectReference? ServiceManager { get; init; }
    [Reference("PerformanceManager")] public ManagedObjectReference? PerfManager { get; init; }
    [Reference("ScheduledTaskManager")] public ManagedObjectReference? ScheduledTaskManager { get; init; }
    [Reference("AlarmManager")] public ManagedObjectReference? AlarmManager { get; init; }
    [Reference("EventManager")] public ManagedObjectReference? EventManager { get; init; }
    [Reference("TaskManager")] public ManagedObjectReference? TaskManager { get; init; }
    [Since(ApiVersion.V2_5)][Reference("ExtensionManager")] public ManagedObjectReference? ExtensionManager { get; init; }
    [Reference("CustomizationSpecManager")] public ManagedObjectReference? CustomizationSpecManager { get; init; }
    [Since(ApiVersion.V6_8_7)][Reference("VirtualMachineGuestCustomizationManager")] public ManagedObjectReference? GuestCustomizationManager { get; init; }
    [Reference("CustomFieldsManager")] public ManagedObjectReference? CustomFieldsManager { get; init; }
    [Reference("HostLocalAccountManager")] public ManagedObjectReference? AccountManager { get; init; }
    [Reference("DiagnosticManager")] public ManagedObjectReference? DiagnosticManager { get; init; }
    [Reference("LicenseManager")] public ManagedObjectReference? LicenseManager { get; init; }
    [Reference("SearchIndex")] public ManagedObjectReference? SearchIndex { get; init; }
    [Since(ApiVersion.V2_5)][Reference("FileManager")] public ManagedObjectReference? FileManager { get; init; }
    [Since(ApiVersion.V5_5)][Reference("DatastoreNamespaceManager")] public ManagedObjectReference? DatastoreNamespaceManager { get; init; }
    [Since(ApiVersion.V2_5)][Reference("VirtualDiskManager")] public ManagedObjectReference? VirtualDiskManager { get; init; }
    [Since(ApiVersion.V2_5)][Reference("VirtualizationManager")] public ManagedObjectReference? VirtualizationManager { get; init; }
    [Since(ApiVersion.V4_0)][Reference("HostSnmpSystem")] public ManagedObjectReference? SnmpSystem { get; init; }
    [Since(ApiVersion.V4_0)][Reference("VirtualMachineProvisioningChecker")] public ManagedObjectReference? VmProvisioningChecker { get; init; }
    [Since(ApiVersion.V4_0)][Reference("VirtualMachineCompatibilityChecker")] public ManagedObjectReference? VmCompatibilityChecker { get; init; }
    [Since(ApiVersion.V4_0)][Reference("OvfManager")] public ManagedObjectReference? OvfManager { get; init; }
    [Since(ApiVersion.V4_0)][Reference("IpPoolManager")] public ManagedObjectReference? IpPoolManager { get; init; }
    [Since(ApiVersion.V4_0)][Reference("DistributedVirtualSwitchManager")] public ManagedObjectReference? DvSwitchManager { get; init; }
    [Since(ApiVersion.V4_0)][Reference("HostProfileManager")] public ManagedObjectReference? HostProfileManager { get; init; }
    [Since(ApiVersion.V4_0)][Reference("ClusterProfileManager")] public ManagedObjectReference? ClusterProfileManager { get; init; }
    [Since(ApiVersion.V4_0)][Reference("ProfileComplianceManager")] public ManagedObjectReference? ComplianceManager { get; init; }
    [Since(ApiVersion.V4_0)][Reference("LocalizationManager")] public ManagedObjectReference? LocalizationManager { get; init; }
    [Since(ApiVersion.V4_1)][Reference("StorageResourceManager")] public ManagedObjectReference? StorageResourceManager { get; init; }
    [Since(ApiVersion.V5_0)][Reference("GuestOperationsManager")] public ManagedObjectReference? GuestOperationsManager { get; init; }
    [Since(ApiVersion.V6_0)][Reference("OverheadMemoryManager")] public ManagedObjectReference? OverheadMemoryManager { get; init; }
    [Since(ApiVersion.V6_0)][Reference("CertificateManager")] public ManagedObjectReference? CertificateManager { get; init; }
    [Since(ApiVersion.V6_0)][Reference("IoFilterManager")] public ManagedObjectReference? IoFilterManager { get; init; }
    [Since(ApiVersion.V6_5)][Reference("VStorageObjectManagerBase")] public ManagedObjectReference? VStorageObjectManager { get; init; }
    [Since(ApiVersion.V6_5)][Reference("HostSpecificationManager")] public ManagedObjectReference? HostSpecManager { get; init; }
    [Since(ApiVersion.V6_5)][Reference("CryptoManager")] public ManagedObjectReference? CryptoManager { get; init; }
    [Since(ApiVersion.V6_5)][Reference("HealthUpdateManager")] public ManagedObjectReference? HealthUpdateManager { get; init; }
    [Since(ApiVersion.V6_5)][Reference("FailoverClusterConfigurator")] public ManagedObjectReference? FailoverClusterConfigurator { get; init; }
    [Since(ApiVersion.V6_5)][Reference("FailoverClusterManager")] public ManagedObjectReference? FailoverClusterManager { get; init; }
    [Since(ApiVersion.V6_9_1)][Reference("TenantTenantManager")] public ManagedObjectReference? TenantManager { get; init; }
    [Since(ApiVersion.V7_0_0_0)][Reference("SiteInfoManager")] public ManagedObjectReference? SiteInfoManager { get; init; }
    [Since(ApiVersion.V6_7_2)][Reference("StorageQueryManager")] public ManagedObjectReference? StorageQueryManager { get; init; }
    [Since(ApiVersion.V9_0_0_0)][Reference("DirectPathProfileManager")] public ManagedObjectReference? DirectPathProfileManager { get; init; }
}
