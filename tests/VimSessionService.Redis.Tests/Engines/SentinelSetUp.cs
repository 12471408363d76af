using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace VimSessionService.Redis.Tests.Engines;

/// <summary>A primary, a replica that takes its place when it is gone, and the sentinel that sees to it.</summary>
public sealed class SentinelSetUp : IEngineServer, IAsyncLifetime
{
    private readonly DirectoryInfo _files = Directory.CreateTempSubdirectory("redis-sentinel-");
    private readonly RedisServer _replica;
    private RedisServer? _sentinel;

    public SentinelSetUp()
    {
        Primary = new RedisServer("--save", "", "--appendonly", "no");
        _replica = new RedisServer("--save", "", "--appendonly", "no", "--replicaof", "127.0.0.1", Port(Primary), "--repl-diskless-sync-delay", "0");
    }

    /// <inheritdoc/>
    public string Address => $"redis://{(_sentinel ?? Primary).Address}/0?serviceName=main";

    internal RedisServer Primary { get; }

    /// <summary>Waits until the sentinel knows the replica.</summary>
    public async ValueTask InitializeAsync()
    {
        if (RedisServer.Missing is not null)
            return;
        await UntilAsync(Primary, "state=online", "replication");
        var file = Path.Combine(_files.FullName, "sentinel.conf");
        await File.WriteAllTextAsync(
            file,
            $"sentinel monitor main 127.0.0.1 {Port(Primary)} 1\nsentinel down-after-milliseconds main 1000\nsentinel failover-timeout main 10000\n",
            TestContext.Current.CancellationToken);
        _sentinel = new RedisServer(file, "--sentinel");
        await UntilAsync(_sentinel, "slaves=1", "sentinel");
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        _sentinel?.Dispose();
        _replica.Dispose();
        Primary.Dispose();
        _files.Delete(recursive: true);
        return default;
    }

    private static string Port(RedisServer server) => server.Port.ToString(CultureInfo.InvariantCulture);

    /// <summary>Waits until a server says something of itself. A sentinel knows few commands, so this needs no client.</summary>
    private static async Task UntilAsync(RedisServer server, string text, string section)
    {
        var cancel = TestContext.Current.CancellationToken;
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, server.Port, cancel);
        var said = new StringBuilder();
        var buffer = new byte[4096];
        while (!said.ToString().Contains(text, StringComparison.Ordinal))
        {
            await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes($"INFO {section}\r\n"), cancel);
            said.Append(Encoding.ASCII.GetString(buffer, 0, await client.GetStream().ReadAsync(buffer, cancel)));
            await Task.Delay(50, cancel);
        }
    }
}
