using VimSessionService.Schema.Values;
using VimSessionService.Vim25;

namespace VimSessionService.Inventory.Lab;

/// <summary>A generated host with two processors of eight cores.</summary>
/// <param name="values">Makes values.</param>
/// <param name="plan">Where it is.</param>
/// <param name="managers">Its managers.</param>
internal sealed class LabHost(LabValues values, HostPlan plan, LabHostManagers managers)
{
    /// <summary>The frequency of a core.</summary>
    public const int CpuMhz = 2400;

    /// <summary>How many cores it has.</summary>
    public const short Cores = 16;

    /// <summary>The frequencies of all cores.</summary>
    public const int TotalMhz = CpuMhz * Cores;

    /// <summary>The memory.</summary>
    public const long MemoryBytes = 128L * 1024 * 1024 * 1024;

    private const string Vendor = "Lab Systems";
    private const string Model = "Lab Server 2";
    private const string CpuModel = "Lab CPU @ 2.40GHz";
    private const long Hz = CpuMhz * 1_000_000L;

    /// <summary>Reads a property.</summary>
    public object? Read(string property) => property switch
    {
        "runtime" => Runtime(),
        "summary" => Summary(),
        "hardware" => Hardware(),
        "capability" => values.Object("HostCapability", ("maxSupportedVcpus", 768), ("maxSupportedVMs", 1024), ("vmotionSupported", true), ("maintenanceModeSupported", true), ("recursiveResourcePoolsSupported", true), ("cpuMemoryResourceConfigurationSupported", true), ("datastorePrincipalSupported", false), ("sanSupported", true), ("nfsSupported", true)),
        "config" => managers.Config(Product()),
        "configManager" => managers.References(),
        "licensableResource" => values.Object("HostLicensableResourceInfo", ("resource", new DataObject[] { values.Object("KeyAnyValue", ("key", "numCpuPackages"), ("value", 2)) })),
        "vm" => plan.Machines,
        "datastore" => plan.Datastores,
        "network" => plan.Networks,
        "datastoreBrowser" => plan.Browser,
        _ => null,
    };

    private DynamicObject Runtime() => values.Object(
        "HostRuntimeInfo",
        ("connectionState", values.Enum("HostSystemConnectionState", "connected")),
        ("powerState", values.Enum("HostSystemPowerState", "poweredOn")),
        ("standbyMode", "none"),
        ("inMaintenanceMode", false),
        ("inQuarantineMode", false),
        ("bootTime", LabValues.Recorded));

    private DynamicObject Product() => values.Object(
        "AboutInfo",
        ("name", "VMware ESXi"),
        ("fullName", "VMware ESXi 8.0.3 build-24022510"),
        ("vendor", "VMware, Inc."),
        ("version", "8.0.3"),
        ("patchLevel", "0"),
        ("build", "24022510"),
        ("localeVersion", "INTL"),
        ("localeBuild", "000"),
        ("osType", "vmnix-x86"),
        ("productLineId", "embeddedEsx"),
        ("apiType", "HostAgent"),
        ("apiVersion", "8.0.3.0"),
        ("licenseProductName", "VMware ESX Server"),
        ("licenseProductVersion", "8.0"));

    private DynamicObject Summary() => values.Object(
        "HostListSummary",
        ("host", plan.Host),
        ("hardware", values.Object(
            "HostHardwareSummary",
            ("vendor", Vendor),
            ("model", Model),
            ("uuid", plan.Uuid),
            ("memorySize", MemoryBytes),
            ("cpuModel", CpuModel),
            ("cpuMhz", CpuMhz),
            ("numCpuPkgs", (short)2),
            ("numCpuCores", Cores),
            ("numCpuThreads", (short)(Cores * 2)),
            ("numNics", 2),
            ("numHBAs", 1))),
        ("runtime", Runtime()),
        ("config", values.Object("HostConfigSummary", ("name", plan.Name), ("port", 443), ("product", Product()), ("vmotionEnabled", true), ("faultToleranceEnabled", false))),
        ("quickStats", values.Object("HostListSummaryQuickStats", ("overallCpuUsage", 840), ("overallMemoryUsage", 9216), ("uptime", 604_800))),
        ("overallStatus", values.Enum("ManagedEntityStatus", "green")),
        ("rebootRequired", false));

    private DynamicObject Hardware() => values.Object(
        "HostHardwareInfo",
        ("systemInfo", values.Object("HostSystemInfo", ("vendor", Vendor), ("model", Model), ("uuid", plan.Uuid), ("serialNumber", plan.Uuid[..8]))),
        ("cpuInfo", values.Object("HostCpuInfo", ("numCpuPackages", (short)2), ("numCpuCores", Cores), ("numCpuThreads", (short)(Cores * 2)), ("hz", Hz))),
        ("cpuPkg", new DataObject[] { Package(0), Package(1) }),
        ("memorySize", MemoryBytes),
        ("numaInfo", values.Object("HostNumaInfo", ("type", "NUMA"), ("numNodes", 2))),
        ("cpuFeature", Features()),
        ("biosInfo", values.Object("HostBIOSInfo", ("biosVersion", "1.0"), ("releaseDate", LabValues.Recorded))));

    private DynamicObject Package(short index) => values.Object(
        "HostCpuPackage",
        ("index", index),
        ("vendor", "intel"),
        ("hz", Hz),
        ("busHz", 100_000_000L),
        ("description", CpuModel),
        ("threadId", Enumerable.Range(index * Cores, Cores).Select(static id => (short)id).ToArray()),
        ("cpuFeature", Features()));

    private DataObject[] Features() => [Leaf(0), Leaf(1), Leaf(unchecked((int)0x80000001))];

    /// <summary>A leaf of CPUID, as libvirt reads it to find out about 64 bit.</summary>
    private DynamicObject Leaf(int level)
    {
        const string None = "0000:0000:0000:0000:0000:0000:0000:0000";
        const string LongMode = "0010:1000:0000:0000:0000:0000:0000:0000";
        return values.Object("HostCpuIdInfo", ("level", level), ("eax", None), ("ebx", None), ("ecx", None), ("edx", level < 0 ? LongMode : None));
    }
}

/// <summary>What distinguishes one host of the lab from another.</summary>
internal sealed record HostPlan
{
    public required ManagedObjectReference Host { get; init; }

    public required string Name { get; init; }

    /// <summary>Its place among the hosts.</summary>
    public required int Index { get; init; }

    /// <summary>The number in its reference.</summary>
    public required int Number { get; init; }

    public required string Uuid { get; init; }

    public required string IpAddress { get; init; }

    public required string MacAddress { get; init; }

    /// <summary>The addresses of its network cards.</summary>
    public required string[] CardMacAddresses { get; init; }

    public required ManagedObjectReference Browser { get; init; }

    public required ManagedObjectReference[] Datastores { get; init; }

    /// <summary>The names and UUIDs of the datastores.</summary>
    public required (string Name, string Uuid)[] Volumes { get; init; }

    public required ManagedObjectReference[] Networks { get; init; }

    /// <summary>The distributed switch that it is a member of.</summary>
    public required SwitchPlan Switch { get; init; }

    /// <summary>The virtual machines that run on it.</summary>
    public ManagedObjectReference[] Machines { get; set; } = [];

    /// <summary>The name of the host in its network.</summary>
    public string HostName => Name.ToLowerInvariant().Replace('_', '-');
}
