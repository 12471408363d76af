using VimSessionService.Core;

namespace VimSessionService.Storage;

/// <summary>
/// A file that is read again when it changes. It is checked once a second and read when two checks in a row find it equal,
/// so that a file is not read while it is being written. A file that changes at every check is read after five checks. A file system that does
/// not answer, such as a mount whose server is gone, holds one thread of this file's own, and neither timers nor other files.
/// </summary>
internal sealed partial class WatchedFile : IDisposable
{
    /// <summary>How often the file is looked at.</summary>
    public static readonly TimeSpan Tick = TimeSpan.FromSeconds(1);

    /// <summary>After how many looks in a row that found another file it is read anyway.</summary>
    private const int MostUnsettled = 5;

    /// <summary>How long a check or a reading is waited for before it is left to end on its own.</summary>
    private static readonly TimeSpan UsualMaxWait = TimeSpan.FromSeconds(10);

    private readonly string _path;
    private readonly Action _changed;
    private readonly ILogger _logger;
    private readonly Lock _gate = new();
    private ITimer? _timer;
    private FileStamp _read;
    private FileStamp _seen;
    private int _unsettled;

    /// <summary>Checks or reads the file, or has done so last; there is never more than one at work.</summary>
    private Thread? _reader;

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

    /// <summary>Waits for the end of a check or a reading, but not for ever; false when it has not ended.</summary>
    public Func<Thread, bool> Await { get; init; } = static reader => reader.Join(UsualMaxWait);

    /// <summary>Begins to watch.</summary>
    public void Watch(TimeProvider time) =>
        _timer = time.CreateTimer(_ => BackgroundWork.Run(_logger, "the watching of a file", Look), null, Tick, Tick);

    /// <summary>Reads the file again now, whether it has changed or not. Where a reading hangs, it is left to that one.</summary>
    public void ReadNow()
    {
        lock (_gate)
        {
            if (_reader is null || Await(_reader))
                Start(Read);
        }
    }

    /// <summary>Stops watching.</summary>
    public void Dispose() => _timer?.Dispose();

    private void Look()
    {
        // While a look is still at work, the next ones are skipped.
        if (!_gate.TryEnter())
            return;
        try
        {
            if (_reader is not { IsAlive: true })
                Start(Check);
        }
        finally
        {
            _gate.Exit();
        }
    }

    /// <summary>Does the work on a thread of its own, and waits for its end, but not for ever.</summary>
    private void Start(Action work)
    {
        var isLeft = 0;
        var reader = new Thread(() =>
        {
            // On a thread of its own an exception would end the process.
            try
            {
                work();
            }
            catch (Exception failure)
            {
                Log.Failed(_logger, _path, failure);
            }

            if (Interlocked.Exchange(ref isLeft, 1) == 1)
                Log.Ended(_logger, _path);
        })
        {
            IsBackground = true,
            Name = "file watcher",
        };
        reader.Start(); // throws where the machine gives no more threads
        _reader = reader;
        if (!Await(reader) && Interlocked.Exchange(ref isLeft, 1) == 0)
            Log.Hangs(_logger, _path, UsualMaxWait.TotalSeconds);
    }

    private void Check()
    {
        var now = FileStamp.Of(_path);
        _unsettled = now == _seen ? 0 : _unsettled + 1;
        _seen = now;
        if (now == _read || _unsettled is > 0 and < MostUnsettled)
            return;
        _read = now;
        _unsettled = 0;
        _changed();
    }

    private void Read()
    {
        _read = _seen = FileStamp.Of(_path);
        _unsettled = 0;
        _changed();
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

        [LoggerMessage(2, LogLevel.Warning, "Reading {Path} has not ended after {Seconds} s. The former state stays in force until it ends; the file system of the file may not answer")]
        public static partial void Hangs(ILogger logger, string path, double seconds);

        [LoggerMessage(3, LogLevel.Information, "Reading {Path} has ended after all")]
        public static partial void Ended(ILogger logger, string path);
    }
}
