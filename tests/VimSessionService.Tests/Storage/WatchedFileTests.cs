using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using VimSessionService.Storage;

namespace VimSessionService.Tests.Storage;

public sealed class WatchedFileTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly FakeTimeProvider _time = new();
    private readonly Lines _log = new();
    private readonly ManualResetEventSlim _mountAnswers = new();
    private volatile Thread? _hung;
    private int _hanging;

    public void Dispose()
    {
        _mountAnswers.Set();
        _directory.Dispose();
    }

    /// <summary>A file system that does not answer, such as NFS whose server is gone, keeps open and read from returning.</summary>
    [Fact]
    public void A_reading_that_hangs_holds_no_timer_and_no_other_file()
    {
        using var hung = Watch("hung", Hang);
        var read = 0;
        using var other = Watch("other", () => read++);

        Change("hung");
        Change("other");

        Assert.Equal(1, read);
        var told = Assert.Single(_log.All);
        Assert.StartsWith($"Reading {Path.Combine(_directory.Path, "hung")} has not ended after 10 s.", told, StringComparison.Ordinal);

        Change("hung");
        Change("other");
        hung.ReadNow();

        Assert.Equal(2, read);
        Assert.Equal(1, Volatile.Read(ref _hanging));
        Assert.Single(_log.All);
    }

    [Fact]
    public void It_is_read_again_once_the_file_system_answers()
    {
        using var ended = new ManualResetEventSlim();
        _log.Written = line =>
        {
            if (line.EndsWith("has ended after all", StringComparison.Ordinal))
                ended.Set();
        };
        using var hung = Watch("hung", Hang);
        Change("hung");

        _mountAnswers.Set();
        Assert.True(ended.Wait(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken));
        using var again = Watch("hung", () => _hanging = 10);
        Change("hung");

        Assert.Equal(10, _hanging);
    }

    [Fact]
    public void What_reading_throws_is_logged_and_the_file_is_watched_on()
    {
        var readings = 0;
        using var file = Watch("broken", () => throw new InvalidOperationException($"reading {++readings}"));

        Change("broken");
        Change("broken");
        file.ReadNow();

        Assert.Equal(3, readings);
        Assert.Equal(3, _log.All.Count);
    }

    /// <summary>What throws at a look itself, such as a machine that gives no more threads, would end the process: a timer calls.</summary>
    [Fact]
    public void A_look_that_throws_is_logged_and_the_next_one_works()
    {
        var (looks, read) = (0, 0);
        using var file = new WatchedFile(_directory.Write("tight", "before"), () => read++, _log)
        {
            Await = reader =>
            {
                reader.Join(); // the next look is skipped while this one is at work
                return ++looks > 1 ? true : throw new InvalidOperationException("no thread");
            },
        };
        file.Watch(_time);

        _time.Advance(WatchedFile.Tick);

        Assert.Equal("A failure in the watching of a file, which continues", Assert.Single(_log.All));
        Change("tight");
        Assert.Equal(1, read);
        Assert.Single(_log.All);
    }

    /// <summary>In place of a time: waits until the reading has ended or is known to hang.</summary>
    private bool EndsOrHangs(Thread reader)
    {
        while (reader.IsAlive && (Volatile.Read(ref _hanging) == 0 || _mountAnswers.IsSet || reader != _hung))
            Thread.Yield();
        return !reader.IsAlive;
    }

    private void Hang()
    {
        _hung = Thread.CurrentThread;
        Interlocked.Increment(ref _hanging);
        _mountAnswers.Wait();
    }

    private WatchedFile Watch(string name, Action changed)
    {
        var file = new WatchedFile(_directory.Write(name, "before"), changed, _log) { Await = EndsOrHangs };
        file.Watch(_time);
        return file;
    }

    /// <summary>Changes a file and lets the looks pass that find it settled.</summary>
    private void Change(string name)
    {
        File.AppendAllText(Path.Combine(_directory.Path, name), "x");
        for (var i = 0; i < 3; i++)
            _time.Advance(WatchedFile.Tick);
    }

    private sealed class Lines : ILogger
    {
        private readonly List<string> _all = [];
        private readonly Lock _lock = new();

        public Action<string>? Written { get; set; }

        public List<string> All
        {
            get
            {
                lock (_lock)
                    return [.. _all];
            }
        }

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            lock (_lock)
                _all.Add(formatter(state, exception));
            Written?.Invoke(formatter(state, exception));
        }
    }
}
