using System.Formats.Tar;
using System.IO.Compression;

namespace VimSessionService.Inventory.Recordings;

/// <summary>A part of a recording that has one object.</summary>
/// <param name="Name">The file, and in a JSON document the line, for messages.</param>
/// <param name="Line">The line of the file in which the content begins.</param>
/// <param name="Content">The content.</param>
internal sealed record RecordingPart(string Name, int Line, byte[] Content);

/// <summary>What all files of a recording together may have.</summary>
/// <param name="Files">How many there may be.</param>
/// <param name="Bytes">How many bytes they may have, unpacked.</param>
internal sealed record RecordingBounds(int Files, long Bytes)
{
    /// <summary>More than any inventory needs.</summary>
    public static RecordingBounds Usual { get; } = new(1_000_000, 8L * 1024 * 1024 * 1024);
}

/// <summary>The files of a recording: those of a directory, or of an archive, from which nothing is written anywhere, or the objects of one JSON document.</summary>
internal static class RecordingFiles
{
    /// <summary>The directory in that of a recording which has the statistics of objects.</summary>
    public const string Statistics = "performance";

    /// <summary>One file may have so many bytes.</summary>
    public const int MostBytesOfFile = 64 * 1024 * 1024;

    /// <summary>Whether a path is that of a recording in VI-JSON form.</summary>
    public static bool IsJson(string path) => HasEnding(path, ".json") && !Directory.Exists(path);

    /// <summary>The parts that may have objects in them, one after the other.</summary>
    /// <param name="path">A directory, or a file whose name ends with .json, .tar.gz, .tgz, .tar or .zip.</param>
    /// <param name="bounds">What they may have together; null for the usual.</param>
    /// <exception cref="InventoryException">There is none, or it cannot be read.</exception>
    public static IEnumerable<RecordingPart> Read(string path, RecordingBounds? bounds = null)
    {
        var budget = new Budget(bounds ?? RecordingBounds.Usual);
        if (Directory.Exists(path))
            return ReadDirectory(path, budget);
        if (!File.Exists(path))
            throw new InventoryException($"--inventory: there is no {path}. Name a directory, .tar.gz or .zip as 'govc object.save' writes it, a .json, or builtin:small, builtin:medium or builtin:large.");
        if (!RegularFile.Is(path))
            throw new InventoryException($"--inventory: {path} is not a regular file.");
        if (IsJson(path))
            return ReadJson(path, budget);
        if (HasEnding(path, ".zip"))
            return ReadZip(path, budget);
        if (HasEnding(path, ".tar.gz") || HasEnding(path, ".tgz") || HasEnding(path, ".tar"))
            return ReadTar(path, isCompressed: !HasEnding(path, ".tar"), budget);
        throw new InventoryException($"--inventory: {path} is neither a directory, nor does its name end with .json, .tar.gz, .tgz, .tar or .zip.");
    }

    private static bool HasEnding(string path, string ending) => path.EndsWith(ending, StringComparison.OrdinalIgnoreCase);

    private static IEnumerable<RecordingPart> ReadDirectory(string path, Budget budget)
    {
        var statistics = Path.Combine(path, Statistics);
        var files = Directory.EnumerateFiles(path, "*.xml").Order(StringComparer.Ordinal);
        foreach (var file in Directory.Exists(statistics) ? files.Concat(Directory.EnumerateFiles(statistics, "*.xml").Order(StringComparer.Ordinal)) : files)
        {
            if (!RegularFile.Is(file))
                throw new InventoryException($"{file} is not a regular file. Remove it from the recording.");
            using var stream = Open(file, File.OpenRead);
            yield return new RecordingPart(file, 1, ReadBounded(stream, file, budget));
        }
    }

