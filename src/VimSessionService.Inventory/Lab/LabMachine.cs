using System.Globalization;
using VimSessionService.Schema.Values;
using VimSessionService.Vim25;

namespace VimSessionService.Inventory.Lab;

/// <summary>A generated virtual machine: Debian with one disk and one network card.</summary>
/// <param name="values">Makes values.</param>
/// <param name="plan">Where it is.</param>
internal sealed class LabMachine(LabValues values, MachinePlan plan)
{
    private const string GuestId = "debian12_64Guest";
    private const string GuestName = "Debian GNU/Linux 12 (64-bit)";
    private const string HardwareVersion = "vmx-21";
    private static readonly int[] DisksOfController = [2000];
    private const int Processors = 1;
    private const int MemoryMB = 2048;
    private const long DiskBytes = 16L * 1024 * 1024 * 1024;
    private const long UsedBytes = 3L * 1024 * 1024 * 1024;

    /// <summary>Reads a property.</summary>
    public object? Read(string property) => property switch
    {
        "config" => Config(),
        "runtime" => Runtime(),
        "guest" => Guest(),
        "summary" => Summary(),
        "storage" => Storage(),
        "layoutEx" => LabMachineFiles.Layout(values, Directory, plan.Name, UsedBytes),
        "resourcePool" => plan.Pool,
        "resourceConfig" => LabPool.Config(values, plan.Machine),
        "environmentBrowser" => plan.Browser,
        "datastore" => new[] { plan.Datastore },
        "network" => new[] { plan.Network },
        "rootSnapshot" => Array.Empty<ManagedObjectReference>(),
        "guestHeartbeatStatus" => values.Enum("ManagedEntityStatus", "green"),
        _ => null,
    };

    private string Directory => $"[{plan.DatastoreName}] {plan.Name}";

    private string PathOfVmx => $"{Directory}/{plan.Name}.vmx";

    private DynamicObject Config() => values.Object(
        "VirtualMachineConfigInfo",
        ("changeVersion", LabValues.Recorded.ToString("yyyy-MM-ddTHH:mm:ss.ffffffZ", CultureInfo.InvariantCulture)),
        ("modified", LabValues.Recorded),
        ("name", plan.Name),
        ("guestFullName", GuestName),
        ("version", HardwareVersion),
        ("uuid", plan.Uuid),
        ("instanceUuid", plan.InstanceUuid),
        ("createDate", LabValues.Recorded),
        ("template", false),
        ("guestId", GuestId),
        ("alternateGuestName", ""),
        ("annotation", ""),
        ("files", Later(() => values.Object("VirtualMachineFileInfo", ("vmPathName", PathOfVmx), ("snapshotDirectory", $"{Directory}/"), ("suspendDirectory", $"{Directory}/"), ("logDirectory", $"{Directory}/")))),
        ("datastoreUrl", Later(() => new DataObject[] { values.Object("VirtualMachineConfigInfoDatastoreUrlPair", ("name", plan.DatastoreName), ("url", plan.DatastoreUrl)) })),
        ("tools", Later(() => values.Object("ToolsConfigInfo", ("toolsVersion", 12389), ("toolsInstallType", "guestToolsTypeOpenVMTools"), ("toolsUpgradePolicy", "manual"), ("syncTimeWithHost", false)))),
        ("flags", Later(() => values.Object("VirtualMachineFlagInfo", ("enableLogging", true), ("diskUuidEnabled", false), ("monitorType", "release"), ("vbsEnabled", false)))),
        ("defaultPowerOps", Later(() => values.Object("VirtualMachineDefaultPowerOpInfo", ("powerOffType", "soft"), ("suspendType", "hard"), ("resetType", "soft"), ("standbyAction", "checkpoint")))),
        ("hardware", Later(() => values.Object("VirtualHardware", ("numCPU", Processors), ("numCoresPerSocket", 1), ("autoCoresPerSocket", false), ("memoryMB", MemoryMB), ("device", Later(Devices))))),
        ("cpuAllocation", Later(() => LabPool.Allocation(values, shares: 1000, reservation: 0, isExpandable: false))),
        ("memoryAllocation", Later(() => LabPool.Allocation(values, shares: MemoryMB * 10, reservation: 0, isExpandable: false))),
        ("memoryHotAddEnabled", false),
        ("cpuHotAddEnabled", false),
        ("extraConfig", Later(() => new DataObject[] { values.Object("OptionValue", ("key", "guestinfo.hostname"), ("value", plan.HostName)) })),
        ("bootOptions", Later(() => values.Object("VirtualMachineBootOptions", ("bootDelay", 0L), ("efiSecureBootEnabled", false)))),
        ("firmware", "efi"));

