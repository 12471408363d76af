using VimSessionService.Schema.Values;
using VimSessionService.Vim25;

namespace VimSessionService.Inventory.Lab;

/// <summary>Generated datastores and networks.</summary>
/// <param name="values">Makes values.</param>
internal sealed class LabStorage(LabValues values)
{
    /// <summary>The size of a datastore.</summary>
    public const long Capacity = 4L * 1024 * 1024 * 1024 * 1024;
    private const long FreeSpace = 3L * 1024 * 1024 * 1024 * 1024;

    /// <summary>Reads a property of a datastore on VMFS.</summary>
    public object? ReadDatastore(string property, ManagedObjectReference datastore, string name, string uuid, ManagedObjectReference[] hosts, ManagedObjectReference[] machines, ManagedObjectReference browser)
    {
        var url = UrlOf(uuid);
        return property switch
        {
            "summary" => values.Object("DatastoreSummary", ("datastore", datastore), ("name", name), ("url", url), ("capacity", Capacity), ("freeSpace", FreeSpace), ("uncommitted", 0L), ("accessible", true), ("multipleHostAccess", hosts.Length > 1), ("type", "VMFS"), ("maintenanceMode", "normal")),
            "info" => values.Object(
                "VmfsDatastoreInfo",
                ("name", name),
                ("url", url),
                ("freeSpace", FreeSpace),
                ("maxFileSize", 70_368_744_177_664L),
                ("maxMemoryFileSize", 70_368_744_177_664L),
                ("timestamp", LabValues.Recorded),
                ("vmfs", Volume(name, uuid, hosts.Length == 1))),
            "host" => values.Array("DatastoreHostMount", [.. hosts.Select(host => Mount(host, uuid))]),
            "vm" => machines,
            "browser" => browser,
            "capability" => values.Object("DatastoreCapability", ("directoryHierarchySupported", true), ("rawDiskMappingsSupported", true), ("perFileThinProvisioningSupported", true), ("storageIORMSupported", true)),
            _ => null,
        };
    }

    /// <summary>The address of a datastore on VMFS.</summary>
    public static string UrlOf(string uuid) => $"ds:///vmfs/volumes/{uuid}/";

    /// <summary>Reads a property of a network.</summary>
    public object? ReadNetwork(string property, ManagedObjectReference network, string name, ManagedObjectReference[] hosts, ManagedObjectReference[] machines) => property switch
    {
        "summary" => values.Object("NetworkSummary", ("network", network), ("name", name), ("accessible", true), ("ipPoolName", "")),
        "host" => hosts,
        "vm" => machines,
        _ => null,
    };

    /// <summary>The volume of a datastore.</summary>
    public DynamicObject Volume(string name, string uuid, bool isLocal) => values.Object(
        "HostVmfsVolume",
        ("type", "VMFS"),
        ("name", name),
        ("capacity", Capacity),
        ("blockSizeMb", 1),
        ("blockSize", 1024),
        ("maxBlocks", 63_963_136),
        ("majorVersion", 6),
        ("version", "6.82"),
        ("uuid", uuid),
        ("extent", new DataObject[] { values.Object("HostScsiDiskPartition", ("diskName", DiskOf(uuid)), ("partition", 1)) }),
        ("vmfsUpgradable", false),
        ("ssd", true),
        ("local", isLocal));

    /// <summary>Where a host has a datastore.</summary>
    public DynamicObject MountInfo(string uuid) => values.Object("HostMountInfo", ("path", $"/vmfs/volumes/{uuid}"), ("accessMode", "readWrite"), ("mounted", true), ("accessible", true));

    /// <summary>The disk that a datastore is on.</summary>
    public static string DiskOf(string uuid) => $"naa.{uuid.Replace("-", "", StringComparison.Ordinal)}";

    private DynamicObject Mount(ManagedObjectReference host, string uuid) => values.Object("DatastoreHostMount", ("key", host), ("mountInfo", MountInfo(uuid)));
}
