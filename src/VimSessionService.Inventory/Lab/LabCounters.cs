using VimSessionService.Schema.Values;
using VimSessionService.Vim25;

namespace VimSessionService.Inventory.Lab;

/// <summary>A counter of the lab.</summary>
internal sealed record LabCounter
{
    public required int Key { get; init; }

    public required string Group { get; init; }

    public required string Name { get; init; }

    public required string Label { get; init; }

    public required string Unit { get; init; }

    public string Rollup { get; init; } = "average";

    public string Stats { get; init; } = "rate";

    /// <summary>The least value.</summary>
    public long Least { get; init; }

    /// <summary>The largest value.</summary>
    public required long Most { get; init; }

    /// <summary>The instances of a type of entity, an empty one for the whole.</summary>
    public required Dictionary<string, string[]> Instances { get; init; }

    /// <inheritdoc cref="Instances"/>
    public string[] InstancesOf(string type) => Instances.GetValueOrDefault(type, []);
}

/// <summary>The counters of the lab, a choice of those of a vCenter. Clients find them by their names, since every vCenter has its own keys.</summary>
internal static class LabCounters
{
    private static readonly string[] Whole = [""];

    /// <summary>All of them.</summary>
    public static IReadOnlyList<LabCounter> All { get; } =
    [
        new() { Key = 2, Group = "cpu", Name = "usage", Label = "Usage", Unit = "percent", Least = 100, Most = 6000, Instances = Of("VirtualMachine", "HostSystem") },
        new() { Key = 6, Group = "cpu", Name = "usagemhz", Label = "Usage in MHz", Unit = "megaHertz", Least = 20, Most = 2000, Instances = Of("VirtualMachine:0", "HostSystem", "ClusterComputeResource", "ResourcePool") },
        new() { Key = 12, Group = "cpu", Name = "ready", Label = "Ready", Unit = "millisecond", Rollup = "summation", Stats = "delta", Least = 1, Most = 400, Instances = Of("VirtualMachine:0", "HostSystem") },
        new() { Key = 24, Group = "mem", Name = "usage", Label = "Usage", Unit = "percent", Stats = "absolute", Least = 500, Most = 7000, Instances = Of("VirtualMachine", "HostSystem", "ClusterComputeResource") },
        new() { Key = 33, Group = "mem", Name = "active", Label = "Active", Unit = "kiloBytes", Stats = "absolute", Least = 20_000, Most = 400_000, Instances = Of("VirtualMachine", "HostSystem") },
        new() { Key = 98, Group = "mem", Name = "consumed", Label = "Consumed", Unit = "kiloBytes", Stats = "absolute", Least = 200_000, Most = 1_900_000, Instances = Of("VirtualMachine", "HostSystem", "ClusterComputeResource", "ResourcePool") },
        new() { Key = 125, Group = "disk", Name = "usage", Label = "Usage", Unit = "kiloBytesPerSecond", Most = 4000, Instances = Of("VirtualMachine", "HostSystem") },
        new() { Key = 130, Group = "disk", Name = "read", Label = "Read rate", Unit = "kiloBytesPerSecond", Most = 2000, Instances = Of("VirtualMachine", "HostSystem") },
        new() { Key = 131, Group = "disk", Name = "write", Label = "Write rate", Unit = "kiloBytesPerSecond", Most = 2000, Instances = Of("VirtualMachine", "HostSystem") },
        new() { Key = 143, Group = "net", Name = "usage", Label = "Usage", Unit = "kiloBytesPerSecond", Most = 900, Instances = Of("VirtualMachine:4000", "HostSystem:vmnic0") },
        new() { Key = 146, Group = "net", Name = "packetsRx", Label = "Packets received", Unit = "number", Rollup = "summation", Stats = "delta", Most = 900, Instances = Of("VirtualMachine:4000", "HostSystem:vmnic0") },
        new() { Key = 147, Group = "net", Name = "packetsTx", Label = "Packets transmitted", Unit = "number", Rollup = "summation", Stats = "delta", Most = 900, Instances = Of("VirtualMachine:4000", "HostSystem:vmnic0") },
        new() { Key = 148, Group = "net", Name = "received", Label = "Data receive rate", Unit = "kiloBytesPerSecond", Most = 400, Instances = Of("VirtualMachine:4000", "HostSystem:vmnic0") },
        new() { Key = 149, Group = "net", Name = "transmitted", Label = "Data transmit rate", Unit = "kiloBytesPerSecond", Most = 400, Instances = Of("VirtualMachine:4000", "HostSystem:vmnic0") },
        new() { Key = 155, Group = "sys", Name = "uptime", Label = "Uptime", Unit = "second", Rollup = "latest", Stats = "absolute", Most = 1, Instances = Of("VirtualMachine", "HostSystem") },
        new() { Key = 157, Group = "power", Name = "power", Label = "Usage", Unit = "watt", Least = 120, Most = 480, Instances = Of("HostSystem") },
        new() { Key = 178, Group = "virtualDisk", Name = "read", Label = "Read rate", Unit = "kiloBytesPerSecond", Most = 2000, Instances = OnlyOf("VirtualMachine", "scsi0:0") },
        new() { Key = 179, Group = "virtualDisk", Name = "write", Label = "Write rate", Unit = "kiloBytesPerSecond", Most = 2000, Instances = OnlyOf("VirtualMachine", "scsi0:0") },
        new() { Key = 281, Group = "disk", Name = "used", Label = "Space actually used", Unit = "kiloBytes", Rollup = "latest", Stats = "absolute", Least = 900_000_000, Most = 1_000_000_000, Instances = Of("Datastore") },
    ];

