namespace VimSessionService.Storage;

/// <summary>
/// A file that is read again when it changes. It is looked at at every tick and read once it has stayed the same for one tick, so that
/// a file in the midst of being written is left alone.
/// </summary>
internal sealed class WatchedFile : IDisposable
{
    /// <summary>How often the file is looked at.</summary>
    public static readonly TimeSpan Tick = TimeSpan.FromSeconds(1);

    private readonly string _path;
    private readonly Action _changed;
    private readonly Lock _gate = new();
    private ITimer? _timer;
    private FileStamp _read;
    private FileStamp _seen;

    /// <summary>Takes a file as it is now; whoever watches it reads it then for the first time.</summary>
    /// <param name="path">The file.</param>
    /// <param name="changed">Reads the file again; called by one at a time, and does not throw.</param>
    public WatchedFile(string path, Action changed)
    {
        _path = path;
        _changed = changed;
        _read = _seen = FileStamp.Of(path);
    }

    /// <summary>Begins to watch.</summary>
    public void Watch(TimeProvider time) =>
        _timer = time.CreateTimer(static file => ((WatchedFile)file!).Look(), this, Tick, Tick);

    /// <summary>Stops watching.</summary>
    public void Dispose() => _timer?.Dispose();

    private void Look()
    {
        // A look that is still at work has the next ones skipped.
        if (!_gate.TryEnter())
            return;
        try
        {
            var now = FileStamp.Of(_path);
            var settled = now == _seen;
            _seen = now;
            if (!settled || now == _read)
                return;
            _read = now;
            _changed();
        }
        finally
        {
            _gate.Exit();
        }
    }

    /// <summary>What tells one state of a file from another. It follows links, as mounted configuration is swapped by them.</summary>
    private readonly record struct FileStamp(long Length, DateTime Written)
    {
        public static FileStamp Of(string path)
        {
            try
            {
                using var file = File.OpenHandle(path, share: FileShare.ReadWrite | FileShare.Delete);
                return new FileStamp(RandomAccess.GetLength(file), File.GetLastWriteTimeUtc(file));
            }
            catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
            {
                return new FileStamp(-1, default);
            }
        }
    }
}
