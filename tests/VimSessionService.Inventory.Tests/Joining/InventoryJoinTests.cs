using VimSessionService.Inventory.Joining;
using VimSessionService.Inventory.Lab;
using VimSessionService.Inventory.Performance;
using VimSessionService.Inventory.Recordings;
using VimSessionService.Inventory.Tests.Recordings;
using VimSessionService.Schema;
using VimSessionService.Schema.Values;
using VimSessionService.Tests.Shared;
using VimSessionService.Vim25;

namespace VimSessionService.Inventory.Tests.Joining;

/// <summary>Several inventories that are served as that of one vCenter.</summary>
public sealed class InventoryJoinTests : IDisposable
{
    private static readonly ManagedObjectReference Root = new("Folder", "group-d1");

    private readonly string _directory = Directory.CreateTempSubdirectory("hosts").FullName;
    private readonly ServedApi _api = new();

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public void Each_of_two_hosts_has_a_datacenter_of_its_name()
    {
        var joined = TwoHosts();
        Assert.Null(joined.Root);
        Assert.Equal(
            ["esx-a.example", "esx-b.example.org"],
            joined.Entries.Where(static entry => entry.Object.Type.Name == "Datacenter").Select(static entry => entry.Object.Read("name")).Cast<string>());
        Assert.All(joined.Entries.Where(static entry => entry.Object.Type.Name == "Datacenter"), static entry => Assert.Equal(Root, entry.Parent));
        Assert.Equal(["/esx-a.example/vm/a1", "/esx-a.example/vm/a2", "/esx-b.example.org/vm/b1", "/esx-b.example.org/vm/b2", "/esx-b.example.org/vm/b3"], PathsOf(joined, "VirtualMachine"));
        Assert.Equal(["/esx-a.example/host/esx-a.example/esx-a.example", "/esx-b.example.org/host/esx-b.example.org/esx-b.example.org"], PathsOf(joined, "HostSystem"));
    }

