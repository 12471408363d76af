using Microsoft.Win32.SafeHandles;

namespace VimSessionService.Inventory.Recordings;

/// <summary>
/// Keeps the values of a recording as they were written, until they are read: a small recording in memory, a large one in a temporary file that
/// is gone with the process.
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
        lock (_lock)
        {
            var start = _length;
            if (_memory is not null && _length + bytes.Length > MostInMemory)
                MoveToFile();
            if (_memory is { } memory)
                memory.Write(bytes);
            else
                RandomAccess.Write(_file!, bytes, start);
            _length += bytes.Length;
            return start;
        }
    }

    /// <summary>Reads bytes. Nothing is added any more.</summary>
    public byte[] Read(long start, int length)
    {
        var bytes = new byte[length];
        if (_memory is { } memory)
        {
            memory.GetBuffer().AsSpan((int)start, length).CopyTo(bytes);
            return bytes;
        }

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
        _memory = null;
    }
}
