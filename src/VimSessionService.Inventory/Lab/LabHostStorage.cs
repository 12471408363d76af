using System.Globalization;
using VimSessionService.Schema.Values;
using VimSessionService.Vim25;

namespace VimSessionService.Inventory.Lab;

/// <summary>The storage of a generated host: one Fibre Channel adapter, behind it a disk for each datastore, by one path.</summary>
/// <param name="values">Makes values.</param>
/// <param name="plan">What distinguishes the host.</param>
/// <param name="volumes">Makes volumes.</param>
internal sealed class LabHostStorage(LabValues values, HostPlan plan, LabStorage volumes)
{
    private const string Adapter = "vmhba0";
    private const string KeyOfAdapter = "key-vim.host.FibreChannelHba-" + Adapter;
    private const string Active = "active";
    private const int BlockSize = 512;
    private const long AdapterNode = 0x2000_0000_C900_0000;
    private const long AdapterPort = 0x1000_0000_C900_0000;
    private const long ArrayNode = 0x5006_0160_0000_0000;
    private static readonly string[] VolumeTypes = ["VMFS", "NFS", "NFS41", "vsan", "VVOL", "VFFS", "OTHER", "PMEM"];
    private static readonly string[] Operational = ["ok"];

    /// <summary>Reads a property of the HostStorageSystem.</summary>
    public object? Read(string property) => property switch
    {
        "storageDeviceInfo" => Devices(),
        "fileSystemVolumeInfo" => Volumes(),
        "systemFile" => Array.Empty<string>(),
        "multipathStateInfo" => PathStates(),
        _ => null,
    };

    /// <summary>Adapters, disks and paths.</summary>
    public DynamicObject Devices()
    {
        Disk[] disks = [.. plan.Volumes.Select(static (volume, lun) => new Disk(lun, LabStorage.DiskOf(volume.Uuid)))];
        return values.Object(
            "HostStorageDeviceInfo",
            ("hostBusAdapter", new DataObject[]
            {
                values.Object(
                    "HostFibreChannelHba",
                    ("key", KeyOfAdapter),
                    ("device", Adapter),
                    ("bus", 5),
                    ("status", "online"),
                    ("model", "Lab Fibre Channel Adapter"),
                    ("driver", "lpfc"),
                    ("pci", "0000:05:00.0"),
                    ("storageProtocol", "scsi"),
                    ("portWorldWideName", AdapterPort + plan.Number),
                    ("nodeWorldWideName", AdapterNode + plan.Number),
                    ("portType", values.Enum("FibreChannelPortType", "fabric")),
                    ("speed", 16L)),
            }),
            ("scsiLun", (DataObject[])[.. disks.Select(Lun)]),
            ("scsiTopology", values.Object("HostScsiTopology", ("adapter", new DataObject[] { Topology(disks) }))),
            ("multipathInfo", values.Object("HostMultipathInfo", ("lun", (DataObject[])[.. disks.Select(Multipath)]))),
            ("softwareInternetScsiEnabled", false));
    }

    /// <summary>The volumes of the datastores.</summary>
    public DynamicObject Volumes() => values.Object(
        "HostFileSystemVolumeInfo",
        ("volumeTypeList", VolumeTypes),
        ("mountInfo", (DataObject[])[.. plan.Volumes.Select(volume => values.Object(
            "HostFileSystemMountInfo",
            ("mountInfo", volumes.MountInfo(volume.Uuid)),
            ("volume", volumes.Volume(volume.Name, volume.Uuid, isLocal: false)),
            ("vStorageSupport", "vStorageSupported")))]));

    /// <summary>Whether each path works.</summary>
    public DynamicObject PathStates() => values.Object(
        "HostMultipathStateInfo",
        ("path", (DataObject[])[.. plan.Volumes.Select(static (volume, lun) => new Disk(lun, LabStorage.DiskOf(volume.Uuid))).Select(disk =>
            values.Object("HostMultipathStateInfoPath", ("name", disk.Path), ("pathState", Active)))]));

