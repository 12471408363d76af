namespace VimSessionService.Storage;

/// <summary>
/// A file that is read again when it changes. It is checked once a second and read when two checks in a row find it equal,
/// so that a file is not read while it is being written. A file that changes at every check is read after five checks.
/// </summary>
internal sealed partial class WatchedFile : IDisposable
{
    /// <summary>How often the file is looked at.</summary>
    public static readonly TimeSpan Tick = TimeSpan.FromSeconds(1);

    /// <summary>After how many looks in a row that found another file it is read anyway.</summary>
    private const int MostUnsettled = 5;

    private readonly string _path;
    private readonly Action _changed;
    private readonly ILogger _logger;
    private readonly Lock _gate = new();
    private ITimer? _timer;
    private FileStamp _read;
    private FileStamp _seen;
    private int _unsettled;

    /// <summary>Starts to watch a file in its present state; the caller reads it for the first time then.</summary>
    /// <param name="path">The file.</param>
    /// <param name="changed">Reads the file again; called by one thread at a time. What it throws is logged.</param>
    /// <param name="logger">Where an exception of <paramref name="changed"/> goes.</param>
    public WatchedFile(string path, Action changed, ILogger logger)
    {
        _path = path;
        _changed = changed;
        _logger = logger;
        _read = _seen = FileStamp.Of(path);
    }

    /// <summary>Begins to watch.</summary>
    public void Watch(TimeProvider time) =>
        _timer = time.CreateTimer(static file => ((WatchedFile)file!).Look(), this, Tick, Tick);

    /// <summary>Reads the file again now, whether it has changed or not.</summary>
    public void ReadNow()
    {
        lock (_gate)
        {
            _read = _seen = FileStamp.Of(_path);
            _unsettled = 0;
            Run();
        }
    }

    /// <summary>Stops watching.</summary>
    public void Dispose() => _timer?.Dispose();

    /// <summary>On a timer's thread an exception would end the process.</summary>
    private void Look()
    {
        // While a look is still at work, the next ones are skipped.
        if (!_gate.TryEnter())
            return;
        try
        {
            var now = FileStamp.Of(_path);
            _unsettled = now == _seen ? 0 : _unsettled + 1;
            _seen = now;
            if (now == _read || _unsettled is > 0 and < MostUnsettled)
                return;
            _read = now;
            _unsettled = 0;
            Run();
        }
        catch (Exception failure)
        {
            Log.Failed(_logger, _path, failure);
        }
        finally
        {
            _gate.Exit();
        }
    }

    private void Run()
    {
        try
        {
            _changed();
        }
        catch (Exception failure)
        {
            Log.Failed(_logger, _path, failure);
        }
    }

    /// <summary>What tells one state of a file from another. Links are followed, as mounted configuration is replaced by them.</summary>
    private readonly record struct FileStamp(long Length, DateTime Written)
    {
        public static FileStamp Of(string path)
        {
            try
            {
                // Not opened: a named pipe in its place would block.
                var file = new FileInfo(path);
                file = file.ResolveLinkTarget(returnFinalTarget: true) as FileInfo ?? file;
                return file.Exists ? new FileStamp(file.Length, file.LastWriteTimeUtc) : new FileStamp(-1, default);
            }
            catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
            {
                return new FileStamp(-1, default);
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "Reading {Path} again failed; the former state stays in force")]
        public static partial void Failed(ILogger logger, string path, Exception failure);
    }
}
