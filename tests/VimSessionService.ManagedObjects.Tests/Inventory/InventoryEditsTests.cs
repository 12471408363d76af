using VimSessionService.Core;
using VimSessionService.Core.Calls;
using VimSessionService.Core.Directory;
using VimSessionService.Core.Limits;
using VimSessionService.Inventory;
using VimSessionService.Inventory.Lab;
using VimSessionService.ManagedObjects.Inventory.Edits;
using VimSessionService.ManagedObjects.Properties;
using VimSessionService.Schema.Values;
using VimSessionService.Vim25;

namespace VimSessionService.ManagedObjects.Tests.Inventory;

/// <summary>What changes of an inventory, over the small one.</summary>
public sealed class InventoryEditsTests
{
    private static readonly ServedInventory Lab = LabInventory.Create(LabSize.Named["small"], seed: 0);
    private static readonly ManagedObjectReference Machine = Lab.Entries.Single(static entry => entry.Name == "DC0_H0_VM0").Object.Reference;
    private static readonly ManagedObjectReference Folder = new("Folder", "group-v3");

    private readonly InventoryTree _tree = new(Lab.Root!.Object.Reference, "Datacenters");
    private readonly ManagedObjectRegistry _registry = new([], Lab.Catalog);
    private readonly PropertyChanges _changes = new();
    private readonly InventoryEdits _edits;
    private int _searched;

    public InventoryEditsTests()
    {
        _edits = new InventoryEdits(Lab.Api, _tree, _registry, _changes, static (_, reference, source) => new Served(reference, source));
        _edits.SearchedChanged += () => _searched++;
        _tree.AddRange(Lab.Entries.Select(static entry => (entry.Object.Reference, entry.Parent!, entry.Name)));
        foreach (var entry in Lab.Entries)
            _registry.Add(_edits.Make(entry.Object.Reference, entry.Object));
    }

    [Theory]
    [InlineData("name", "other")]
    [InlineData("config.annotation", "noted")]
    [InlineData("config.hardware.memoryMB", 4096)]
    [InlineData("config.hardware.device[2000].capacityInKB", 1L)]
    [InlineData("config.hardware.device[4000].connectable.connected", false)]
    [InlineData("guest.ipAddress", null)]
    [InlineData("snapshot.currentSnapshot", null)]
    public void A_value_is_changed_at_its_path_and_nothing_else_is(string path, object? value)
    {
        var before = Texts(Machine);
        _edits.Set(Machine, path, value);
        Assert.Equal(value, At(path));
        var name = path.Split('.', '[')[0];
        Assert.All(Texts(Machine).Where(pair => pair.Key != name), pair => Assert.Equal(before[pair.Key], pair.Value));
        Assert.All(Lab.Entries.Where(static entry => entry.Object.Reference != Machine), entry => Assert.Equal(entry.Name, _edits.Read(entry.Object.Reference, "name")));
    }

    [Theory]
    [InlineData("wings")]
    [InlineData("config.wings")]
    [InlineData("config.name.first")]
    [InlineData("config.hardware.device[1].key")]
    [InlineData("name[1]")]
    public void A_path_that_does_not_exist_is_refused_and_changes_nothing(string path)
    {
        var before = Texts(Machine);
        Assert.IsType<InvalidProperty>(Assert.Throws<VimFaultException>(() => _edits.Set(Machine, path, null)).Fault);
        Assert.Equal(before, Texts(Machine));
    }

    [Fact]
    public void A_change_leaves_values_alone_that_were_read_before()
    {
        var config = (DynamicObject)_edits.Read(Machine, "config")!;
        _edits.Set(Machine, "config.annotation", "noted");
        Assert.Equal("", DynamicMembers.Field(config, "annotation"));
        Assert.Equal("", DynamicMembers.Field(_edits.ReadFirst(Machine, "config"), "annotation"));
    }

    [Fact]
    public void A_changed_array_of_objects_is_still_one_of_its_type()
    {
        _edits.Set(Machine, "declaredAlarmState", Array.Empty<DataObject>());
        Assert.Equal("AlarmState", Assert.IsType<TypedArray>(_edits.Read(Machine, "declaredAlarmState")).ItemType.Name);
    }

    [Fact]
    public void References_are_added_at_the_end()
    {
        var other = new ManagedObjectReference("VirtualMachine", "vm-other");
        var before = (ManagedObjectReference[])_edits.Read(Folder, "childEntity")!;
        _edits.Append(Folder, "childEntity", other);
        Assert.Equal([.. before, other], (ManagedObjectReference[])_edits.Read(Folder, "childEntity")!);
        _edits.Append(Machine, "recentTask", new ManagedObjectReference("Task", "task-1"));
        Assert.Equal("task-1", Assert.Single((ManagedObjectReference[])_edits.Read(Machine, "recentTask")!).Value);
    }

