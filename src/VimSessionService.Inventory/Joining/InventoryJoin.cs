using System.Globalization;
using VimSessionService.Schema;
using VimSessionService.Vim25;

namespace VimSessionService.Inventory.Joining;

/// <summary>
/// Serves several inventories as that of one vCenter. Below the root folder of the service stands what is in each root folder: the datacenters of a vCenter, the one datacenter of an ESX host, which
/// is called as the host is. References, counters and custom fields that clash are told apart.
/// </summary>
internal sealed class InventoryJoin
{
    private const string NameOfHostDatacenter = "ha-datacenter";

    private readonly ServedApi _api;
    private readonly ManagedObjectReference _root;
    private readonly List<InventoryEntry> _entries = [];
    private readonly List<InventoryObject> _others = [];
    private readonly List<string> _problems = [];
    private readonly List<LateProblems> _late = [];
    private readonly Dictionary<string, string> _paths = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ManagedObjectReference> _content = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<InventoryObject>> _managers = new(StringComparer.Ordinal);
    private readonly HashSet<string> _namesInRoot = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _counters = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _customFields = new(StringComparer.Ordinal);
    private readonly JoinedPerformance _performance = new();
    private bool _hasPerformance;
    private long _lastNumber;

    private InventoryJoin(ServedApi api, ManagedObjectReference root)
    {
        (_api, _root) = (api, root);
        _content["rootFolder"] = root;
        _paths.Add(root.Value, "the service");
    }

    /// <summary>Joins inventories.</summary>
    /// <param name="parts">The inventories with the paths that they are from, in the order in which they keep names.</param>
    /// <param name="api">The API, which all of them share.</param>
    /// <param name="root">The root folder of the service.</param>
    /// <exception cref="InventoryException">References cannot be told apart.</exception>
    public static ServedInventory Join(IReadOnlyList<(string Path, ServedInventory Inventory)> parts, ServedApi api, ManagedObjectReference root)
    {
        var join = new InventoryJoin(api, root);
        for (var i = 0; i < parts.Count; i++)
            join.Add(i + 1, parts[i].Path, parts[i].Inventory);
        return join.Build();
    }

    private void Add(int place, string path, ServedInventory part)
    {
        var names = new ReferenceNames(place, (_lastNumber / ReferenceNames.Step + 1) * ReferenceNames.Step);
        var managers = FixContent(part, names);
        var counters = KeyTable.Make(ManagerOf(part, "perfManager") is { } performance ? CountersOf(performance) : [], _counters);
        var customFields = KeyTable.Make(ManagerOf(part, "customFieldsManager") is { } fields ? CustomFieldsOf(fields) : [], _customFields);
        var values = new JoinedValues(names, counters, customFields);
        foreach (var entry in part.Entries)
        {
            var parent = names.Of(entry.Parent ?? _root);
            var name = parent.Value == _root.Value ? FreeName(part, entry) : entry.Name;
            var joined = Joined(path, entry.Object, values, name == entry.Name ? null : name);
            _entries.Add(new InventoryEntry(joined, name, parent));
            AddStatistics(part, entry.Object, joined, counters);
        }

        foreach (var other in part.Others)
        {
            if (managers.TryGetValue(other.Reference.Value, out var member))
            {
                AddManager(member, new JoinedObject(other, values, name: null));
                continue;
            }

            AddStatistics(part, other, Joined(path, other, values, name: null), counters, _others.Add);
        }

        foreach (var value in part.Entries.Select(static entry => entry.Object).Concat(part.Others).Select(item => names.Of(item.Reference.Value)))
        {
            if (ReferenceNames.NumberOf(value) is { } number)
                _lastNumber = Math.Max(_lastNumber, number.Value);
        }

        if (_lastNumber > int.MaxValue - ReferenceNames.Step)
            throw new InventoryException(string.Create(CultureInfo.InvariantCulture, $"--inventory {path}: the numbers of its references are too large to be told apart from those of another one. Serve it by a service of its own."));
        _problems.AddRange(part.Problems);
        _late.AddRange(part.Late);
    }

    /// <summary>Gives the root folder and the managers of an inventory the names that the first one has.</summary>
    /// <returns>The members of the service content that name managers, by the managers' own names.</returns>
    private Dictionary<string, string> FixContent(ServedInventory part, ReferenceNames names)
    {
        var managers = new Dictionary<string, string>(StringComparer.Ordinal);
        if (part.Root is { } root)
            names.Fix(root.Object.Reference.Value, _root.Value);
        names.Fix(_root.Value, _root.Value);
        names.Fix("ServiceInstance", "ServiceInstance");
        foreach (var (member, reference) in ContentOf(part))
        {
            managers.TryAdd(reference.Value, member);
            if (_content.TryGetValue(member, out var known))
                names.Fix(reference.Value, known.Value);
            else
                _content.Add(member, names.Of(reference));
        }

        return managers;
    }