    private static IEnumerable<RecordingPart> ReadJson(string path, Budget budget)
    {
        using var stream = Open(path, File.OpenRead);
        var items = new JsonItems(stream, path, MostBytesOfFile);
        while (items.TryNext(out var line, out var item))
        {
            budget.Take(path, item.Length);
            yield return new RecordingPart($"{path}, line {line}", line, item);
        }
    }

    private static IEnumerable<RecordingPart> ReadZip(string path, Budget budget)
    {
        using var archive = Open(path, static path => ZipFile.OpenRead(path));
        foreach (var entry in archive.Entries)
        {
            var name = CheckedName(path, entry.FullName);
            if (!HasEnding(name, ".xml"))
                continue;
            using var stream = entry.Open();
            yield return new RecordingPart(name, 1, ReadBounded(stream, name, budget));
        }
    }

    private static IEnumerable<RecordingPart> ReadTar(string path, bool isCompressed, Budget budget)
    {
        using var file = Open(path, File.OpenRead);
        using var unpacked = isCompressed ? new GZipStream(file, CompressionMode.Decompress) : (Stream)file;
        using var archive = new TarReader(unpacked);
        while (Next(archive, path) is { } entry)
        {
            var name = CheckedName(path, entry.Name);
            if (entry.EntryType is not (TarEntryType.RegularFile or TarEntryType.V7RegularFile) || !HasEnding(name, ".xml") || entry.DataStream is not { } stream)
            {
                budget.Skip(name, entry.Length);
                continue;
            }

            yield return new RecordingPart(name, 1, ReadBounded(stream, name, budget));
        }
    }

    private static T Open<T>(string path, Func<string, T> open)
    {
        try
        {
            return open(path);
        }
        catch (Exception e) when (e is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            throw new InventoryException($"--inventory: {path} cannot be read: {e.Message}");
        }
    }

    private static TarEntry? Next(TarReader archive, string path)
    {
        try
        {
            return archive.GetNextEntry();
        }
        catch (Exception e) when (e is IOException or InvalidDataException)
        {
            throw new InventoryException($"--inventory: {path} cannot be read: {e.Message}");
        }
    }

    /// <summary>The name of an entry with that of its archive. One that leads out of the archive is refused, though nothing is written by it.</summary>
    private static string CheckedName(string path, string name)
    {
        var parts = name.Split('/', '\\');
        return parts.Contains("..", StringComparer.Ordinal) || parts[0].EndsWith(':') || (parts[0].Length == 0 && name.Length > 0)
            ? throw new InventoryException($"{path}: the entry '{name}' leads out of the archive. Pack the directory that 'govc object.save' wrote, with names below it.")
            : $"{path}:{name}";
    }

    private static byte[] ReadBounded(Stream stream, string name, Budget budget)
    {
        using var content = new MemoryStream();
        var part = new byte[81_920];
        try
        {
            while (stream.Read(part) is var read and > 0)
            {
                content.Write(part, 0, read);
                if (content.Length > MostBytesOfFile)
                    break;
            }
        }
        catch (Exception e) when (e is IOException or InvalidDataException)
        {
            throw new InventoryException($"{name} cannot be read: {e.Message}");
        }

        budget.Take(name, content.Length);
        return content.ToArray();
    }

    /// <summary>What all files together may have.</summary>
    private sealed class Budget(RecordingBounds bounds)
    {
        private int _files;
        private long _bytes;

        public void Take(string name, long bytes)
        {
            if (bytes > MostBytesOfFile)
                throw new InventoryException($"{name}: it has more than {MostBytesOfFile} bytes. The file of one object is never so large.");
            Skip(name, bytes);
        }

        /// <summary>What is ignored in a compressed archive is unpacked all the same.</summary>
        public void Skip(string name, long bytes)
        {
            _bytes += bytes;
            if (++_files > bounds.Files || _bytes > bounds.Bytes)
                throw new InventoryException($"{name}: up to here there are {_files} files with {_bytes} bytes, more than {bounds.Files} files or {bounds.Bytes} bytes. Record a part of the inventory.");
        }
    }
}
