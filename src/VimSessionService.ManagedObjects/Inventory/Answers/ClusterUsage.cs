using VimSessionService.Core.Calls;
using VimSessionService.Inventory.Lab;
using VimSessionService.ManagedObjects.Inventory.Edits;
using VimSessionService.Vim25;

namespace VimSessionService.ManagedObjects.Inventory.Answers;

/// <summary>What a cluster has and uses of processors, memory and storage: the sums of what its hosts and its datastores say.</summary>
/// <param name="values">Makes values.</param>
/// <param name="edits">Reads the inventory.</param>
internal sealed class ClusterUsage(LabValues values, InventoryEdits edits)
{
    private const long MiB = 1024 * 1024;

    /// <summary>The sums of a cluster.</summary>
    public DataObject Of(ManagedObjectReference cluster, CallContext call)
    {
        var (usedMhz, mhz, usedMemory, memory) = (0L, 0L, 0L, 0L);
        foreach (var host in References(cluster, "host", call))
        {
            var summary = edits.Read(host, "summary");
            var (hardware, stats) = (DynamicMembers.Field(summary, "hardware"), DynamicMembers.Field(summary, "quickStats"));
            usedMhz += Number(stats, "overallCpuUsage");
            mhz += Number(hardware, "cpuMhz") * Number(hardware, "numCpuCores");
            usedMemory += Number(stats, "overallMemoryUsage");
            memory += Number(hardware, "memorySize") / MiB;
        }

        var (free, capacity) = (0L, 0L);
        foreach (var datastore in References(cluster, "datastore", call))
        {
            var summary = edits.Read(datastore, "summary");
            free += Number(summary, "freeSpace") / MiB;
            capacity += Number(summary, "capacity") / MiB;
        }

        return values.Object(
            "ClusterResourceUsageSummary",
            ("cpuUsedMHz", Int(usedMhz)),
            ("cpuCapacityMHz", Int(mhz)),
            ("memUsedMB", Int(usedMemory)),
            ("memCapacityMB", Int(memory)),
            ("pMemAvailableMB", 0L),
            ("pMemCapacityMB", 0L),
            ("storageUsedMB", capacity - free),
            ("storageCapacityMB", capacity));
    }

    private ManagedObjectReference[] References(ManagedObjectReference cluster, string property, CallContext call)
    {
        var references = edits.Existing(edits.Read(cluster, property) as ManagedObjectReference[] ?? []);
        call.Budget.Spend(references.Length);
        return references;
    }

    private static long Number(object? data, string field) => DynamicMembers.Field(data, field) switch
    {
        long value => value,
        int value => value,
        short value => value,
        _ => 0,
    };

    private static int Int(long value) => (int)Math.Clamp(value, 0, int.MaxValue);
}