    private InventoryObject Joined(string path, InventoryObject item, JoinedValues values, string? name)
    {
        var joined = values.IsSame && name is null ? item : new JoinedObject(item, values, name);
        if (!_paths.TryAdd(joined.Reference.Value, path))
        {
            throw new InventoryException(
                $"--inventory {path}: {item.Reference} cannot be told apart from an object of {_paths[joined.Reference.Value]}, which is called {joined.Reference.Value}. Serve one of the two by a service of its own.");
        }

        return joined;
    }

    private void AddStatistics(ServedInventory part, InventoryObject item, InventoryObject joined, KeyTable counters, Action<InventoryObject>? add = null)
    {
        add?.Invoke(joined);
        if (part.Performance is not { } performance)
            return;
        _hasPerformance = true;
        _performance.Add(joined.Reference.Value, performance, item.Reference, counters);
    }

    private void AddManager(string member, InventoryObject manager)
    {
        if (!_managers.TryGetValue(member, out var known))
            _managers.Add(member, known = []);
        known.Add(manager);
    }

    /// <summary>The name of an object in the root folder: an ESX host's datacenter is called as the host, and a name that is taken gets a number, as a vCenter does it with datastores.</summary>
    private string FreeName(ServedInventory part, InventoryEntry entry)
    {
        var name = entry.Name;
        if (name == NameOfHostDatacenter && part.Entries.Where(static item => item.Object.Type.Is("HostSystem")).Take(2).ToArray() is [var host])
            name = host.Name;
        var free = name;
        for (var i = 1; !_namesInRoot.Add(free); i++)
            free = string.Create(CultureInfo.InvariantCulture, $"{name} ({i})");
        return free;
    }

    private ServedInventory Build()
    {
        foreach (var (member, managers) in _managers)
            _others.Add(managers.Count > 1 && JoinedManager.Properties.TryGetValue(member, out var property) ? new JoinedManager(managers[0], property, managers[1..]) : managers[0]);
        return new ServedInventory
        {
            Catalog = _api,
            Api = _api.Whole,
            Root = null,
            Entries = _entries,
            Others = _others,
            Content = _content,
            Performance = _hasPerformance ? _performance : null,
            Problems = _problems,
            Late = _late,
        };
    }

    private static InventoryObject? ManagerOf(ServedInventory part, string member) =>
        ContentOf(part).TryGetValue(member, out var reference) ? part.Others.FirstOrDefault(other => other.Reference.Value == reference.Value) : null;

    /// <summary>The managers that the service content names, and those that are joined also where it is not recorded.</summary>
    private static Dictionary<string, ManagedObjectReference> ContentOf(ServedInventory part)
    {
        var content = new Dictionary<string, ManagedObjectReference>(part.Content, StringComparer.Ordinal);
        content.Remove("rootFolder");
        foreach (var member in JoinedManager.Properties.Keys)
        {
            if (!content.ContainsKey(member) && part.Others.FirstOrDefault(other => other.Type.Name == JoinedManager.TypeOf(member)) is { } manager)
                content.Add(member, manager.Reference);
        }

        return content;
    }

    private static IEnumerable<(int Key, string Of)> CountersOf(InventoryObject manager) => Items(manager, "perfCounter").Select(static counter => (
        JoinedManager.KeyOf(counter) ?? 0,
        string.Join('.', KeyField(counter, "groupInfo"), KeyField(counter, "nameInfo"), JoinedManager.Field(counter, "rollupType"), JoinedManager.Field(counter, "statsType"), KeyField(counter, "unitInfo"))));

    private static IEnumerable<(int Key, string Of)> CustomFieldsOf(InventoryObject manager) => Items(manager, "field").Select(static field => (
        JoinedManager.KeyOf(field) ?? 0, $"{JoinedManager.Field(field, "managedObjectType")} {JoinedManager.Field(field, "name")}"));

    private static object? KeyField(DataObject counter, string field) => JoinedManager.Field(JoinedManager.Field(counter, field), "key");

    private static DataObject[] Items(InventoryObject manager, string property) => (manager.Read(property) as TypedArray)?.Items ?? [];
}