    private DataObject[] Devices() =>
    [
        values.Object("VirtualIDEController", ("key", 200), ("deviceInfo", Label("IDE 0", "IDE 0")), ("busNumber", 0)),
        values.Object("ParaVirtualSCSIController", ("key", 1000), ("deviceInfo", Label("SCSI controller 0", "VMware paravirtual SCSI")), ("controllerKey", 100), ("unitNumber", 3), ("busNumber", 0), ("device", DisksOfController), ("hotAddRemove", true), ("sharedBus", values.Enum("VirtualSCSISharing", "noSharing")), ("scsiCtlrUnitNumber", 7)),
        values.Object(
            "VirtualDisk",
            ("key", 2000),
            ("deviceInfo", Label("Hard disk 1", $"{(DiskBytes / 1024).ToString("N0", CultureInfo.InvariantCulture)} KB")),
            ("backing", values.Object("VirtualDiskFlatVer2BackingInfo", ("fileName", $"{Directory}/{plan.Name}.vmdk"), ("datastore", plan.Datastore), ("diskMode", "persistent"), ("thinProvisioned", true), ("uuid", plan.DiskUuid))),
            ("controllerKey", 1000),
            ("unitNumber", 0),
            ("capacityInKB", DiskBytes / 1024),
            ("capacityInBytes", DiskBytes)),
        values.Object(
            "VirtualVmxnet3",
            ("key", 4000),
            ("deviceInfo", Label("Network adapter 1", plan.NetworkName)),
            ("backing", values.Object("VirtualEthernetCardNetworkBackingInfo", ("deviceName", plan.NetworkName), ("network", plan.Network))),
            ("connectable", values.Object("VirtualDeviceConnectInfo", ("startConnected", true), ("allowGuestControl", true), ("connected", true), ("status", "ok"))),
            ("controllerKey", 100),
            ("unitNumber", 7),
            ("addressType", "assigned"),
            ("macAddress", plan.MacAddress),
            ("wakeOnLanEnabled", true)),
    ];

    /// <summary>A value that most paths do not need.</summary>
    private static ComputedValue Later(Func<object> make) => new(make);

    private DynamicObject Label(string label, string summary) => values.Object("Description", ("label", label), ("summary", summary));

    private DynamicObject Runtime() => values.Object(
        "VirtualMachineRuntimeInfo",
        ("host", plan.Host),
        ("connectionState", values.Enum("VirtualMachineConnectionState", "connected")),
        ("powerState", values.Enum("VirtualMachinePowerState", "poweredOn")),
        ("faultToleranceState", values.Enum("VirtualMachineFaultToleranceState", "notConfigured")),
        ("bootTime", LabValues.Recorded),
        ("maxCpuUsage", LabHost.CpuMhz * Processors),
        ("maxMemoryUsage", MemoryMB),
        ("recordReplayState", values.Enum("VirtualMachineRecordReplayState", "inactive")),
        ("consolidationNeeded", false));