    [Fact]
    public void References_that_clash_are_told_apart_and_numbers_stay_numbers()
    {
        var joined = TwoHosts();
        var all = joined.Entries.Select(static entry => entry.Object).Concat(joined.Others).Select(static item => item.Reference.Value).ToArray();
        Assert.Equal(all.Length, all.Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(["1", "2", "1000001", "1000002", "1000003"], joined.Entries.Where(static entry => entry.Object.Type.Name == "VirtualMachine").Select(static entry => entry.Object.Reference.Value));
        Assert.Equal(["ha-host", "ha-host.2"], joined.Entries.Where(static entry => entry.Object.Type.Name == "HostSystem").Select(static entry => entry.Object.Reference.Value));
    }

    [Fact]
    public void Every_reference_of_a_recording_names_an_object_of_it()
    {
        var joined = TwoHosts();
        var places = joined.Entries.Select(static entry => entry.Object).Concat(joined.Others).ToDictionary(static item => item.Reference.Value, static item => item, StringComparer.Ordinal);
        var seen = 0;
        foreach (var item in places.Values.Where(static item => item.Reference.Value.EndsWith(".2", StringComparison.Ordinal) || item.Reference.Value.StartsWith("1000", StringComparison.Ordinal)))
        {
            foreach (var property in item.Type.PropertiesByName)
            {
                foreach (var reference in ReferencesIn(item.Read(property.Name)))
                {
                    seen++;
                    Assert.True(
                        reference.Value is "group-d1" || reference.Value.EndsWith(".2", StringComparison.Ordinal) || reference.Value.StartsWith("1000", StringComparison.Ordinal), $"{item.Reference}.{property.Name}: {reference}");
                    Assert.True(reference.Value is "group-d1" || places.ContainsKey(reference.Value), $"{item.Reference}.{property.Name}: {reference} is not there");
                }
            }
        }

        Assert.True(seen > 30, $"{seen} references");
    }

    [Fact]
    public void A_task_has_the_key_of_its_reference_and_the_one_TaskManager_has_the_tasks_of_both()
    {
        var joined = TwoHosts();
        var info = Assert.IsType<DynamicObject>(joined.Others.Single(static item => item.Reference.Value == "haTask-1-vim.VirtualMachine.powerOn-7.2").Read("info"));
        Assert.Equal("haTask-1-vim.VirtualMachine.powerOn-7.2", Field(info, "key"));
        Assert.Equal(new ManagedObjectReference("VirtualMachine", "1000001"), Field(info, "entity"));
        var manager = Assert.Single(joined.Others, static item => item.Type.Name == "TaskManager");
        Assert.Equal(["haTask-1-vim.VirtualMachine.powerOn-7", "haTask-1-vim.VirtualMachine.powerOn-7.2"], Assert.IsType<ManagedObjectReference[]>(manager.Read("recentTask")).Select(static task => task.Value));
    }

    [Fact]
    public void A_counter_has_one_key_whatever_its_keys_in_the_recordings()
    {
        var joined = TwoHosts((6, 7)); // 6 is another counter of the first host
        var manager = Assert.Single(joined.Others, static item => item.Type.Name == "PerformanceManager");
        var counters = Assert.IsType<TypedArray>(manager.Read("perfCounter"));
        Assert.Equal([2, 6], counters.Items.Select(static counter => Field(counter, "key")).Cast<int>());

        var usage = new PerformanceMetric(2, "");
        ManagedObjectReference[] machines = [new("VirtualMachine", "1"), new("VirtualMachine", "1000001")];
        Assert.All(machines, machine => Assert.Equal([usage], joined.Performance!.Metrics(machine, 20)));
        Assert.Equal([1300, 1700], machines.Select(machine => joined.Performance!.Read(machine, usage, 20, DateTime.UnixEpoch, age: 0)).Cast<long>());
        Assert.Null(joined.Performance!.Read(machines[1], new PerformanceMetric(7, ""), 20, DateTime.UnixEpoch, age: 0));
        Assert.Null(joined.Performance.Find(new ManagedObjectReference("VirtualMachine", "2")));
    }

    [Fact]
    public void A_host_stands_beside_the_datacenters_of_a_vCenter()
    {
        using var recording = RecordingDirectory.Small();
        var joined = Join(Recording.Open(recording.Path, isLenient: false, _api), Host("esx-a.example", ["a1"]));
        Assert.Equal(["/DC/vm/vm-1", "/DC/vm/vm-2", "/esx-a.example/vm/a1"], PathsOf(joined, "VirtualMachine"));
        Assert.Equal(["vm-1", "vm-2", "1000001"], joined.Entries.Where(static entry => entry.Object.Type.Name == "VirtualMachine").Select(static entry => entry.Object.Reference.Value));
    }

    [Fact]
    public void Names_in_the_root_folder_that_are_taken_get_a_number()
    {
        var joined = Join(LabInventory.Create(LabSize.Named["small"], 0, _api), LabInventory.Create(LabSize.Named["small"], 1, _api));
        Assert.Equal(["/DC0", "/DC0 (1)"], PathsOf(joined, "Datacenter"));
        Assert.Equal("DC0 (1)", joined.Entries.Single(static entry => entry.Name == "DC0 (1)").Object.Read("name"));
        Assert.Equal(8, PathsOf(joined, "VirtualMachine").Length);
        var counters = Assert.IsType<TypedArray>(joined.Others.Single(static item => item.Type.Name == "PerformanceManager").Read("perfCounter"));
        Assert.Equal(counters.Items.Length, counters.Items.Select(static counter => Field(counter, "key")).Distinct().Count());
    }

    [Fact]
    public void Custom_fields_are_the_same_by_their_names()
    {
        using RecordingDirectory first = WithFields("101 backup", "102 owner", "101", "monday"), second = WithFields("101 owner", "102 backup", "101", "alice");
        var joined = Join(Recording.Open(first.Path, isLenient: false, _api), Recording.Open(second.Path, isLenient: false, _api));
        var fields = Assert.IsType<TypedArray>(joined.Others.Single(static item => item.Type.Name == "CustomFieldsManager").Read("field"));
        Assert.Equal(["101 backup", "102 owner"], fields.Items.Select(static field => $"{Field(field, "key")} {Field(field, "name")}"));
        Assert.Equal(
            ["101 monday", "102 alice"],
            joined.Entries.Where(static entry => entry.Name == "with").Select(static entry => ((TypedArray)entry.Object.Read("customValue")!).Items[0]).Select(static value => $"{Field(value, "key")} {Field(value, "value")}"));

        static RecordingDirectory WithFields(string one, string two, string key, string value)
        {
            var recording = RecordingDirectory.Small();
            recording.Add("ServiceInstance", "ServiceInstance", RecordingDirectory.Value("content", "ServiceContent",
                "<rootFolder type=\"Folder\">group-d1</rootFolder><propertyCollector type=\"PropertyCollector\">pc</propertyCollector><customFieldsManager type=\"CustomFieldsManager\">CustomFieldsManager</customFieldsManager>"));
            recording.Add("CustomFieldsManager", "CustomFieldsManager", RecordingDirectory.Value(
                "field", "ArrayOfCustomFieldDef", string.Concat(((string[])[one, two]).Select(static text => text.Split(' ')).Select(static words => $"<CustomFieldDef><key>{words[0]}</key><name>{words[1]}</name><type>string</type></CustomFieldDef>"))));
            recording.Add("VirtualMachine", "vm-3", RecordingDirectory.Text("name", "with"), RecordingDirectory.Reference("parent", "Folder", "group-v3"), RecordingDirectory.Value(
                "customValue", "ArrayOfCustomFieldValue", $"<CustomFieldValue XMLSchema-instance:type=\"CustomFieldStringValue\"><key>{key}</key><value>{value}</value></CustomFieldValue>"));
            return recording;
        }
    }

    [Fact]
    public void Port_groups_that_texts_name_are_the_renamed_ones()
    {
        using RecordingDirectory first = RecordingDirectory.Small(), second = RecordingDirectory.Small();
        second.Add("DistributedVirtualPortgroup", "dvportgroup-9", RecordingDirectory.Text("name", "pg"), RecordingDirectory.Reference("parent", "Datacenter", "datacenter-2"), RecordingDirectory.Text("key", "dvportgroup-9"));
        second.Add("VirtualMachine", "vm-3", RecordingDirectory.Text("name", "with"), RecordingDirectory.Reference("parent", "Folder", "group-v3"), RecordingDirectory.Value(
            "network", "ArrayOfManagedObjectReference", "<ManagedObjectReference type=\"DistributedVirtualPortgroup\">dvportgroup-9</ManagedObjectReference>"), RecordingDirectory.Value(
            "config", "VirtualMachineConfigInfo", "<hardware><numCPU>1</numCPU><memoryMB>1</memoryMB><device XMLSchema-instance:type=\"VirtualVmxnet3\"><key>4000</key><backing XMLSchema-instance:type=\"VirtualEthernetCardDistributedVirtualPortBackingInfo\"><port><switchUuid>50</switchUuid><portgroupKey>dvportgroup-9</portgroupKey></port></backing></device></hardware>"));
        var joined = Join(Recording.Open(first.Path, isLenient: false, _api), Recording.Open(second.Path, isLenient: false, _api));
        var group = joined.Entries.Single(static entry => entry.Name == "pg").Object;
        Assert.Equal(("dvportgroup-1000009", "dvportgroup-1000009"), (group.Reference.Value, group.Read("key")));
        var config = joined.Entries.Single(static entry => entry.Name == "with").Object.Read("config");
        var device = ((DataObject[])Field(Field(config, "hardware"), "device")!)[0];
        Assert.Equal("dvportgroup-1000009", Field(Field(Field(device, "backing"), "port"), "portgroupKey"));
    }

    [Fact]
    public void What_cannot_be_told_apart_is_said_with_both_inventories()
    {
        using RecordingDirectory first = RecordingDirectory.Small(), second = RecordingDirectory.Small();
        first.Add("VirtualMachine", "x_y.2", RecordingDirectory.Text("name", "a"), RecordingDirectory.Reference("parent", "Folder", "group-v3"));
        second.Add("VirtualMachine", "x_y", RecordingDirectory.Text("name", "b"), RecordingDirectory.Reference("parent", "Folder", "group-v3"));
        var failure = Assert.Throws<InventoryException>(() => Join(Recording.Open(first.Path, isLenient: false, _api), Recording.Open(second.Path, isLenient: false, _api)));
        Assert.Equal("--inventory part 2: VirtualMachine:x_y cannot be told apart from an object of part 1, which is called x_y.2. Serve one of the two by a service of its own.", failure.Message);
    }

    [Theory]
    [InlineData("vm-12", "vm-1000012")]
    [InlineData("group-v3", "group-v1000003")]
    [InlineData("domain-c0", "domain-c1000000")]
    [InlineData("7", "1000007")]
    [InlineData("ha-host", "ha-host.2")]
    [InlineData("vm-007", "vm-007.2")]
    [InlineData("vm-1234567890", "vm-1234567890.2")]
    [InlineData("61a5e0f2-7c1b2a3d-9f10-525400123456", "61a5e0f2-7c1b2a3d-9f10-525400123456.2")]
    public void A_name_follows_from_the_reference(string value, string name)
    {
        var names = new ReferenceNames(place: 2, ReferenceNames.Step);
        Assert.Equal(name, names.Of(value));
        Assert.Equal(value, new ReferenceNames(place: 1, ReferenceNames.Step).Of(value));
    }

    private ServedInventory TwoHosts((int Usage, int Megahertz)? counters = null) => Join(Host("esx-a.example", ["a1", "a2"]), Host("esx-b.example.org", ["b1", "b2", "b3"], counters));

    private ServedInventory Host(string name, string[] machines, (int Usage, int Megahertz)? counters = null) =>
        Recording.Open(EsxRecording.Write(Path.Combine(_directory, name), name, machines, counters), isLenient: false, _api);

    private ServedInventory Join(params ServedInventory[] parts) => InventoryJoin.Join([.. parts.Select(static (part, i) => ($"part {i + 1}", part))], _api, Root);

    private static string[] PathsOf(ServedInventory inventory, string type)
    {
        var entries = inventory.Entries.ToDictionary(static entry => entry.Object.Reference.Value, StringComparer.Ordinal);
        return [.. inventory.Entries.Where(entry => entry.Object.Type.Name == type).Select(PathOf)];

        string PathOf(InventoryEntry entry) => (entries.TryGetValue(entry.Parent!.Value, out var parent) ? PathOf(parent) : "") + "/" + entry.Name;
    }

    private static object? Field(object? data, string name) => ((DataObject)data!).GetSchema().FindField(name)!.Get(data);

    private static IEnumerable<ManagedObjectReference> ReferencesIn(object? value) => value switch
    {
        ManagedObjectReference reference => [reference],
        ManagedObjectReference[] references => references,
        TypedArray array => array.Items.SelectMany(ReferencesIn),
        DataObject[] items => items.SelectMany(ReferencesIn),
        DynamicObject data => data.type.Fields.SelectMany(field => ReferencesIn(field.Get(data))),
        _ => [],
    };
}
