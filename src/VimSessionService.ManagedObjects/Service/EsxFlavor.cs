using VimSessionService.ManagedObjects.Inventory;
using VimSessionService.Vim25;

namespace VimSessionService.ManagedObjects.Service;

/// <summary>An ESX host, as its agent describes itself.</summary>
internal static class EsxFlavor
{
    /// <summary>Makes the description. Unlike a vCenter, a host has no instance UUID.</summary>
    /// <param name="version">The newest version of the API that it knows.</param>
    /// <param name="release">The release that it is, of a known build of the host; null for that of the version.</param>
    public static ServiceFlavor Create(ApiVersion version, ProductRelease? release = null) =>
        new(version, Content(version, About(version, release ?? ProductRelease.Of(version))), Capability(), "ha-folder-root", ["Datacenter"], DatacenterLayout.Esx) { Refused = Refusals() };

    /// <summary>What needs a vCenter: extensions, other people's identities, single sign-on.</summary>
    private static Dictionary<string, MethodFault> Refusals() => new(StringComparer.Ordinal)
    {
        ["SessionIsActive"] = new NotImplemented(),
        ["ImpersonateUser"] = new NotImplemented(),
        ["LoginExtensionByCertificate"] = new NotSupported(),
        ["LoginExtensionBySubjectName"] = new NotSupported(),
        ["LoginByToken"] = new NotSupported(),
        ["LoginBySSPI"] = new NotSupported(),
    };

    private static AboutInfo About(ApiVersion version, ProductRelease release)
    {
        var build = release.HostBuild ?? throw new ArgumentException($"the build of an ESX host {release.ProductVersion} is not known", nameof(release));
        var product = version >= ApiVersion.V5_0 ? "VMware ESXi" : "VMware ESX";
        return new AboutInfo
        {
            Name = product,
            FullName = $"{product} {release.ProductVersion} build-{build}",
            Vendor = "VMware, Inc.",
            Version = release.ProductVersion,
            PatchLevel = "0",
            Build = build,
            LocaleVersion = "INTL",
            LocaleBuild = "000",
            OsType = "vmnix-x86",
            ProductLineId = "embeddedEsx",
            ApiType = "HostAgent",
            ApiVersionName = release.ApiNameOf(version),
            LicenseProductName = "VMware ESX Server",
            LicenseProductVersion = release.LicenseVersion,
        };
    }

    private static Capability Capability() => new()
    {
        ProvisioningSupported = false,
        MultiHostSupported = false,
        UserShellAccessSupported = false,
        NetworkBackupAndRestoreSupported = false,
        FtDrsWithoutEvcSupported = false,
        HciWorkflowSupported = false,
    };

    private static ServiceContent Content(ApiVersion version, AboutInfo about) => new()
    {
        RootFolder = new("Folder", "ha-folder-root"),
        PropertyCollector = new("PropertyCollector", "ha-property-collector"),
        ViewManager = new("ViewManager", "ViewManager"),
        About = about,
        Setting = new("OptionManager", "HostAgentSettings"),
        UserDirectory = new("UserDirectory", "ha-user-directory"),
        SessionManager = new("SessionManager", "ha-sessionmgr"),
        AuthorizationManager = new("AuthorizationManager", "ha-authmgr"),
        ServiceManager = new("ServiceManager", "ha-servicemanager"),
        PerfManager = new("PerformanceManager", "ha-perfmgr"),
        EventManager = new("EventManager", "ha-eventmgr"),
        TaskManager = new("TaskManager", "ha-taskmgr"),
        AccountManager = new("HostLocalAccountManager", "ha-localacctmgr"),
        DiagnosticManager = new("DiagnosticManager", "ha-diagnosticmgr"),
        LicenseManager = new("LicenseManager", "ha-license-manager"),
        SearchIndex = new("SearchIndex", "ha-searchindex"),
        FileManager = new("FileManager", "ha-nfc-file-manager"),
        DatastoreNamespaceManager = new("DatastoreNamespaceManager", "ha-datastore-namespace-manager"),
        VirtualDiskManager = new("VirtualDiskManager", "ha-vdiskmanager"),
        OvfManager = new("OvfManager", "ha-ovf-manager"),
        DvSwitchManager = new("DistributedVirtualSwitchManager", "ha-dvsmanager"),
        LocalizationManager = new("LocalizationManager", "ha-l10n-manager"),
        StorageResourceManager = new("StorageResourceManager", "ha-storage-resource-manager"),
        GuestOperationsManager = new("GuestOperationsManager", "ha-guest-operations-manager"),
        CertificateManager = new("CertificateManager", "ha-certificate-manager"),
        VStorageObjectManager = new("HostVStorageObjectManager", "ha-vstorage-object-manager"),
        CryptoManager = new(version >= ApiVersion.V6_7 ? "CryptoManagerHost" : "CryptoManager", "ha-crypto-manager"),
    };
}