    [Fact]
    public void A_renamed_object_has_its_name_in_the_tree_and_as_a_value()
    {
        _edits.Rename(Machine, "other");
        Assert.Equal(("other", "other"), (_edits.Read(Machine, "name"), _tree.Find(Machine.Value)!.Name));
        Assert.True(_searched > 0);
        _edits.Rename(new ManagedObjectReference("VirtualMachine", "none"), "x"); // nothing
        _edits.Reset();
        Assert.Equal(("DC0_H0_VM0", "DC0_H0_VM0"), (_edits.Read(Machine, "name"), _tree.Find(Machine.Value)!.Name));
    }

    [Fact]
    public void What_is_added_is_there_until_all_is_taken_back()
    {
        var source = new DerivedObject(new ManagedObjectReference("VirtualMachine", "vm-new"), Lab.Api.FindManagedType("VirtualMachine")!, new Dictionary<string, object?>(StringComparer.Ordinal) { ["name"] = "new" });
        _edits.Add(source, ("new", Folder));
        Assert.Equal(("new", "group-v3"), (_edits.Read(source.Reference, "name"), _tree.Find("vm-new")!.Parent!.Reference.Value));
        _edits.Set(source.Reference, "name", "changed");
        _edits.Reset();
        Assert.Null(_edits.SourceOf(source.Reference));
        Assert.Null(_tree.Find("vm-new"));
        Assert.Null(_edits.Read(source.Reference, "name"));
    }

    [Fact]
    public void What_is_removed_goes_with_everything_below_it_and_comes_back()
    {
        var cluster = Lab.Entries.Single(static entry => entry.Name == "DC0_C0").Object.Reference;
        var below = Lab.Entries.Where(entry => _tree.Find(entry.Object.Reference.Value)!.IsBelow(_tree.Find(cluster.Value)!)).Select(static entry => entry.Object.Reference).ToArray();
        Assert.NotEmpty(below);
        _edits.Remove(cluster);
        Assert.All([cluster, .. below], gone => Assert.True(_edits.IsRemoved(gone) && _edits.SourceOf(gone) is null && _tree.Find(gone.Value) is null));
        Assert.Equal([Machine], _edits.Existing([cluster, Machine, below[0]]));
        _edits.Set(cluster, "name", "nothing happens");
        _edits.Reset();
        Assert.All([cluster, .. below], back => Assert.True(!_edits.IsRemoved(back) && _edits.SourceOf(back) is not null && _tree.Find(back.Value) is not null));
        Assert.Equal("DC0_C0", _edits.Read(cluster, "name"));
    }

    [Fact]
    public void No_more_than_ten_thousand_objects_are_added()
    {
        var type = Lab.Api.FindManagedType("VirtualMachineSnapshot")!;
        for (var i = 0; i < InventoryEdits.MostAdded; i++)
            _edits.Add(new DerivedObject(new ManagedObjectReference("VirtualMachineSnapshot", $"snapshot-{i}"), type, new Dictionary<string, object?>()), null);
        var more = new DerivedObject(new ManagedObjectReference("VirtualMachineSnapshot", "snapshot-more"), type, new Dictionary<string, object?>());
        Assert.Throws<ServiceBusyException>(() => _edits.Add(more, null));
        _edits.Reset();
        _edits.Add(more, null);
        Assert.NotNull(_edits.SourceOf(more.Reference));
    }

    [Fact]
    public async Task Changes_at_once_are_all_kept()
    {
        await Task.WhenAll(Enumerable.Range(0, 8).Select(worker => Task.Run(() =>
        {
            for (var i = 0; i < 100; i++)
                _edits.Append(Folder, "childEntity", new ManagedObjectReference("VirtualMachine", $"vm-{worker}-{i}"));
        })));
        var before = ((ManagedObjectReference[])_edits.ReadFirst(Folder, "childEntity")!).Length;
        Assert.Equal(before + 800, ((ManagedObjectReference[])_edits.Read(Folder, "childEntity")!).Select(static reference => reference.Value).Distinct().Count());
    }

    private object? At(string path) => PropertyFollower.Follow(_edits.Read(Machine, path.Split('.', '[')[0]), PropertyPath.Parse(path), 0, new RequestBudget(new ServiceLimits(new WorkLimits()), System.Net.IPAddress.Loopback, TestContext.Current.CancellationToken));

    private Dictionary<string, string?> Texts(ManagedObjectReference reference) =>
        _edits.SourceOf(reference)!.Type.PropertiesByName.ToDictionary(static property => property.Name, property => Text(_edits.Read(reference, property.Name)), StringComparer.Ordinal);

    private static string? Text(object? value) => value switch
    {
        DataObject data => $"{data.GetSchema().Name}({string.Join(',', Fields(data.GetSchema()).Select(field => $"{field.Name}={Text(field.Get(data))}"))})",
        TypedArray typed => Text(typed.Items),
        Array items => $"[{string.Join(',', items.Cast<object?>().Select(Text))}]",
        _ => value?.ToString(),
    };

    private static IEnumerable<VimField> Fields(VimType type) => (type.Base is { } parent ? Fields(parent) : []).Concat(type.Fields);

    private sealed class Served(ManagedObjectReference reference, InventoryObject source) : ManagedObject<CallContext>(reference), IInventorySource
    {
        public InventoryObject Source => source;

        public override VimManagedType Type => source.Type;
    }
}
