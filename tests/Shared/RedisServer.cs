using System.Diagnostics;

namespace VimSessionService.TestEngines;

/// <summary>Debian's redis-server on a free port, with a directory of its own.</summary>
public class RedisServer : IEngineServer, IDisposable
{
    /// <summary>The options of one that keeps nothing.</summary>
    private protected static readonly string[] KeepsNothing = ["--save", "", "--appendonly", "no"];

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("redis-tests-");
    private readonly string? _program;
    private readonly string? _missing;
    private readonly string[] _options;
    private Process? _process;

    /// <summary>Starts one that keeps nothing.</summary>
    public RedisServer()
        : this(KeepsNothing)
    {
    }

    /// <summary>Starts one with options, after a file of its configuration if there is one.</summary>
    internal RedisServer(params string[] options)
        : this(Program, Missing, options)
    {
    }

    /// <summary>Starts another program that takes the same options.</summary>
    private protected RedisServer(string? program, string? missing, string[] options)
    {
        (_program, _missing, _options) = (program, missing, options);
        Port = TestPorts.Take();
        Start();
    }

    /// <summary>Why tests with it cannot run; null when they can. In CI a missing server is a failure.</summary>
    public static string? Missing => MissingWithout(Program, "redis-server is not installed (Debian: redis-server)");

    /// <inheritdoc/>
    public virtual string Address
    {
        get
        {
            if (_missing is { } reason)
                Assert.Skip(reason);
            return $"127.0.0.1:{Port}";
        }
    }

    internal int Port { get; }

    private static string? Program => new[] { "/usr/bin/redis-server", "/usr/local/bin/redis-server" }.FirstOrDefault(File.Exists);

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(isDisposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Starts it on its port, and waits until it answers.</summary>
    public void Start()
    {
        if (_missing is not null)
            return;
        var start = new ProcessStartInfo(_program ?? throw new InvalidOperationException("the engine is not installed"))
        {
            WorkingDirectory = _directory.FullName,
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        var files = _options.TakeWhile(File.Exists).ToList();
        foreach (var argument in files.Concat(["--port", $"{Port}", "--bind", "127.0.0.1", "--dir", _directory.FullName]).Concat(_options.Skip(files.Count)))
            start.ArgumentList.Add(argument.Replace("{port}", $"{Port}", StringComparison.Ordinal));
        var isReady = new ManualResetEventSlim();
        var process = new Process { StartInfo = start };
        process.OutputDataReceived += (_, line) =>
        {
            if (line.Data is null || line.Data.Contains("Ready to accept connections", StringComparison.Ordinal) || line.Data.Contains("Sentinel ID is", StringComparison.Ordinal))
                isReady.Set();
        };
        process.Start();
        process.BeginOutputReadLine();
        _process = process;
        if (!isReady.Wait(TimeSpan.FromSeconds(60)) || process.HasExited)
            throw new InvalidOperationException($"{_program} did not start");
    }

    /// <summary>Stops it without an end: connections stay open and nothing is answered, as behind a network that drops packets.</summary>
    public void Freeze() => Signal("STOP");

    /// <summary>Lets it go on.</summary>
    public void Thaw() => Signal("CONT");

    private void Signal(string name)
    {
        using var kill = Process.Start("kill", [$"-{name}", $"{_process?.Id}"]);
        kill.WaitForExit();
    }

    /// <summary>Ends it as a crash does.</summary>
    public void Kill()
    {
        if (_process is null)
            return;
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
        _process = null;
    }

    /// <summary>Why tests without a program cannot run; null where it is, and in CI.</summary>
    private protected static string? MissingWithout(string? program, string reason) => program is null && Environment.GetEnvironmentVariable("CI") is null ? reason : null;

    /// <summary>Ends it, and removes what it wrote.</summary>
    protected virtual void Dispose(bool isDisposing)
    {
        Kill();
        _directory.Delete(recursive: true);
    }
}
