namespace VimSessionService.Inventory.Recordings;

/// <summary>What all files of a recording together may have, of which several threads take.</summary>
internal sealed class RecordingBudget(RecordingBounds bounds)
{
    private int _files;
    private long _bytes;

    /// <summary>Takes a file that is read.</summary>
    /// <exception cref="InventoryException">There is too much.</exception>
    public void Take(string name, long bytes)
    {
        if (bytes > RecordingFiles.MostBytesOfFile)
            throw new InventoryException($"{name}: it has more than {RecordingFiles.MostBytesOfFile} bytes. The file of one object is never so large.");
        Skip(name, bytes);
    }

    /// <summary>Takes what is ignored: in a compressed archive it is unpacked all the same.</summary>
    /// <exception cref="InventoryException">There is too much.</exception>
    public void Skip(string name, long bytes)
    {
        var (allFiles, allBytes) = (Interlocked.Increment(ref _files), Interlocked.Add(ref _bytes, bytes));
        if (allFiles > bounds.Files || allBytes > bounds.Bytes)
            throw new InventoryException($"{name}: up to here there are {allFiles} files with {allBytes} bytes, more than {bounds.Files} files or {bounds.Bytes} bytes. Record a part of the inventory.");
    }
}
