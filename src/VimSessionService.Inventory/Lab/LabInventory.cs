using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using VimSessionService.Schema;
using VimSessionService.Vim25;

namespace VimSessionService.Inventory.Lab;

/// <summary>
/// Generates an inventory, in the shape and with the names that users of govmomi's simulator know: <c>DC0</c>, <c>DC0_C0</c>, <c>DC0_C0_H0</c>,
/// <c>DC0_H0_VM0</c>. The same size and seed make the same inventory.
/// </summary>
internal sealed class LabInventory
{
    private const string NetworkName = "VM Network";
    private static readonly ManagedObjectReference Root = new("Folder", "group-d1");
    private static readonly ManagedObjectReference Datacenter = new("Datacenter", "datacenter-2");
    private static readonly ManagedObjectReference VmFolder = new("Folder", "group-v3");
    private static readonly ManagedObjectReference HostFolder = new("Folder", "group-h4");
    private static readonly ManagedObjectReference DatastoreFolder = new("Folder", "group-s5");
    private static readonly ManagedObjectReference NetworkFolder = new("Folder", "group-n6");

    private readonly ServedApi _api = new();
    private readonly LabValues _values;
    private readonly LabStorage _storage;
    private readonly int _seed;
    private readonly InventoryBuilder _builder;
    private readonly (ManagedObjectReference Reference, string Name)[] _datastores;
    private readonly ManagedObjectReference _network = new("Network", "network-7");
    private readonly List<ManagedObjectReference> _computeResources = [];
    private readonly List<ManagedObjectReference> _hosts = [];
    private readonly List<(ManagedObjectReference Machine, ManagedObjectReference Datastore)> _machines = [];
    private int _last = 10;

    private LabInventory(LabSize size, int seed)
    {
        _values = new LabValues(_api.Whole);
        _storage = new LabStorage(_values);
        _seed = seed;
        _builder = new InventoryBuilder(_api, new InventoryProblems());
        _datastores = [.. Enumerable.Range(0, size.Datastores).Select(i => (Next("Datastore", "datastore"), $"LocalDS_{i}"))];
        for (var i = 0; i < size.StandaloneHosts; i++)
            AddComputeResource("ComputeResource", "domain-s", $"DC0_H{i}", [$"DC0_H{i}"], $"DC0_H{i}", size.MachinesOfPool);
        for (var i = 0; i < size.Clusters; i++)
            AddComputeResource("ClusterComputeResource", "domain-c", $"DC0_C{i}", [.. Enumerable.Range(0, size.HostsOfCluster).Select(host => $"DC0_C{i}_H{host}")], $"DC0_C{i}_RP0", size.MachinesOfPool);
        AddFolders();
        AddStorage();
    }

    /// <summary>Generates an inventory.</summary>
    public static ServedInventory Create(LabSize size, int seed) => new LabInventory(size, seed)._builder.Build();

    private void AddFolders()
    {
        Add(Root, "Datacenters", null, property => Folder(property, [Datacenter], "Folder", "Datacenter"));
        Add(Datacenter, "DC0", Root, property => property switch
        {
            "vmFolder" => VmFolder,
            "hostFolder" => HostFolder,
            "datastoreFolder" => DatastoreFolder,
            "networkFolder" => NetworkFolder,
            "datastore" => Datastores,
            "network" => new[] { _network },
            _ => null,
        });
        Add(VmFolder, "vm", Datacenter, property => Folder(property, Machines, "Folder", "VirtualMachine", "VirtualApp"));
        Add(HostFolder, "host", Datacenter, property => Folder(property, [.. _computeResources], "Folder", "ComputeResource"));
        Add(DatastoreFolder, "datastore", Datacenter, property => Folder(property, Datastores, "Folder", "Datastore", "StoragePod"));
        Add(NetworkFolder, "network", Datacenter, property => Folder(property, [_network], "Folder", "Network", "DistributedVirtualSwitch"));
    }

    private void AddStorage()
    {
        foreach (var (reference, name) in _datastores)
        {
            var browser = Next("HostDatastoreBrowser", "datastoreBrowser");
            Add(browser, "", null, property => property == "datastore" ? new[] { reference } : null);
            Add(reference, name, DatastoreFolder, property => _storage.ReadDatastore(
                property, reference, name, UuidOf(name), [.. _hosts], [.. _machines.Where(item => item.Datastore == reference).Select(static item => item.Machine)], browser));
        }

        Add(_network, NetworkName, NetworkFolder, property => _storage.ReadNetwork(property, _network, NetworkName, [.. _hosts], Machines));
    }

