using System.Globalization;
using VimSessionService.ManagedObjects.Inventory.Edits;
using VimSessionService.ManagedObjects.Tasks;
using VimSessionService.Schema.Values;
using VimSessionService.Vim25;

namespace VimSessionService.ManagedObjects.Machines;

/// <summary>Snapshots of virtual machines: the tree of them, and the power state that a machine returns to. Disks and settings are not kept.</summary>
internal sealed class SnapshotMethods(MachineContext context, PowerMethods power)
{
    private const int MostSnapshots = 100;
    private const string Tree = "VirtualMachineSnapshotTree";

    public TaskSteps Create(ManagedObjectReference machine, VimRequest request)
    {
        var (name, description) = (DynamicMembers.Argument(request, "name") as string ?? "", DynamicMembers.Argument(request, "description") as string ?? "");
        var hasMemory = DynamicMembers.Argument(request, "memory") is true;
        return new TaskSteps(() => Check(machine, name), () =>
        {
            var id = context.Edits.NextNumber("snapshot");
            var snapshot = new ManagedObjectReference("VirtualMachineSnapshot", string.Create(CultureInfo.InvariantCulture, $"snapshot-{machine.Value}-{id}"));
            var state = hasMemory ? context.PowerState(machine) : "poweredOff";
            var node = context.Values.Object(
                Tree,
                ("snapshot", snapshot),
                ("vm", machine),
                ("name", name),
                ("description", description),
                ("id", id),
                ("createTime", context.Now),
                ("state", context.State(state)),
                ("replaySupported", false));
            var (current, roots) = Snapshots(machine);
            context.Edits.Add(
                new DerivedObject(snapshot, context.Values.Api.FindManagedType(snapshot.Type)!, new Dictionary<string, object?> { ["config"] = context.Edits.Read(machine, "config"), ["vm"] = machine, ["childSnapshot"] = Array.Empty<ManagedObjectReference>() }),
                place: null);
            Show(machine, snapshot, current is null ? [.. roots, node] : [.. roots.Select(root => Map(root, at => Reference(at) == current ? at.With("childSnapshotList", (DataObject[])[.. Children(at), node]) : at))]);
            return snapshot;
        });
    }

    public TaskSteps Remove(ManagedObjectReference snapshot, VimRequest request)
    {
        var machine = MachineOf(snapshot);
        var withChildren = DynamicMembers.Argument(request, "removeChildren") is true;
        return new TaskSteps(Check: null, () =>
        {
            var (current, roots) = Snapshots(machine);
            var parent = roots.SelectMany(All).FirstOrDefault(node => Children(node).Any(child => Reference(child) == snapshot));
            var gone = roots.SelectMany(All).Where(node => Reference(node) == snapshot).SelectMany(node => withChildren ? All(node) : [node]).Select(Reference).ToHashSet();
            var rest = Without(roots, snapshot, withChildren);
            Show(machine, current is not null && gone.Contains(current) ? (parent is null ? null : Reference(parent)) : current, rest);
            foreach (var removed in gone)
                context.Edits.Remove(removed);
            return null;
        });
    }

    public TaskSteps RemoveAll(ManagedObjectReference machine) => new(Check: null, () =>
    {
        var all = Snapshots(machine).Roots.SelectMany(All).Select(Reference).ToArray();
        Show(machine, null, []);
        foreach (var removed in all)
            context.Edits.Remove(removed);
        return null;
    });

    public TaskSteps Revert(ManagedObjectReference snapshot)
    {
        var machine = MachineOf(snapshot);
        return new TaskSteps(Check: null, () => Revert(machine, snapshot));
    }

    public TaskSteps RevertToCurrent(ManagedObjectReference machine) => new(() => Current(machine), () => Revert(machine, Current(machine)));

