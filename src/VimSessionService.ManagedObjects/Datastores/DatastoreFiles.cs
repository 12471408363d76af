using VimSessionService.Core.Directory;
using VimSessionService.ManagedObjects.Inventory;
using VimSessionService.ManagedObjects.Inventory.Edits;
using VimSessionService.ManagedObjects.Tickets;
using VimSessionService.Vim25;

namespace VimSessionService.ManagedObjects.Datastores;

/// <summary>
/// The datastores of an inventory as they are reached by HTTP: <c>/folder/DIRECTORY/FILE?dcPath=DATACENTER&amp;dsName=DATASTORE</c>. They have the configuration files of virtual machines, written when
/// they are read.
/// </summary>
internal sealed class DatastoreFiles
{
    private const string Prefix = "folder";

    private readonly InventoryTree _inventory;
    private readonly InventoryEdits? _edits;
    private Lazy<Dictionary<(string Datastore, string Path), ManagedObjectReference>> _machines;

    /// <summary>Makes them.</summary>
    /// <param name="inventory">The tree of objects with names.</param>
    /// <param name="edits">The values of the inventory; null for a service that serves none.</param>
    public DatastoreFiles(InventoryTree inventory, InventoryEdits? edits)
    {
        (_inventory, _edits) = (inventory, edits);
        _machines = new(FindMachines);
        if (edits is not null)
            edits.SearchedChanged += () => Volatile.Write(ref _machines, new(FindMachines));
    }

    /// <summary>The datastore that a target names; null when it names none.</summary>
    public ManagedObjectReference? DatastoreOf(RequestTarget target)
    {
        if (_edits is null || target.Segments is not [Prefix, ..] || target.Parameter("dsName") is not { } name || DatacenterOf(target) is not { } datacenter)
            return null;
        return _edits.Read(datacenter, "datastoreFolder") is ManagedObjectReference folder
            ? _inventory.Below(folder).FirstOrDefault(entity => entity.Reference.Type == "Datastore" && InventoryNames.Same(entity.Name, name))?.Reference
            : null;
    }

    /// <summary>The file that a target names in a datastore; null when there is none.</summary>
    /// <exception cref="VimFaultException">A recorded value cannot be read.</exception>
    public byte[]? Read(ManagedObjectReference datastore, RequestTarget target)
    {
        if (target.Segments is not [_, .. var path] || !Volatile.Read(ref _machines).Value.TryGetValue((datastore.Value, string.Join('/', path)), out var machine))
            return null;
        return _edits!.Read(machine, "config") is DataObject config && PathOf(config) is { } file ? ConfigurationFile.Write(config, file.Contains('/', StringComparison.Ordinal) ? file[..file.LastIndexOf('/')] : file) : null;
    }

    /// <summary>The datacenter that a target names by its path; a host has one, which need not be named.</summary>
    private ManagedObjectReference? DatacenterOf(RequestTarget target)
    {
        if (target.Parameter("dcPath") is not { Length: > 0 } path)
            return _inventory.All.Where(static entity => entity.Reference.Type == "Datacenter").Take(2).ToArray() is [var only] ? only.Reference : null;
        var at = _inventory.Root;
        foreach (var name in path.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (_inventory.ChildrenOf(at.Reference).FirstOrDefault(child => InventoryNames.Same(child.Name, name)) is not { } found)
                return null;
            at = found;
        }

        return at.Reference.Type == "Datacenter" ? at.Reference : null;
    }

    /// <summary>The machines by datastore and path. It is made at the first request after a change. One whose values cannot be read has no file.</summary>
    private Dictionary<(string Datastore, string Path), ManagedObjectReference> FindMachines()
    {
        var machines = new Dictionary<(string, string), ManagedObjectReference>();
        foreach (var machine in _inventory.All.Where(static entity => entity.Reference.Type == "VirtualMachine").OrderBy(static entity => entity.Reference.Value, StringComparer.Ordinal))
        {
            try
            {
                if (PathOf(_edits!.Read(machine.Reference, "config")) is not ['[', .. var path] || path.Split("] ", 2) is not [var name, var file])
                    continue;
                foreach (var datastore in _edits.Read(machine.Reference, "datastore") as ManagedObjectReference[] ?? [])
                {
                    if (_inventory.Find(datastore.Value) is { } entity && InventoryNames.Same(entity.Name, name))
                        machines.TryAdd((datastore.Value, file), machine.Reference);
                }
            }
            catch (VimFaultException)
            {
                // As at a search: the value is told when it is asked for.
            }
        }

        return machines;
    }

    private static string? PathOf(object? config) => DynamicMembers.Field(DynamicMembers.Field(config, "files"), "vmPathName") as string;
}
