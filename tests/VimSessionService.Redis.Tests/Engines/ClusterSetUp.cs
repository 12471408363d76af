using StackExchange.Redis;

namespace VimSessionService.Redis.Tests.Engines;

/// <summary>Three nodes of a cluster, each with a third of the slots.</summary>
public sealed class ClusterSetUp : IEngineServer, IAsyncLifetime
{
    private const int Slots = 16384;
    private const int Count = 3;

    private readonly List<RedisServer> _nodes = [];

    /// <inheritdoc/>
    public string Address => string.Join(',', _nodes.Select(static node => node.Address));

    internal IReadOnlyList<RedisServer> Nodes => _nodes;

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        var buses = new List<int>();
        for (var i = 0; i < Count; i++)
        {
            buses.Add(TestPorts.Take());
            _nodes.Add(new RedisServer(
                "--save", "", "--appendonly", "no", "--cluster-enabled", "yes", "--cluster-port", $"{buses[i]}", "--cluster-node-timeout", "2000", "--cluster-config-file", "nodes.conf"));
        }

        if (RedisServer.Missing is not null)
            return;
        for (var i = 0; i < Count; i++)
        {
            await CommandAsync(i, "CLUSTER", "ADDSLOTSRANGE", FirstSlotOf(i), FirstSlotOf(i + 1) - 1);
            if (i > 0)
                await CommandAsync(0, "CLUSTER", "MEET", "127.0.0.1", _nodes[i].Port, buses[i]);
        }

        for (var i = 0; i < Count; i++)
        {
            while (!$"{await CommandAsync(i, "CLUSTER", "INFO")}".Contains("cluster_state:ok", StringComparison.Ordinal)
                || $"{await CommandAsync(i, "CLUSTER", "NODES")}".Split('\n', StringSplitOptions.RemoveEmptyEntries).Length < Count)
            {
                await Task.Delay(50, TestContext.Current.CancellationToken);
            }
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        foreach (var node in _nodes)
            node.Dispose();
        return default;
    }

    /// <summary>The node that a slot is on from the beginning.</summary>
    internal static int NodeOf(int slot) => Enumerable.Range(0, Count).Last(i => slot >= FirstSlotOf(i));

    /// <summary>Has a node do something.</summary>
    internal async Task<RedisResult> CommandAsync(int node, string command, params object[] arguments)
    {
        // One node alone, so that the client does not lead the command elsewhere.
        var options = ConfigurationOptions.Parse($"{_nodes[node].Address},allowAdmin=true");
        options.CommandMap = CommandMap.Create(new HashSet<string>(StringComparer.OrdinalIgnoreCase) { "CONFIG", "SUBSCRIBE" }, available: false);
        await using var connection = await ConnectionMultiplexer.ConnectAsync(options);
        return await connection.GetServer(_nodes[node].Address).ExecuteAsync(command, arguments);
    }

    private static int FirstSlotOf(int node) => Slots * node / Count;
}
