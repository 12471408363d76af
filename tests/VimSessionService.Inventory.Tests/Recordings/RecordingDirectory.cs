using System.Formats.Tar;
using System.IO.Compression;
using System.Text;

namespace VimSessionService.Inventory.Tests.Recordings;

/// <summary>A recording in a temporary directory, in the form of <c>govc object.save</c>.</summary>
internal sealed class RecordingDirectory : IDisposable
{
    private int _files;

    /// <summary>The directory.</summary>
    public string Path { get; } = Directory.CreateTempSubdirectory("recording").FullName;

    /// <summary>A small inventory: a root folder, a datacenter, its folder of machines, two machines.</summary>
    public static RecordingDirectory Small()
    {
        var recording = new RecordingDirectory();
        recording.Add("Folder", "group-d1", Text("name", "Datacenters"), References("childEntity", "Datacenter", "datacenter-2"));
        recording.Add("Datacenter", "datacenter-2", Text("name", "DC"), Reference("parent", "Folder", "group-d1"), Reference("vmFolder", "Folder", "group-v3"));
        recording.Add("Folder", "group-v3", Text("name", "vm"), Reference("parent", "Datacenter", "datacenter-2"), References("childEntity", "VirtualMachine", "vm-1", "vm-2"));
        foreach (var machine in (string[])["vm-1", "vm-2"])
        {
            recording.Add("VirtualMachine", machine, Text("name", machine), Reference("parent", "Folder", "group-v3"),
                Value("runtime", "VirtualMachineRuntimeInfo", "<connectionState>connected</connectionState><powerState>poweredOn</powerState><toolsInstallerMounted>false</toolsInstallerMounted><numMksConnections>0</numMksConnections>"));
        }

        return recording;
    }

    /// <summary>Adds the file of an object.</summary>
    /// <returns>The name of the file.</returns>
    public string Add(string type, string value, params string[] properties) => AddFile(
        $"{_files:d4}-{type}-{value}.xml",
        $"<ObjectContent xmlns:XMLSchema-instance=\"http://www.w3.org/2001/XMLSchema-instance\">\n  <obj type=\"{type}\">{value}</obj>\n{string.Join('\n', properties)}\n</ObjectContent>");

    /// <summary>Adds a file.</summary>
    public string AddFile(string name, string content)
    {
        _files++;
        var file = System.IO.Path.Combine(Path, name);
        File.WriteAllText(file, content);
        return file;
    }

    /// <summary>The same as an archive.</summary>
    public string ToZip()
    {
        var archive = Path + ".zip";
        ZipFile.CreateFromDirectory(Path, archive, CompressionLevel.Fastest, includeBaseDirectory: true);
        return archive;
    }

    /// <inheritdoc cref="ToZip"/>
    public string ToTar()
    {
        var archive = Path + ".tar.gz";
        using var packed = new GZipStream(File.Create(archive), CompressionLevel.Fastest);
        TarFile.CreateFromDirectory(Path, packed, includeBaseDirectory: true);
        return archive;
    }

    public static string Text(string property, string value) =>
        $"  <propSet>\n    <name>{property}</name>\n    <val xmlns:x=\"http://www.w3.org/2001/XMLSchema\" XMLSchema-instance:type=\"x:string\">{value}</val>\n  </propSet>";

    public static string Reference(string property, string type, string value) =>
        $"  <propSet>\n    <name>{property}</name>\n    <val XMLSchema-instance:type=\"ManagedObjectReference\" type=\"{type}\">{value}</val>\n  </propSet>";

    public static string References(string property, string type, params string[] values) => Value(
        property, "ArrayOfManagedObjectReference", string.Concat(values.Select(value => $"<ManagedObjectReference type=\"{type}\">{value}</ManagedObjectReference>")));

    public static string Value(string property, string type, string content) =>
        $"  <propSet>\n    <name>{property}</name>\n    <val XMLSchema-instance:type=\"{type}\">{content}</val>\n  </propSet>";

    /// <inheritdoc/>
    public void Dispose()
    {
        Directory.Delete(Path, recursive: true);
        File.Delete(Path + ".zip");
        File.Delete(Path + ".tar.gz");
    }

    /// <summary>A zip archive.</summary>
    public static string ZipOf(string path, params (string Name, byte[] Content)[] entries)
    {
        using var archive = ZipFile.Open(path, ZipArchiveMode.Create, Encoding.UTF8);
        foreach (var (name, content) in entries)
        {
            using var stream = archive.CreateEntry(name, CompressionLevel.Fastest).Open();
            stream.Write(content);
        }

        return path;
    }

    /// <summary>A tar archive, compressed where its name says so.</summary>
    public static string TarOf(string path, params TarEntry[] entries)
    {
        using var file = File.Create(path);
        using var stream = path.EndsWith("gz", StringComparison.Ordinal) ? new GZipStream(file, CompressionLevel.Fastest) : (Stream)file;
        using var archive = new TarWriter(stream);
        foreach (var entry in entries)
            archive.WriteEntry(entry);
        return path;
    }

    /// <summary>A file in a tar archive.</summary>
    public static TarEntry TarFileOf(string entry, byte[] content) => new PaxTarEntry(TarEntryType.RegularFile, entry) { DataStream = new MemoryStream(content) };

    /// <summary>A link in a tar archive.</summary>
    public static TarEntry TarLinkOf(TarEntryType type, string entry, string target) => new PaxTarEntry(type, entry) { LinkName = target };
}