    private DynamicObject Lun(Disk disk) => values.Object(
        "HostScsiDisk",
        ("deviceName", disk.Device),
        ("deviceType", "disk"),
        ("key", disk.Key),
        ("uuid", disk.Uuid),
        ("canonicalName", disk.Name),
        ("displayName", $"Lab Fibre Channel Disk ({disk.Name})"),
        ("lunType", "disk"),
        ("vendor", "LAB     "),
        ("model", "LAB DISK        "),
        ("revision", "1.0 "),
        ("scsiLevel", 6),
        ("serialNumber", "unavailable"),
        ("queueDepth", 64),
        ("operationalState", Operational),
        ("capabilities", values.Object("ScsiLunCapabilities", ("updateDisplayNameSupported", true))),
        ("vStorageSupport", "vStorageSupported"),
        ("protocolEndpoint", false),
        ("capacity", values.Object("HostDiskDimensionsLba", ("blockSize", BlockSize), ("block", LabStorage.Capacity / BlockSize))),
        ("devicePath", disk.Device),
        ("ssd", true),
        ("localDisk", false),
        ("scsiDiskType", "native512"));

    private DynamicObject Topology(Disk[] disks) => values.Object(
        "HostScsiTopologyInterface",
        ("key", $"key-vim.host.ScsiTopology.Interface-{Adapter}"),
        ("adapter", KeyOfAdapter),
        ("target", new DataObject[]
        {
            values.Object(
                "HostScsiTopologyTarget",
                ("key", $"key-vim.host.ScsiTopology.Target-{Adapter}:0:0"),
                ("target", 0),
                ("lun", (DataObject[])[.. disks.Select(disk => values.Object("HostScsiTopologyLun", ("key", $"key-vim.host.ScsiTopology.Lun-{disk.Uuid}"), ("lun", disk.Number), ("scsiLun", disk.Key)))]),
                ("transport", Transport())),
        }));

    private DynamicObject Multipath(Disk disk) => values.Object(
        "HostMultipathInfoLogicalUnit",
        ("key", disk.KeyOfUnit),
        ("id", disk.Uuid),
        ("lun", disk.Key),
        ("path", new DataObject[]
        {
            values.Object(
                "HostMultipathInfoPath",
                ("key", $"key-vim.host.MultipathInfo.Path-{disk.Path}"),
                ("name", disk.Path),
                ("pathState", Active),
                ("state", Active),
                ("isWorkingPath", true),
                ("adapter", KeyOfAdapter),
                ("lun", disk.KeyOfUnit),
                ("transport", Transport())),
        }),
        ("policy", values.Object("HostMultipathInfoLogicalUnitPolicy", ("policy", "VMW_PSP_RR"))),
        ("storageArrayTypePolicy", values.Object("HostMultipathInfoLogicalUnitStorageArrayTypePolicy", ("policy", "VMW_SATP_ALUA"))));

    private DynamicObject Transport() => values.Object("HostFibreChannelTargetTransport", ("portWorldWideName", ArrayNode + 1), ("nodeWorldWideName", ArrayNode));

    /// <summary>A disk that the host sees.</summary>
    /// <param name="Number">Its number behind the adapter.</param>
    /// <param name="Name">Its name.</param>
    private sealed record Disk(int Number, string Name)
    {
        public string Device => $"/vmfs/devices/disks/{Name}";

        public string Uuid => $"0200000000{Name["naa.".Length..]}4c4142204449";

        public string Key => $"key-vim.host.ScsiDisk-{Uuid}";

        public string KeyOfUnit => $"key-vim.host.MultipathInfo.LogicalUnit-{Uuid}";

        public string Path => string.Create(CultureInfo.InvariantCulture, $"{Adapter}:C0:T0:L{Number}");
    }
}