    private DynamicObject Guest() => values.Object(
        "GuestInfo",
        ("toolsStatus", values.Enum("VirtualMachineToolsStatus", "toolsOk")),
        ("toolsVersionStatus", "guestToolsUnmanaged"),
        ("toolsVersionStatus2", "guestToolsUnmanaged"),
        ("toolsRunningStatus", "guestToolsRunning"),
        ("toolsVersion", "12389"),
        ("guestId", GuestId),
        ("guestFamily", "linuxGuest"),
        ("guestFullName", GuestName),
        ("hostName", plan.HostName),
        ("ipAddress", plan.IpAddress),
        ("net", Later(() => new DataObject[] { values.Object("GuestNicInfo", ("network", plan.NetworkName), ("ipAddress", new[] { plan.IpAddress }), ("macAddress", plan.MacAddress), ("connected", true), ("deviceConfigId", 4000)) })),
        ("disk", Later(() => new DataObject[] { values.Object("GuestDiskInfo", ("diskPath", "/"), ("capacity", DiskBytes), ("freeSpace", DiskBytes - UsedBytes), ("filesystemType", "ext4")) })),
        ("guestState", "running"),
        ("guestOperationsReady", true),
        ("interactiveGuestOperationsReady", false),
        ("hwVersion", HardwareVersion));

    private DynamicObject Summary() => values.Object(
        "VirtualMachineSummary",
        ("vm", plan.Machine),
        ("runtime", Later(Runtime)),
        ("guest", Later(() => values.Object(
            "VirtualMachineGuestSummary",
            ("guestId", GuestId),
            ("guestFullName", GuestName),
            ("toolsStatus", values.Enum("VirtualMachineToolsStatus", "toolsOk")),
            ("toolsVersionStatus", "guestToolsUnmanaged"),
            ("toolsVersionStatus2", "guestToolsUnmanaged"),
            ("toolsRunningStatus", "guestToolsRunning"),
            ("hostName", plan.HostName),
            ("ipAddress", plan.IpAddress),
            ("hwVersion", HardwareVersion)))),
        ("config", Later(() => values.Object(
            "VirtualMachineConfigSummary",
            ("name", plan.Name),
            ("template", false),
            ("vmPathName", PathOfVmx),
            ("memorySizeMB", MemoryMB),
            ("cpuReservation", 0),
            ("memoryReservation", 0),
            ("numCpu", Processors),
            ("numEthernetCards", 1),
            ("numVirtualDisks", 1),
            ("uuid", plan.Uuid),
            ("instanceUuid", plan.InstanceUuid),
            ("guestId", GuestId),
            ("guestFullName", GuestName),
            ("annotation", ""),
            ("hwVersion", HardwareVersion)))),
        ("storage", Later(() => values.Object("VirtualMachineStorageSummary", ("committed", UsedBytes), ("uncommitted", DiskBytes - UsedBytes), ("unshared", UsedBytes), ("timestamp", LabValues.Recorded)))),
        ("quickStats", Later(() => values.Object("VirtualMachineQuickStats", ("overallCpuUsage", 21), ("guestMemoryUsage", 204), ("hostMemoryUsage", 1560), ("guestHeartbeatStatus", values.Enum("ManagedEntityStatus", "green")), ("uptimeSeconds", 86_400)))),
        ("overallStatus", values.Enum("ManagedEntityStatus", "green")));

    private DynamicObject Storage() => values.Object(
        "VirtualMachineStorageInfo",
        ("perDatastoreUsage", new DataObject[] { values.Object("VirtualMachineUsageOnDatastore", ("datastore", plan.Datastore), ("committed", UsedBytes), ("uncommitted", DiskBytes - UsedBytes), ("unshared", UsedBytes)) }),
        ("timestamp", LabValues.Recorded));
}

/// <summary>What distinguishes one virtual machine of the lab from another.</summary>
internal sealed record MachinePlan
{
    public required ManagedObjectReference Machine { get; init; }

    public required string Name { get; init; }

    public required ManagedObjectReference Host { get; init; }

    public required ManagedObjectReference Pool { get; init; }

    public required ManagedObjectReference Datastore { get; init; }

    public required string DatastoreName { get; init; }

    public required string DatastoreUrl { get; init; }

    public required ManagedObjectReference Network { get; init; }

    public required string NetworkName { get; init; }

    public required ManagedObjectReference Browser { get; init; }

    public required string Uuid { get; init; }

    public required string InstanceUuid { get; init; }

    public required string DiskUuid { get; init; }

    public required string IpAddress { get; init; }

    public required string MacAddress { get; init; }

    /// <summary>The name of the machine in its network.</summary>
    public string HostName => Name.ToLowerInvariant().Replace('_', '-');
}
