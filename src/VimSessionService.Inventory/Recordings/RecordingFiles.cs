using System.Formats.Tar;
using System.IO.Compression;

namespace VimSessionService.Inventory.Recordings;

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
        var budget = new RecordingBudget(bounds ?? RecordingBounds.Usual);
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

    private static IEnumerable<RecordingPart> ReadDirectory(string path, RecordingBudget budget)
    {
        var statistics = Path.Combine(path, Statistics);
        var files = Directory.EnumerateFiles(path, "*.xml").Order(StringComparer.Ordinal);
        foreach (var file in Directory.Exists(statistics) ? files.Concat(Directory.EnumerateFiles(statistics, "*.xml").Order(StringComparer.Ordinal)) : files)
        {
            yield return new RecordingPart(file, 1, buffer =>
            {
                if (!RegularFile.Is(file))
                    throw new InventoryException($"{file} is not a regular file. Remove it from the recording.");
                using var handle = Open(file, static path => File.OpenHandle(path));
                return buffer.Read(part => RandomAccess.Read(handle, part, buffer.Length), file, budget);
            });
        }
    }

    private static IEnumerable<RecordingPart> ReadJson(string path, RecordingBudget budget)
    {
        using var stream = Open(path, File.OpenRead);
        var items = new JsonItems(stream, path, MostBytesOfFile);
        while (items.TryNext(out var line, out var item))
        {
            budget.Take(path, item.Length);
            yield return new RecordingPart($"{path}, line {line}", line, _ => item);
        }
    }

    private static IEnumerable<RecordingPart> ReadZip(string path, RecordingBudget budget)
    {
        using var archive = Open(path, static path => ZipFile.OpenRead(path));
        foreach (var entry in archive.Entries)
        {
            var name = CheckedName(path, entry.FullName);
            if (!HasEnding(name, ".xml"))
                continue;
            using var stream = entry.Open();
            yield return new RecordingPart(name, 1, ReadNow(stream, entry.Length, name, budget));
        }
    }

    private static IEnumerable<RecordingPart> ReadTar(string path, bool isCompressed, RecordingBudget budget)
    {
        using var file = Open(path, File.OpenRead);
        using var unpacked = isCompressed ? new GZipStream(file, CompressionMode.Decompress) : (Stream)file;
        using var archive = new TarReader(unpacked);
        while (Next(archive, path) is { } entry)
        {
            var name = CheckedName(path, entry.Name);
            if (entry is PaxTarEntry pax && pax.ExtendedAttributes.Keys.Any(static key => key.StartsWith("GNU.sparse.", StringComparison.Ordinal)))
                throw Sparse(name);
            if (entry.EntryType is not (TarEntryType.RegularFile or TarEntryType.V7RegularFile) || !HasEnding(name, ".xml") || entry.DataStream is not { } stream)
            {
                budget.Skip(name, entry.Length);
                continue;
            }

            yield return new RecordingPart(name, 1, ReadNow(stream, entry.Length, name, budget));
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
        catch (NotSupportedException)
        {
            throw Sparse(path);
        }
        catch (Exception e) when (e is IOException or InvalidDataException)
        {
            throw new InventoryException($"--inventory: {path} cannot be read: {e.Message}");
        }
    }

    /// <summary>A file of which the archive has only the parts that are not zero: the library refuses those in the form of GNU, and reads those in the form of pax as other bytes.</summary>
    private static InventoryException Sparse(string name) => new($"--inventory: {name} has a sparse file or a record of another kind that is not read. Pack it with 'tar' without --sparse (-S).");

    /// <summary>The name of an entry with that of its archive. One that leads out of the archive is refused, though nothing is written by it.</summary>
    private static string CheckedName(string path, string name)
    {
        var parts = name.Split('/', '\\');
        return parts.Contains("..", StringComparer.Ordinal) || parts[0].EndsWith(':') || (parts[0].Length == 0 && name.Length > 0)
            ? throw new InventoryException($"{path}: the entry '{name}' leads out of the archive. Pack the directory that 'govc object.save' wrote, with names below it.")
            : $"{path}:{name}";
    }

    /// <summary>What an archive has next, which is read in its order.</summary>
    private static Func<RecordingBuffer, ArraySegment<byte>> ReadNow(Stream stream, long length, string name, RecordingBudget budget)
    {
        var content = new RecordingBuffer(length).Read(stream.Read, name, budget);
        return _ => content;
    }
}
