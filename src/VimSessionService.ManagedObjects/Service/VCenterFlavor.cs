using VimSessionService.ManagedObjects.Inventory;
using VimSessionService.Vim25;

namespace VimSessionService.ManagedObjects.Service;

/// <summary>A vCenter, as its appliance describes itself.</summary>
internal static class VCenterFlavor
{
    /// <summary>The root folder of a vCenter.</summary>
    public static ManagedObjectReference RootFolder { get; } = new("Folder", "group-d1");

    /// <summary>Makes the description.</summary>
    /// <param name="version">The newest version of the API that it knows.</param>
    /// <param name="instanceUuid">Stable for the instance.</param>
    /// <param name="release">The release that it is; null for that of the version.</param>
    public static ServiceFlavor Create(ApiVersion version, Guid instanceUuid, ProductRelease? release = null) =>
        new(version, Content(version, About(version, instanceUuid, release ?? ProductRelease.Of(version))), Capability(), "Datacenters", ["Folder", "Datacenter"], DatacenterLayout.VCenter);

    private static AboutInfo About(ApiVersion version, Guid instanceUuid, ProductRelease release) =>
        new()
        {
            Name = "VMware vCenter Server",
            FullName = $"VMware vCenter Server {release.ProductVersion} build-{release.Build}",
            Vendor = "VMware, Inc.",
            Version = release.ProductVersion,
            PatchLevel = "00000",
            Build = release.Build,
            LocaleVersion = "INTL",
            LocaleBuild = "000",
            OsType = "linux-x64",
            ProductLineId = "vpx",
            ApiType = "VirtualCenter",
            ApiVersionName = release.ApiNameOf(version),
            InstanceUuid = instanceUuid.ToString(),
            LicenseProductName = "VMware VirtualCenter Server",
            LicenseProductVersion = release.LicenseVersion,
        };

    private static Capability Capability() => new()
    {
        ProvisioningSupported = true,
        MultiHostSupported = true,
        UserShellAccessSupported = false,
        NetworkBackupAndRestoreSupported = true,
        FtDrsWithoutEvcSupported = true,
        HciWorkflowSupported = true,
        ComputePolicyVersion = 2,
        ClusterPlacementSupported = true,
        LifecycleManagementSupported = true,
        HostSeedingSupported = true,
        ScalableSharesSupported = true,
        HadcsSupported = true,
        ConfigMgmtSupported = true,
    };

    private static ServiceContent Content(ApiVersion version, AboutInfo about) => new()
    {
        RootFolder = RootFolder,
        PropertyCollector = new("PropertyCollector", "propertyCollector"),
        ViewManager = new("ViewManager", "ViewManager"),
        About = about,
        Setting = new("OptionManager", "VpxSettings"),
        UserDirectory = new("UserDirectory", "UserDirectory"),
        SessionManager = new("SessionManager", "SessionManager"),
        AuthorizationManager = new("AuthorizationManager", "AuthorizationManager"),
        ServiceManager = new("ServiceManager", "ServiceMgr"),
        PerfManager = new("PerformanceManager", "PerfMgr"),
        ScheduledTaskManager = new("ScheduledTaskManager", "ScheduledTaskManager"),
        AlarmManager = new("AlarmManager", "AlarmManager"),
        EventManager = new("EventManager", "EventManager"),
        TaskManager = new("TaskManager", "TaskManager"),
        ExtensionManager = new("ExtensionManager", "ExtensionManager"),
        CustomizationSpecManager = new("CustomizationSpecManager", "CustomizationSpecManager"),
        GuestCustomizationManager = new("VirtualMachineGuestCustomizationManager", "GuestCustomizationManager"),
        CustomFieldsManager = new("CustomFieldsManager", "CustomFieldsManager"),
        DiagnosticManager = new("DiagnosticManager", "DiagMgr"),
        LicenseManager = new("LicenseManager", "LicenseManager"),
        SearchIndex = new("SearchIndex", "SearchIndex"),
        FileManager = new("FileManager", "FileManager"),
        DatastoreNamespaceManager = new("DatastoreNamespaceManager", "DatastoreNamespaceManager"),
        VirtualDiskManager = new("VirtualDiskManager", version <= ApiVersion.V4_1 ? "VirtualDiskManager" : "virtualDiskManager"),
        SnmpSystem = new("HostSnmpSystem", "SnmpSystem"),
        VmProvisioningChecker = new("VirtualMachineProvisioningChecker", "ProvChecker"),
        VmCompatibilityChecker = new("VirtualMachineCompatibilityChecker", "CompatChecker"),
        OvfManager = new("OvfManager", "OvfManager"),
        IpPoolManager = new("IpPoolManager", "IpPoolManager"),
        DvSwitchManager = new("DistributedVirtualSwitchManager", "DVSManager"),
        HostProfileManager = new("HostProfileManager", "HostProfileManager"),
        ClusterProfileManager = new("ClusterProfileManager", "ClusterProfileManager"),
        ComplianceManager = new("ProfileComplianceManager", "MoComplianceManager"),
        LocalizationManager = new("LocalizationManager", "LocalizationManager"),
        StorageResourceManager = new("StorageResourceManager", "StorageResourceManager"),
        GuestOperationsManager = new("GuestOperationsManager", "guestOperationsManager"),
        OverheadMemoryManager = new("OverheadMemoryManager", version <= ApiVersion.V6_0 ? "OverheadMemoryManger" : "OverheadMemoryManager"), // 6.0 spells it so
        CertificateManager = new("CertificateManager", "certificateManager"),
        IoFilterManager = new("IoFilterManager", "IoFilterManager"),
        VStorageObjectManager = new("VcenterVStorageObjectManager", "VStorageObjectManager"),
        HostSpecManager = new("HostSpecificationManager", "HostSpecificationManager"),
        CryptoManager = new("CryptoManagerKmip", "CryptoManager"),
        HealthUpdateManager = new("HealthUpdateManager", "HealthUpdateManager"),
        FailoverClusterConfigurator = new("FailoverClusterConfigurator", "FailoverClusterConfigurator"),
        FailoverClusterManager = new("FailoverClusterManager", "FailoverClusterManager"),
        TenantManager = new("TenantTenantManager", version >= ApiVersion.V8_0_3_0 ? $"TenantManager-{about.Build}" : "TenantManager"),
        SiteInfoManager = new("SiteInfoManager", "SiteInfoManager"),
        StorageQueryManager = new("StorageQueryManager", "StorageQueryManager"),
        DirectPathProfileManager = new("DirectPathProfileManager", "DirectPathProfileMgr"),
    };
}
