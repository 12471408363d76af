using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace VimSessionService.TestEngines;

/// <summary>Debian's redis-server on a free port, with a directory of its own.</summary>
public sealed class RedisServer : IEngineServer, IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("redis-tests-");
    private readonly string[] _options;
    private Process? _process;

    /// <summary>Starts one that keeps nothing.</summary>
    public RedisServer()
        : this("--save", "", "--appendonly", "no")
    {
    }

    /// <summary>Starts one with options.</summary>
    internal RedisServer(params string[] options)
    {
        _options = options;
        Port = FreePort();
        Start();
    }

    /// <summary>Why tests with it cannot run; null when they can. In CI a missing server is a failure.</summary>
    public static string? Missing => Program is null && Environment.GetEnvironmentVariable("CI") is null ? "redis-server is not installed (Debian: redis-server)" : null;

    /// <inheritdoc/>
    public string Address
    {
        get
        {
            if (Missing is { } reason)
                Assert.Skip(reason);
            return $"127.0.0.1:{Port}";
        }
    }

    internal int Port { get; }

    private static string? Program => new[] { "/usr/bin/redis-server", "/usr/local/bin/redis-server" }.FirstOrDefault(File.Exists);

    /// <inheritdoc/>
    public void Dispose()
    {
        Kill();
        _directory.Delete(recursive: true);
    }

    /// <summary>Starts it on its port, and waits until it answers.</summary>
    public void Start()
    {
        if (Missing is not null)
            return;
        var start = new ProcessStartInfo(Program ?? throw new InvalidOperationException("redis-server is not installed"))
        {
            WorkingDirectory = _directory.FullName,
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        foreach (var argument in new[] { "--port", $"{Port}", "--bind", "127.0.0.1", "--dir", _directory.FullName }.Concat(_options))
            start.ArgumentList.Add(argument);
        var isReady = new ManualResetEventSlim();
        var process = new Process { StartInfo = start };
        process.OutputDataReceived += (_, line) =>
        {
            if (line.Data is null || line.Data.Contains("Ready to accept connections", StringComparison.Ordinal))
                isReady.Set();
        };
        process.Start();
        process.BeginOutputReadLine();
        _process = process;
        if (!isReady.Wait(TimeSpan.FromSeconds(60)) || process.HasExited)
            throw new InvalidOperationException("redis-server did not start");
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

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
