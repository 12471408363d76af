using System.Globalization;
using VimSessionService.ManagedObjects.Inventory.Edits;
using VimSessionService.Vim25;

namespace VimSessionService.ManagedObjects.Machines;

/// <summary>Gives a clone files of its own: in a directory of its name, on the datastore of its source, with its name in the place of the source's.</summary>
internal static class ClonedFiles
{
    /// <summary>Renames the files of a clone, whose values are still those of its source.</summary>
    public static void Rename(InventoryEdits edits, ManagedObjectReference clone, string name)
    {
        var config = edits.Read(clone, "config");
        var path = Of(Of(config, "files"), "vmPathName") as string ?? "";
        var datastore = path.IndexOf("] ", StringComparison.Ordinal) is > 0 and var end ? path[..(end + 2)] : "";
        var source = path[(path.LastIndexOf('/') + 1)..];
        var formerName = source.LastIndexOf('.') is > 0 and var dot ? source[..dot] : source;
        var formerDirectory = path[..Math.Max(path.LastIndexOf('/'), 0)];
        foreach (var field in (string[])["snapshotDirectory", "suspendDirectory", "logDirectory"])
        {
            if (Of(Of(config, "files"), field) is string)
                edits.Set(clone, $"config.files.{field}", $"{datastore}{name}/");
        }

        foreach (var device in Of(Of(config, "hardware"), "device") as DataObject[] ?? [])
        {
            if (device.GetSchema().Name == "VirtualDisk")
                Set($"config.hardware.device[{Key(device)}].backing.fileName", Of(Of(device, "backing"), "fileName"));
        }

        foreach (var file in Of(edits.Read(clone, "layoutEx"), "file") as DataObject[] ?? [])
            Set($"layoutEx.file[{Key(file)}].name", Of(file, "name"));
        edits.Set(clone, "config.files.vmPathName", $"{datastore}{name}/{name}.vmx");

        // What the source has outside of its directory, such as an image in a drive, the clone has too.
        void Set(string property, object? value)
        {
            if (value is not string former || formerDirectory.Length == 0 || !former.StartsWith(formerDirectory + "/", StringComparison.Ordinal))
                return;
            var rest = former[(formerDirectory.Length + 1)..];
            edits.Set(clone, property, $"{datastore}{name}/{(rest.StartsWith(formerName, StringComparison.Ordinal) ? name + rest[formerName.Length..] : rest)}");
        }
    }

    private static string Key(DataObject item) => Convert.ToString(Of(item, "key"), CultureInfo.InvariantCulture) ?? "";

    private static object? Of(object? value, string field) => DynamicMembers.Field(value, field);
}
