namespace VimSessionService.ManagedObjects.Datastores;

/// <summary>A file or a directory of a datastore, as the virtual machines of an inventory tell of it.</summary>
/// <param name="Directory">The directory that it is in, without the datastore; empty for the top.</param>
/// <param name="Name">Its name.</param>
/// <param name="Type">The type of data object that describes it, such as <c>VmDiskFileInfo</c>.</param>
internal sealed record DatastoreFile(string Directory, string Name, string Type)
{
    private const string DirectoryType = "FolderFileInfo";

    /// <summary>Its size in bytes; null where it is not known.</summary>
    public long? Size { get; init; }

    /// <summary>When it was changed; null where that is not known.</summary>
    public DateTime? Modified { get; init; }

    /// <summary>The number in the version of the virtual hardware, such as 21 for <c>vmx-21</c>; null where it is not known.</summary>
    public int? HardwareVersion { get; init; }

    /// <summary>What a file of a disk belongs to; null for other files.</summary>
    public DatastoreDisk? Disk { get; init; }

    /// <summary>Whether it is a directory.</summary>
    public bool IsDirectory => Type == DirectoryType;

    /// <summary>Its path, without the datastore.</summary>
    public string Path => Directory.Length == 0 ? Name : $"{Directory}/{Name}";

    /// <summary>A file, of the type that its name tells.</summary>
    /// <param name="path">Its path, without the datastore.</param>
    public static DatastoreFile Of(string path)
    {
        var (directory, name) = Split(path);
        return new DatastoreFile(directory, name, TypeOf(name));
    }

    /// <summary>A directory.</summary>
    /// <param name="path">Its path, without the datastore.</param>
    public static DatastoreFile OfDirectory(string path)
    {
        var (directory, name) = Split(path);
        return new DatastoreFile(directory, name, DirectoryType);
    }

    private static (string Directory, string Name) Split(string path) =>
        path.LastIndexOf('/') is >= 0 and var end ? (path[..end], path[(end + 1)..]) : ("", path);

    /// <summary>The type by the end of the name. The file that a disk's descriptor names has no type of its own.</summary>
    private static string TypeOf(string name) => System.IO.Path.GetExtension(name).ToLowerInvariant() switch
    {
        ".vmx" => "VmConfigFileInfo",
        ".vmtx" => "TemplateConfigFileInfo",
        ".vmdk" when !name.EndsWith("-flat.vmdk", StringComparison.OrdinalIgnoreCase) => "VmDiskFileInfo",
        ".vmsn" => "VmSnapshotFileInfo",
        ".nvram" => "VmNvramFileInfo",
        ".log" => "VmLogFileInfo",
        ".iso" => "IsoImageFileInfo",
        ".flp" => "FloppyImageFileInfo",
        _ => "FileInfo",
    };
}

/// <summary>The disk of a virtual machine that a file is the descriptor of.</summary>
/// <param name="Type">The type of its backing, such as <c>VirtualDiskFlatVer2BackingInfo</c>.</param>
/// <param name="ControllerType">The type of its controller; null where it is not known.</param>
/// <param name="CapacityKb">How much it holds.</param>
/// <param name="IsThin">Whether its file grows with use; null where it is not known.</param>
/// <param name="Extents">The files that hold its data.</param>
internal sealed record DatastoreDisk(string Type, string? ControllerType, long? CapacityKb, bool? IsThin, string[]? Extents);
