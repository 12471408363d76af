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
    /// <exception cref="InventoryException">It cannot be opened, or something is wrong and it is not lenient.</exception>
    public static ServedInventory Open(string path, bool isLenient)
    {
        var api = new ServedApi();
        var problems = new InventoryProblems();
        var values = new ValueSource(new ContentStore(), api.Whole, isLenient);
        var found = new ConcurrentBag<(int Order, string File, RecordedObject Object)>();
        try
        {
            Parallel.ForEach(
                Partitioner.Create(
                    RecordingFiles.Read(path).Select(static (file, order) => (file.Name, file.Content, Order: order)),
                    EnumerablePartitionerOptions.NoBuffering), // one file in memory for each thread
                () => new ObjectFile(values, api.Whole, problems),
                (file, _, reader) =>
                {
                    if (reader.Read(file.Name, file.Content) is { } read)
                        found.Add((file.Order, file.Name, read));
                    return reader;
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
        var inventory = builder.Build();
        if (!isLenient)
            problems.ThrowIfAny(path);
        return inventory;
    }
}