    private static readonly Dictionary<int, LabCounter> ByKey = All.ToDictionary(static counter => counter.Key);

    /// <summary>Finds a counter.</summary>
    public static LabCounter? Find(int key) => ByKey.GetValueOrDefault(key);

    /// <summary>Reads a property of the PerformanceManager.</summary>
    public static object? Read(LabValues values, string property) => property switch
    {
        "perfCounter" => values.Array("PerfCounterInfo", [.. All.Select(counter => Describe(values, counter))]),
        "historicalInterval" => values.Array("PerfInterval", [.. LabPerformance.Intervals.Select((interval, i) => values.Object("PerfInterval", ("key", i + 1), ("samplingPeriod", interval.Period), ("name", interval.Name), ("length", interval.Length), ("level", 1), ("enabled", true)))]),
        "description" => values.Object(
            "PerformanceDescription",
            ("counterType", Elements(values, "average", "latest", "maximum", "minimum", "none", "summation")),
            ("statsType", Elements(values, "absolute", "delta", "rate"))),
        _ => null,
    };

    private static DynamicObject Describe(LabValues values, LabCounter counter) => values.Object(
        "PerfCounterInfo",
        ("key", counter.Key),
        ("nameInfo", Element(values, counter.Name, counter.Label)),
        ("groupInfo", Element(values, counter.Group, counter.Group)),
        ("unitInfo", Element(values, counter.Unit, counter.Unit)),
        ("rollupType", values.Enum("PerfSummaryType", counter.Rollup)),
        ("statsType", values.Enum("PerfStatsType", counter.Stats)),
        ("level", 1),
        ("perDeviceLevel", 3));

    private static DataObject[] Elements(LabValues values, params string[] keys) => [.. keys.Select(key => Element(values, key, key))];

    private static DynamicObject Element(LabValues values, string key, string label) => values.Object("ElementDescription", ("key", key), ("label", label), ("summary", label));

    /// <summary>The instances of types: the whole, and the device that stands after a colon.</summary>
    private static Dictionary<string, string[]> Of(params string[] types) => types.Select(static type => type.Split(':')).ToDictionary(
        static parts => parts[0], static parts => parts.Length == 1 ? Whole : ["", parts[1]], StringComparer.Ordinal);

    private static Dictionary<string, string[]> OnlyOf(string type, string instance) => new(StringComparer.Ordinal) { [type] = [instance] };
}
