using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace VimSessionService.ClientTests.Harness;

/// <summary>Debian's HAProxy on a free port of this machine.</summary>
internal sealed class Balancer : IAsyncDisposable
{
    private const string Program = "/usr/sbin/haproxy";

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("vimsession-haproxy-");
    private Process? _process;

    /// <summary>Where it listens.</summary>
    public int Port { get; } = TestPorts.Take();

    /// <summary>Where its files are.</summary>
    public string Folder => _directory.FullName;

    /// <summary>Skips the calling test where it is missing.</summary>
    public static void Require()
    {
        if (!File.Exists(Program))
            throw ClientProgram.Missing("haproxy is not installed (apt-get install haproxy)");
    }

    /// <summary>Starts it, and waits until it takes connections.</summary>
    public async Task StartAsync(string configuration, CancellationToken cancellationToken)
    {
        var file = Path.Combine(Folder, "haproxy.cfg");
        await File.WriteAllTextAsync(file, configuration + "\n", cancellationToken);
        _process = Process.Start(new ProcessStartInfo(Program, ["-db", "-f", file]))!;
        using var client = new TcpClient();
        while (!client.Connected)
        {
            Assert.False(_process.HasExited, "haproxy ended");
            try
            {
                await client.ConnectAsync(IPAddress.Loopback, Port, cancellationToken);
            }
            catch (SocketException)
            {
                await Task.Delay(50, cancellationToken);
            }
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
        {
            _process.Kill();
            await _process.WaitForExitAsync();
            _process.Dispose();
        }

        _directory.Delete(recursive: true);
    }
}
