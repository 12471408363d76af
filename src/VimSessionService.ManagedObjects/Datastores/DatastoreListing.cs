using System.Globalization;
using VimSessionService.Core.Directory;
using VimSessionService.Core.Limits;
using VimSessionService.ManagedObjects.Inventory;
using VimSessionService.ManagedObjects.Inventory.Edits;
using VimSessionService.Vim25;

namespace VimSessionService.ManagedObjects.Datastores;

/// <summary>
/// Lists the files of a datastore: those that the virtual machines on it name, in <c>layoutEx</c>, <c>config.files</c> and the media of their drives. The API tells of no others.
/// </summary>
/// <param name="inventory">The tree of objects with names.</param>
/// <param name="edits">Reads the inventory.</param>
internal sealed class DatastoreListing(InventoryTree inventory, InventoryEdits edits)
{
    /// <summary>The files and directories of a datastore by their directories, each in the order of names.</summary>
    /// <param name="datastore">The datastore.</param>
    /// <param name="budget">Pays for the work.</param>
    public SortedDictionary<string, List<DatastoreFile>> Read(InventoryEntity datastore, RequestBudget budget)
    {
        var files = new SortedDictionary<string, DatastoreFile>(StringComparer.Ordinal);
        foreach (var machine in inventory.All)
        {
            if (machine.Reference.Type != "VirtualMachine")
                continue;
            budget.Spend();
            try
            {
                if (edits.Read(machine.Reference, "datastore") is ManagedObjectReference[] on && Array.Exists(on, other => other.Value == datastore.Reference.Value))
                    AddFilesOf(machine.Reference, datastore.Name, files, budget);
            }
            catch (VimFaultException)
            {
                // A recorded value that cannot be read is told when it is asked for.
            }
        }

        var directories = new SortedDictionary<string, List<DatastoreFile>>(StringComparer.Ordinal) { [""] = [] };
        foreach (var file in files.Values)
            DirectoryOf(file.Directory).Add(file);
        foreach (var directory in directories.Values)
            directory.Sort(static (one, other) => string.CompareOrdinal(one.Name, other.Name));
        return directories;

        // A directory is also in the one above it.
        List<DatastoreFile> DirectoryOf(string path)
        {
            if (directories.TryGetValue(path, out var known))
                return known;
            budget.Spend();
            var made = directories[path] = [];
            var entry = DatastoreFile.OfDirectory(path);
            DirectoryOf(entry.Directory).Add(entry);
            return made;
        }
    }

    private void AddFilesOf(ManagedObjectReference machine, string datastore, SortedDictionary<string, DatastoreFile> files, RequestBudget budget)
    {
        var config = edits.Read(machine, "config");
        var layout = edits.Read(machine, "layoutEx");
        var modified = Of(layout, "timestamp") as DateTime? ?? Of(config, "modified") as DateTime?;
        var version = Of(config, "version") is string { Length: > 4 } text && int.TryParse(text.AsSpan(4), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : (int?)null;
        Add(Of(Of(config, "files"), "vmPathName") as string, null, null);
        foreach (var file in Of(layout, "file") as DataObject[] ?? [])
            Add(Of(file, "name") as string, Of(file, "size") as long?, null);

        var devices = Of(Of(config, "hardware"), "device") as DataObject[] ?? [];
        foreach (var device in devices)
            Add(Of(Of(device, "backing"), "fileName") as string, null, DiskOf(device, devices));

        void Add(string? name, long? size, DatastoreDisk? disk)
        {
            budget.Spend();
            if (DatastorePath.Parse(name) is not { Path.Length: > 0 } path || !InventoryNames.Same(datastore, path.Datastore))
                return;
            var file = files.GetValueOrDefault(path.Path) ?? DatastoreFile.Of(path.Path) with { Modified = modified, HardwareVersion = version };
            files[path.Path] = file with { Size = size ?? file.Size, Disk = disk ?? file.Disk };
        }
    }

    /// <summary>What a disk is; null for another device.</summary>
    private static DatastoreDisk? DiskOf(DataObject device, DataObject[] devices)
    {
        if (device.GetSchema().Name != "VirtualDisk" || Of(device, "backing") is not DataObject backing)
            return null;
        var controller = Of(device, "controllerKey") is int key ? Array.Find(devices, other => Of(other, "key") is int known && known == key) : null;
        var file = Of(backing, "fileName") as string;
        var isFlat = backing.GetSchema().Name == "VirtualDiskFlatVer2BackingInfo" && file is not null && file.EndsWith(".vmdk", StringComparison.Ordinal);
        return new DatastoreDisk(
            backing.GetSchema().Name,
            controller?.GetSchema().Name,
            Of(device, "capacityInKB") as long?,
            Of(backing, "thinProvisioned") as bool?,
            isFlat ? [$"{file![..^".vmdk".Length]}-flat.vmdk"] : null);
    }

    private static object? Of(object? value, string field) => DynamicMembers.Field(value, field);
}
