using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using VimSessionService.Schema;
using VimSessionService.Schema.Values;
using VimSessionService.Vim25;

namespace VimSessionService.Inventory.Lab;

/// <summary>
/// Generates an inventory, in the shape and with the names that users of govmomi's simulator know: <c>DC0</c>, <c>DC0_C0</c>, <c>DC0_C0_H0</c>,
/// <c>DC0_H0_VM0</c>. The same size and seed make the same inventory.
/// </summary>
internal sealed class LabInventory
{
    /// <summary>The network of the virtual machines.</summary>
    public const string NetworkName = "VM Network";

    private static readonly ManagedObjectReference Root = new("Folder", "group-d1");
    private static readonly ManagedObjectReference Datacenter = new("Datacenter", "datacenter-2");
    private static readonly ManagedObjectReference VmFolder = new("Folder", "group-v3");
    private static readonly ManagedObjectReference HostFolder = new("Folder", "group-h4");
    private static readonly ManagedObjectReference DatastoreFolder = new("Folder", "group-s5");
    private static readonly ManagedObjectReference NetworkFolder = new("Folder", "group-n6");

    private static readonly ManagedObjectReference PerformanceManager = new("PerformanceManager", "PerfMgr");

    private readonly ServedApi _api;
    private readonly LabValues _values;
    private readonly LabStorage _storage;
    private readonly int _seed;
    private readonly InventoryBuilder _builder;
    private readonly (ManagedObjectReference Reference, string Name)[] _datastores;
    private readonly (string Name, string Uuid)[] _volumes;
    private readonly ManagedObjectReference _network = new("Network", "network-7");
    private readonly SwitchPlan _switch;
    private readonly ManagedObjectReference[] _networks;
    private readonly List<ManagedObjectReference> _computeResources = [];
    private readonly List<HostPlan> _hosts = [];
    private readonly List<(ManagedObjectReference Machine, ManagedObjectReference Datastore)> _machines = [];
    private readonly HashSet<ManagedObjectReference> _known = [];
    private ManagedObjectReference[]? _allMachines;
    private ManagedObjectReference[]? _allDatastores;
    private int _last = 10;

    private LabInventory(LabSize size, int seed, ServedApi api)
    {
        _api = api;
        _values = new LabValues(_api.Whole);
        _storage = new LabStorage(_values);
        _seed = seed;
        _builder = new InventoryBuilder(_api, new InventoryProblems());
        _datastores = [.. Enumerable.Range(0, size.Datastores).Select(i => (Next("Datastore", "datastore"), $"LocalDS_{i}"))];
        _volumes = [.. _datastores.Select(item => (item.Name, UuidOf(item.Name)))];
        _switch = new SwitchPlan { Uuid = SwitchUuidOf("DVS0") };
        _networks = [_network, _switch.Uplinks, _switch.Group];
        for (var i = 0; i < size.StandaloneHosts; i++)
            AddComputeResource("ComputeResource", "domain-s", $"DC0_H{i}", [$"DC0_H{i}"], $"DC0_H{i}", size.MachinesOfPool);
        for (var i = 0; i < size.Clusters; i++)
            AddComputeResource("ClusterComputeResource", "domain-c", $"DC0_C{i}", [.. Enumerable.Range(0, size.HostsOfCluster).Select(host => $"DC0_C{i}_H{host}")], $"DC0_C{i}_RP0", size.MachinesOfPool);
        AddFolders();
        AddStorage();
        AddNetworks();
        Add(PerformanceManager, "", null, property => LabCounters.Read(_values, property));
    }

