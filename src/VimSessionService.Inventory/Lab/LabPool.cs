using VimSessionService.Schema.Values;
using VimSessionService.Vim25;

namespace VimSessionService.Inventory.Lab;

/// <summary>A generated resource pool: the one that every cluster and every standalone host has.</summary>
internal static class LabPool
{
    /// <summary>Reads a property.</summary>
    public static object? Read(LabValues values, string property, ManagedObjectReference pool, ManagedObjectReference owner, int hosts, ManagedObjectReference[] machines) => property switch
    {
        "owner" => owner,
        "resourcePool" => Array.Empty<ManagedObjectReference>(),
        "vm" => machines,
        "config" => Config(values, pool),
        "runtime" => Runtime(values, hosts),
        "summary" => values.Object("ResourcePoolSummary", ("name", "Resources"), ("config", Config(values, pool)), ("runtime", Runtime(values, hosts)), ("configuredMemoryMB", machines.Length * 2048)),
        "childConfiguration" => values.Array("ResourceConfigSpec"),
        _ => null,
    };

    /// <summary>How processors and memory are shared.</summary>
    public static DynamicObject Config(LabValues values, ManagedObjectReference entity) => values.Object(
        "ResourceConfigSpec",
        ("entity", entity),
        ("cpuAllocation", Allocation(values, shares: 4000, reservation: 0, isExpandable: true)),
        ("memoryAllocation", Allocation(values, shares: 163_840, reservation: 0, isExpandable: true)));

    /// <summary>A share.</summary>
    public static DynamicObject Allocation(LabValues values, int shares, long reservation, bool isExpandable) => values.Object(
        "ResourceAllocationInfo",
        ("reservation", reservation),
        ("expandableReservation", isExpandable),
        ("limit", -1L),
        ("shares", values.Object("SharesInfo", ("shares", shares), ("level", values.Enum("SharesLevel", "normal")))));

    private static DynamicObject Runtime(LabValues values, int hosts) => values.Object(
        "ResourcePoolRuntimeInfo",
        ("memory", values.Object("ResourcePoolResourceUsage", ("unreservedForPool", hosts * LabHost.MemoryBytes), ("unreservedForVm", hosts * LabHost.MemoryBytes), ("maxUsage", hosts * LabHost.MemoryBytes))),
        ("cpu", values.Object("ResourcePoolResourceUsage", ("unreservedForPool", hosts * (long)LabHost.TotalMhz), ("unreservedForVm", hosts * (long)LabHost.TotalMhz), ("maxUsage", hosts * (long)LabHost.TotalMhz))),
        ("overallStatus", values.Enum("ManagedEntityStatus", "green")));
}
