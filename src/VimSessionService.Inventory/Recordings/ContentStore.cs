using Microsoft.Win32.SafeHandles;

namespace VimSessionService.Inventory.Recordings;

/// <summary>
/// Keeps the values of a recording as they were written, until they are read: a small recording in memory, a large one in a temporary file that
/// is gone with the process. Several threads may add at once.
/// </summary>
internal sealed class ContentStore : IDisposable
{
    private const int MostInMemory = 32 * 1024 * 1024;

    private readonly Lock _lock = new();
    private MemoryStream? _memory = new();
    private SafeFileHandle? _file;
    private long _length;

    /// <summary>Adds bytes.</summary>
    /// <returns>Where they begin.</returns>
    public long Add(ReadOnlySpan<byte> bytes)
    {
        long start;
        lock (_lock)
        {
            start = _length;
            if (_memory is not null && _length + bytes.Length > MostInMemory)
                MoveToFile();
            _length += bytes.Length;
            if (_memory is { } memory)
            {
                memory.Write(bytes);
                return start;
            }
        }

        RandomAccess.Write(_file!, bytes, start); // the place is its own
        return start;
    }

    /// <summary>Reads bytes. Nothing is added any more by any other thread that has not added these.</summary>
    public byte[] Read(long start, int length)
    {
        var bytes = GC.AllocateUninitializedArray<byte>(length);
        if (IsInMemory(start, bytes))
            return bytes;
        for (var done = 0; done < length;)
        {
            var read = RandomAccess.Read(_file!, bytes.AsSpan(done), start + done);
            done += read > 0 ? read : throw new EndOfStreamException("The temporary file of the inventory is shorter than it was.");
        }

        return bytes;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _memory?.Dispose();
        _file?.Dispose();
    }

    private bool IsInMemory(long start, byte[] bytes)
    {
        if (Volatile.Read(ref _memory) is null)
            return false;
        lock (_lock)
        {
            if (_memory is not { } memory)
                return false;
            memory.GetBuffer().AsSpan((int)start, bytes.Length).CopyTo(bytes);
            return true;
        }
    }

    private void MoveToFile()
    {
        var path = Path.Combine(Path.GetTempPath(), $"vim-session-inventory-{Path.GetRandomFileName()}");
        try
        {
            _file = File.OpenHandle(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, FileOptions.DeleteOnClose);
            RandomAccess.Write(_file, _memory!.GetBuffer().AsSpan(0, (int)_length), 0);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InventoryException($"{path}: {e.Message} The values of a large inventory are kept in a temporary file: name a writable directory with TMPDIR.");
        }

        _memory!.Dispose();
        Volatile.Write(ref _memory, null);
    }
}