    /// <summary>Generates an inventory.</summary>
    /// <param name="size">How large it is.</param>
    /// <param name="seed">What its values follow from.</param>
    /// <param name="shared">The API, where several inventories share it.</param>
    public static ServedInventory Create(LabSize size, int seed, ServedApi? shared = null)
    {
        var lab = new LabInventory(size, seed, shared ?? new ServedApi());
        return lab._builder.Build(new LabPerformance(seed, lab._known.Contains));
    }

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
            "network" => _networks,
            _ => null,
        });
        Add(VmFolder, "vm", Datacenter, property => Folder(property, Machines, "Folder", "VirtualMachine", "VirtualApp"));
        ManagedObjectReference[] computeResources = [.. _computeResources];
        Add(HostFolder, "host", Datacenter, property => Folder(property, computeResources, "Folder", "ComputeResource"));
        Add(DatastoreFolder, "datastore", Datacenter, property => Folder(property, Datastores, "Folder", "Datastore", "StoragePod"));
        ManagedObjectReference[] networks = [_network, SwitchPlan.Reference, _switch.Uplinks, _switch.Group];
        Add(NetworkFolder, "network", Datacenter, property => Folder(property, networks, "Folder", "Network", "DistributedVirtualSwitch"));
    }

    private void AddStorage()
    {
        var hosts = Hosts;
        var machines = _machines.ToLookup(static item => item.Datastore, static item => item.Machine);
        foreach (var (reference, name) in _datastores)
        {
            ManagedObjectReference[] ofDatastore = [.. machines[reference]];
            var browser = Next("HostDatastoreBrowser", "datastoreBrowser");
            Add(browser, "", null, property => property == "datastore" ? new[] { reference } : null);
            Add(reference, name, DatastoreFolder, property => _storage.ReadDatastore(
                property, reference, name, UuidOf(name), hosts, ofDatastore, browser));
        }
    }

    private void AddNetworks()
    {
        var hosts = Hosts;
        var distributed = new LabSwitch(_values, _switch, _hosts);
        Add(_network, NetworkName, NetworkFolder, property => _storage.ReadNetwork(property, _network, NetworkName, hosts, Machines));
        Add(SwitchPlan.Reference, _switch.Name, NetworkFolder, distributed.Read);
        Add(_switch.Uplinks, _switch.UplinksName, NetworkFolder, distributed.ReadUplinks);
        Add(_switch.Group, _switch.GroupName, NetworkFolder, distributed.ReadGroup);
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
            var managers = new LabHostManagers(_values, plan, _storage);
            Add(plan.Host, plan.Name, reference, new LabHost(_values, plan, managers).Read);
            foreach (var manager in managers.All)
                Add(manager.Reference, "", null, manager.Read);
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
            "network" => _networks,
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
            "configuration" when type == "ClusterComputeResource" => _values.Object("ClusterConfigInfo", ("dasConfig", Das()), ("drsConfig", Drs())),
            "configurationEx" => type == "ComputeResource"
                ? _values.Object("ComputeResourceConfigInfo", ("vmSwapPlacement", "vmDirectory"))
                : _values.Object("ClusterConfigInfoEx", ("vmSwapPlacement", "vmDirectory"), ("dasConfig", Das()), ("drsConfig", Drs()), ("dpmConfigInfo", _values.Object("ClusterDpmConfigInfo", ("enabled", false))), ("vsanConfigInfo", _values.Object("VsanClusterConfigInfo", ("enabled", false), ("defaultConfig", _values.Object("VsanClusterConfigInfoHostDefaultInfo", ("autoClaimStorage", false)))))),
            _ => null,
        });
        _computeResources.Add(reference);

        DynamicObject Das() => _values.Object("ClusterDasConfigInfo", ("enabled", false));

        DynamicObject Drs() => _values.Object("ClusterDrsConfigInfo", ("enabled", true), ("defaultVmBehavior", _values.Enum("DrsBehavior", "fullyAutomated")));

        HostPlan PlanOf(string host)
        {
            var number = _last + 1;
            var plan = new HostPlan
            {
                Host = Next("HostSystem", "host"),
                Name = host,
                Index = _hosts.Count,
                Number = number,
                Uuid = UuidOf(host),
                IpAddress = Address(100, number),
                MacAddress = Mac(0x01, number),
                CardMacAddresses = [Mac(0x03, number), Mac(0x04, number)],
                Browser = Next("HostDatastoreBrowser", "datastoreBrowser"),
                Datastores = Datastores,
                Volumes = _volumes,
                Networks = _networks,
                Switch = _switch,
            };
            _hosts.Add(plan);
            return plan;
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
            DatastoreUrl = LabStorage.UrlOf(UuidOf(datastoreName)),
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

    /// <summary>All machines; asked for when all are there.</summary>
    private ManagedObjectReference[] Machines => _allMachines ??= [.. _machines.Select(static item => item.Machine)];

    private ManagedObjectReference[] Hosts => [.. _hosts.Select(static host => host.Host)];

    private ManagedObjectReference[] Datastores => _allDatastores ??= [.. _datastores.Select(static item => item.Reference)];

    private static object? Folder(string property, ManagedObjectReference[] children, params string[] types) => property switch
    {
        "childEntity" => children,
        "childType" => types,
        _ => null,
    };

    private void Add(ManagedObjectReference reference, string name, ManagedObjectReference? parent, Func<string, object?> read)
    {
        _known.Add(reference);
        _builder.Add(new LabObject(_values, reference, name, parent, read), "the built-in lab");
    }

    private ManagedObjectReference Next(string type, string prefix, string separator = "-") => new(type, string.Create(CultureInfo.InvariantCulture, $"{prefix}{separator}{++_last}"));

    private static string Address(int first, int number) => string.Create(CultureInfo.InvariantCulture, $"10.{first + (number >> 16)}.{(number >> 8) & 255}.{number & 255}");

    private static string Mac(int kind, int number) => string.Create(CultureInfo.InvariantCulture, $"00:50:56:{kind:x2}:{(number >> 8) & 255:x2}:{number & 255:x2}");

    /// <summary>A UUID as switches have it: <c>50 0c … 11-22 … 33</c>.</summary>
    private string SwitchUuidOf(string name)
    {
        var digits = Convert.ToHexStringLower(Guid.Parse(UuidOf(name)).ToByteArray(bigEndian: true));
        var bytes = Enumerable.Range(0, 16).Select(i => digits.Substring(2 * i, 2)).ToArray();
        return $"{string.Join(' ', bytes[..8])}-{string.Join(' ', bytes[8..])}";
    }

    private string UuidOf(string name)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{_seed} {name}")));
        hash[7] = (byte)((hash[7] & 0x0F) | 0x40);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new Guid(hash.AsSpan(0, 16)).ToString();
    }
}
