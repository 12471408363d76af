using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using VimSessionService.Inventory.Recordings;
using VimSessionService.Vim25;
using VimSessionService.Vim25.Codec;

namespace VimSessionService.Inventory.Recorder;

/// <summary>
/// Writes the files of a recording as <c>govc object.save</c> names them. They stand in a directory beside the one that was asked for, which gets its name when the recording is whole;
/// until then it goes when this is disposed. Its owner alone may read it.
/// </summary>
internal sealed class RecordingWriter : IDisposable
{
    /// <summary>How many objects a recording may have.</summary>
    public const int MostObjects = 1_000_000;

    private const int LongestName = 180;
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private int _written;
    private int _statistics;

    /// <summary>Makes the directory.</summary>
    /// <param name="output">What the recording is to be called.</param>
    /// <exception cref="IOException">The directory cannot be made.</exception>
    public RecordingWriter(string output)
    {
        var whole = Path.TrimEndingDirectorySeparator(Path.GetFullPath(output));
        Folder = $"{whole}.{Path.GetRandomFileName()}";
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(Folder);
        else
            Directory.CreateDirectory(Folder, OwnerOnly | UnixFileMode.UserExecute);
    }

    /// <summary>The directory.</summary>
    public string Folder { get; }

    /// <summary>How many objects were written.</summary>
    public int Written => _written;

    /// <summary>Writes the file of an object.</summary>
    public void Write(ManagedObjectReference reference, Utf8Buffer content)
    {
        using var file = Create(Path.Combine(Folder, NameOf(_written++, reference)));
        for (var part = 0; part < content.PartCount; part++)
            file.Write(content.Part(part).Span);
    }

    /// <summary>Writes the file with the statistics of an object.</summary>
    public void WriteStatistics(ManagedObjectReference entity, Utf8Buffer content)
    {
        var directory = Path.Combine(Folder, RecordingFiles.Statistics);
        Directory.CreateDirectory(directory);
        using var file = Create(Path.Combine(directory, NameOf(_statistics++, entity)));
        for (var part = 0; part < content.PartCount; part++)
            file.Write(content.Part(part).Span);
    }

    /// <summary>Makes a file that its owner alone may read.</summary>
    public static FileStream Create(string path)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = OwnerOnly;
        return new FileStream(path, options);
    }

    /// <summary>Gives the directory its name: the recording is whole.</summary>
    public void Finish(string output) => Directory.Move(Folder, Path.GetFullPath(output));

    /// <inheritdoc/>
    public void Dispose()
    {
        if (Directory.Exists(Folder))
            Directory.Delete(Folder, recursive: true);
    }

    /// <summary>The name of a file: number, type and value, in which everything is escaped that leads elsewhere.</summary>
    private static string NameOf(int number, ManagedObjectReference reference)
    {
        var value = Uri.EscapeDataString(reference.Value);
        if (value.Length > LongestName)
            value = $"{value[..(LongestName - 17)]}-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(reference.Value)))[..16]}";
        return string.Create(CultureInfo.InvariantCulture, $"{number:d4}-{reference.Type}-{value}.xml");
    }
}
