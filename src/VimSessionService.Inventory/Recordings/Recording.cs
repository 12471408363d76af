using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;
using VimSessionService.Schema;

namespace VimSessionService.Inventory.Recordings;

/// <summary>Opens recordings.</summary>
internal static class Recording
{
    /// <summary>Opens a recording. Its values are read when they are asked for.</summary>
    /// <param name="path">A directory or an archive.</param>
    /// <param name="isLenient">Whether what is wrong is left out.</param>
    /// <param name="shared">The API, where several inventories share it.</param>
    /// <exception cref="InventoryException">It cannot be opened, or something is wrong and it is not lenient.</exception>
    public static ServedInventory Open(string path, bool isLenient, ServedApi? shared = null)
    {
        var api = shared ?? new ServedApi();
        var problems = new InventoryProblems();
        var isJson = RecordingFiles.IsJson(path);
        var leftOut = isLenient ? new LateProblems() : null;
        ValueSource values = isJson ? new JsonValues(new ContentStore(), api.Whole, leftOut) : new XmlValues(new ContentStore(), api.Whole, leftOut);
        var statistics = new RecordedPerformance();
        var found = new ConcurrentBag<(int Order, string File, RecordedObject Object)>();
        try
        {
            Parallel.ForEach(
                Partitioner.Create(
                    RecordingFiles.Read(path).Select(static (part, order) => (Part: part, Order: order)),
                    EnumerablePartitionerOptions.NoBuffering), // one file in memory for each thread
                () => (Read: ReaderOf(isJson, path, values, api.Whole, problems, statistics), Buffer: new RecordingBuffer()),
                (file, _, own) =>
                {
                    if (own.Read(file.Part, file.Part.Read(own.Buffer)) is { } item)
                    {
                        item.ReadPlace();
                        found.Add((file.Order, file.Part.Name, item));
                    }

                    return own;
                },
                static _ => { });
        }
        catch (AggregateException failures) when (failures.InnerExceptions is [InventoryException first, ..])
        {
            ExceptionDispatchInfo.Throw(first);
        }
        catch (AggregateException failures) when (failures.InnerExceptions is [IOException or UnauthorizedAccessException or InvalidDataException, ..])
        {
            throw new InventoryException($"--inventory: {path} cannot be read: {failures.InnerExceptions[0].Message}");
        }

        var builder = new InventoryBuilder(api, problems);
        foreach (var (_, file, item) in found.OrderBy(static item => item.Order))
            builder.Add(item, file);
        if (found.IsEmpty && problems.All.Count == 0)
            throw new InventoryException($"--inventory: {path} has no object in it. Name what 'govc object.save' wrote: files such as 0001-Folder-group-d1.xml.");
        var inventory = builder.Build(statistics.IsEmpty ? null : statistics, leftOut);
        if (!isLenient)
            problems.ThrowIfAny(path);
        return inventory;
    }

    private static Func<RecordingPart, ArraySegment<byte>, RecordedObject?> ReaderOf(bool isJson, string path, ValueSource values, WholeApi api, InventoryProblems problems, RecordedPerformance statistics)
    {
        if (isJson)
        {
            var objects = new JsonObject(values, api, problems);
            return (part, content) => objects.Read(path, part, content);
        }

        var files = new ObjectFile(values, api, problems, statistics);
        return (part, content) => files.Read(part.Name, content);
    }
}