    /// <summary>Adds a cluster or a standalone host, with its hosts, its pool and its virtual machines.</summary>
    private void AddComputeResource(string type, string prefix, string name, string[] hostNames, string machinePrefix, int machines)
    {
        var reference = Next(type, prefix, separator: "");
        var pool = Next("ResourcePool", "resgroup");
        var browser = Next("EnvironmentBrowser", "envbrowser");
        var hosts = Array.ConvertAll(hostNames, host => PlanOf(host));
        var added = new List<(ManagedObjectReference Machine, int Host)>();
        for (var i = 0; i < machines; i++)
            added.Add((AddMachine($"{machinePrefix}_VM{i}", hosts[i % hosts.Length].Host, pool, browser), i % hosts.Length));
        for (var i = 0; i < hosts.Length; i++)
        {
            var plan = hosts[i];
            plan.Machines = [.. added.Where(item => item.Host == i).Select(static item => item.Machine)];
            Add(plan.Host, plan.Name, reference, new LabHost(_values, plan).Read);
            Add(plan.Browser, "", null, property => property == "datastore" ? plan.Datastores : null);
        }

        ManagedObjectReference[] references = [.. hosts.Select(static host => host.Host)];
        ManagedObjectReference[] all = [.. added.Select(static item => item.Machine)];
        Add(pool, "Resources", reference, property => LabPool.Read(_values, property, pool, reference, hosts.Length, all));
        Add(browser, "", null, static _ => null);
        Add(reference, name, HostFolder, property => property switch
        {
            "resourcePool" => pool,
            "host" => references,
            "datastore" => Datastores,
            "network" => new[] { _network },
            "environmentBrowser" => browser,
            "summary" => _values.Object(
                type == "ComputeResource" ? "ComputeResourceSummary" : "ClusterComputeResourceSummary",
                ("totalCpu", LabHost.TotalMhz * hosts.Length),
                ("totalMemory", LabHost.MemoryBytes * hosts.Length),
                ("numCpuCores", (short)(LabHost.Cores * hosts.Length)),
                ("numCpuThreads", (short)(LabHost.Cores * 2 * hosts.Length)),
                ("effectiveCpu", LabHost.TotalMhz * hosts.Length),
                ("effectiveMemory", LabHost.MemoryBytes * hosts.Length / (1024 * 1024)),
                ("numHosts", hosts.Length),
                ("numEffectiveHosts", hosts.Length),
                ("overallStatus", _values.Enum("ManagedEntityStatus", "green"))),
            "configurationEx" => type == "ComputeResource"
                ? _values.Object("ComputeResourceConfigInfo", ("vmSwapPlacement", "vmDirectory"))
                : _values.Object("ClusterConfigInfoEx", ("vmSwapPlacement", "vmDirectory"), ("drsConfig", _values.Object("ClusterDrsConfigInfo", ("enabled", true), ("defaultVmBehavior", _values.Enum("DrsBehavior", "fullyAutomated")))), ("dasConfig", _values.Object("ClusterDasConfigInfo", ("enabled", false)))),
            _ => null,
        });
        _computeResources.Add(reference);
        _hosts.AddRange(references);

        HostPlan PlanOf(string host)
        {
            var number = _last + 1;
            return new HostPlan
            {
                Host = Next("HostSystem", "host"),
                Name = host,
                Uuid = UuidOf(host),
                IpAddress = Address(100, number),
                MacAddress = Mac(0x01, number),
                Browser = Next("HostDatastoreBrowser", "datastoreBrowser"),
                Datastores = Datastores,
                Networks = [_network],
            };
        }
    }

    private ManagedObjectReference AddMachine(string name, ManagedObjectReference host, ManagedObjectReference pool, ManagedObjectReference browser)
    {
        var reference = Next("VirtualMachine", "vm");
        var (datastore, datastoreName) = _datastores[_machines.Count % _datastores.Length];
        var plan = new MachinePlan
        {
            Machine = reference,
            Name = name,
            Host = host,
            Pool = pool,
            Datastore = datastore,
            DatastoreName = datastoreName,
            Network = _network,
            NetworkName = NetworkName,
            Browser = browser,
            Uuid = UuidOf(name),
            InstanceUuid = UuidOf($"{name} instance"),
            DiskUuid = UuidOf($"{name} disk"),
            IpAddress = Address(0, _machines.Count + 10),
            MacAddress = Mac(0x02, _machines.Count),
        };
        Add(reference, name, VmFolder, new LabMachine(_values, plan).Read);
        _machines.Add((reference, datastore));
        return reference;
    }

    private ManagedObjectReference[] Machines => [.. _machines.Select(static item => item.Machine)];

    private ManagedObjectReference[] Datastores => [.. _datastores.Select(static item => item.Reference)];

    private static object? Folder(string property, ManagedObjectReference[] children, params string[] types) => property switch
    {
        "childEntity" => children,
        "childType" => types,
        _ => null,
    };

    private void Add(ManagedObjectReference reference, string name, ManagedObjectReference? parent, Func<string, object?> read) =>
        _builder.Add(new LabObject(_values, reference, name, parent, read), "the built-in lab");

    private ManagedObjectReference Next(string type, string prefix, string separator = "-") => new(type, string.Create(CultureInfo.InvariantCulture, $"{prefix}{separator}{++_last}"));

    private static string Address(int first, int number) => string.Create(CultureInfo.InvariantCulture, $"10.{first + (number >> 16)}.{(number >> 8) & 255}.{number & 255}");

    private static string Mac(int kind, int number) => string.Create(CultureInfo.InvariantCulture, $"00:50:56:{kind:x2}:{(number >> 8) & 255:x2}:{number & 255:x2}");

    private string UuidOf(string name)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{_seed} {name}")));
        hash[7] = (byte)((hash[7] & 0x0F) | 0x40);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new Guid(hash.AsSpan(0, 16)).ToString();
    }
}