    private object? Revert(ManagedObjectReference machine, ManagedObjectReference snapshot)
    {
        var (_, roots) = Snapshots(machine);
        var state = (roots.SelectMany(All).Where(node => Reference(node) == snapshot).Select(static node => DynamicMembers.Field(node, "state")).FirstOrDefault() as EnumValue)?.Value;
        if (state == "poweredOn")
            power.SetOn(machine);
        else
            power.SetOff(machine);
        Show(machine, snapshot, roots);
        return null;
    }

    private ManagedObjectReference Current(ManagedObjectReference machine) => Snapshots(machine).Current ?? throw new VimFaultException(new NotFound(), $"{machine.Value} has no snapshot");

    private void Check(ManagedObjectReference machine, string name)
    {
        if (name.Length == 0)
            throw new VimFaultException(new InvalidName { Name = name, Entity = machine }, "the name is empty");
        if (Snapshots(machine).Roots.SelectMany(All).Count() >= MostSnapshots)
            throw new VimFaultException(new InvalidState(), $"{machine.Value} has {MostSnapshots} snapshots");
    }

    /// <summary>The virtual machine of a snapshot.</summary>
    /// <exception cref="VimFaultException">NotSupported: it is not known.</exception>
    public ManagedObjectReference MachineOf(ManagedObjectReference snapshot) =>
        context.Edits.Read(snapshot, "vm") as ManagedObjectReference ?? throw new VimFaultException(new NotSupported(), $"{snapshot.Value} is a recorded snapshot that does not name its virtual machine");

    private (ManagedObjectReference? Current, DynamicObject[] Roots) Snapshots(ManagedObjectReference machine)
    {
        var info = context.Edits.Read(machine, "snapshot");
        return (DynamicMembers.Field(info, "currentSnapshot") as ManagedObjectReference, [.. (DynamicMembers.Field(info, "rootSnapshotList") as DataObject[] ?? []).OfType<DynamicObject>()]);
    }

    /// <summary>Shows snapshots in the three places where they are.</summary>
    private void Show(ManagedObjectReference machine, ManagedObjectReference? current, DynamicObject[] roots)
    {
        context.Edits.Set(machine, "snapshot", roots.Length == 0 ? null : context.Values.Object("VirtualMachineSnapshotInfo", ("currentSnapshot", current), ("rootSnapshotList", (DataObject[])[.. roots])));
        context.Edits.Set(machine, "rootSnapshot", Array.ConvertAll(roots, Reference));
        foreach (var node in roots.SelectMany(All))
            context.Edits.Set(Reference(node), "childSnapshot", Children(node).Select(Reference).ToArray());
    }

    private static ManagedObjectReference Reference(DynamicObject node) => (ManagedObjectReference)DynamicMembers.Field(node, "snapshot")!;

    private static IEnumerable<DynamicObject> Children(DynamicObject node) => (DynamicMembers.Field(node, "childSnapshotList") as DataObject[] ?? []).OfType<DynamicObject>();

    /// <summary>A node and all below it. A chain of snapshots may be as long as there are snapshots.</summary>
    private static IEnumerable<DynamicObject> All(DynamicObject root)
    {
        var waiting = new Stack<DynamicObject>([root]);
        while (waiting.TryPop(out var node))
        {
            yield return node;
            foreach (var child in Children(node))
                waiting.Push(child);
        }
    }

    private static DynamicObject Map(DynamicObject node, Func<DynamicObject, DynamicObject> change)
    {
        var children = Children(node).ToArray();
        return change(children.Length == 0 ? node : node.With("childSnapshotList", (DataObject[])[.. children.Select(child => Map(child, change))]));
    }

    /// <summary>The nodes without one; those below it take its place, or go with it.</summary>
    private static DynamicObject[] Without(IEnumerable<DynamicObject> nodes, ManagedObjectReference snapshot, bool withChildren) =>
    [
        .. nodes.SelectMany(node => Reference(node) == snapshot ? (withChildren ? [] : Children(node)) : [Children(node).Any() ? node.With("childSnapshotList", (DataObject[])Without(Children(node), snapshot, withChildren)) : node]),
    ];
}
