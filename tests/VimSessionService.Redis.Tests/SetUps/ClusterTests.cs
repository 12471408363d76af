using StackExchange.Redis;
using VimSessionService.Core;
using VimSessionService.Redis.Tests.Engines;
using VimSessionService.Redis.Tests.Sessions;

namespace VimSessionService.Redis.Tests.SetUps;

/// <summary>A cluster, of which each instance is on one node.</summary>
public sealed class ClusterTests(ClusterSetUp setUp) : IClassFixture<ClusterSetUp>
{
    [Fact]
    public async Task All_keys_of_an_instance_are_on_one_node_and_instances_on_each()
    {
        using var connection = await ConnectionMultiplexer.ConnectAsync(setUp.Address);
        var nodes = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; nodes.Count < setUp.Nodes.Count; i++)
        {
            Assert.True(i < 100, "the instances are not on every node");
            await using var world = new World(setUp.Address);
            var one = await world.JoinAsync();
            var (session, token) = await one.AddAsync();
            await using var two = new Instance(setUp.Nodes[i % setUp.Nodes.Count].Address, world.Prefix, world.Time); // one node leads to the others
            Assert.Equal(session.Key, (await two.Store(world.Settings, new()).EnterAsync(token, World.Cancel))!.Key);
            var keys = one.Instance.Keys;
            RedisKey[] all = [.. keys.Sessions, .. keys.Replicas, .. keys.Events, .. keys.Tables, .. keys.Work, .. keys.Turns, .. keys.Tickets, .. keys.Text("lab-clock"), .. keys.Replays("test"), keys.Secrets];
            nodes.Add(Assert.Single(all.Select(key => connection.GetDatabase().IdentifyEndpoint(key)!.ToString()!).Distinct(StringComparer.Ordinal)));
        }
    }

    [Fact]
    public async Task Sessions_go_on_while_their_slot_moves_to_another_node()
    {
        await using var world = new World(setUp.Address);
        var (one, two) = (await world.JoinAsync(), await world.JoinAsync());
        var (session, token) = await one.AddAsync();
        var key = one.Instance.Keys.Sessions[0].ToString();
        var slot = (int)(long)await setUp.CommandAsync(0, "CLUSTER", "KEYSLOT", key);
        var from = ClusterSetUp.NodeOf(slot);
        var to = (from + 1) % 3;
        var ids = new List<string>();
        for (var i = 0; i < 3; i++)
            ids.Add($"{await setUp.CommandAsync(i, "CLUSTER", "MYID")}");
        await setUp.CommandAsync(to, "CLUSTER", "SETSLOT", slot, "IMPORTING", ids[from]);
        await setUp.CommandAsync(from, "CLUSTER", "SETSLOT", slot, "MIGRATING", ids[to]);
        while ((RedisResult[])(await setUp.CommandAsync(from, "CLUSTER", "GETKEYSINSLOT", slot, 100))! is { Length: > 0 } moving)
            await setUp.CommandAsync(from, "MIGRATE", ["127.0.0.1", setUp.Nodes[to].Port, "", 0, 5000, "KEYS", .. moving.Select(static moved => (object)$"{moved}")]);
        foreach (var node in new[] { to, from, 3 - to - from })
            await setUp.CommandAsync(node, "CLUSTER", "SETSLOT", slot, "NODE", ids[to]);

        foreach (var member in new[] { one, two })
        {
            await World.EventuallyAsync(() => Task.FromResult(member.Instance.Replica.IsHeld));
            await World.EventuallyAsync(async () => await EnteredAsync(member, token) == session.Key);
            Assert.True(await member.Store.LeaveAsync(session.Key));
        }

        Assert.Equal(0, (long)await setUp.CommandAsync(from, "CLUSTER", "COUNTKEYSINSLOT", slot));
        Assert.True(await two.Store.RemoveAsync(session.Key, Core.Sessions.SessionEnd.LoggedOut, World.Cancel));
        Assert.Null(await one.Store.EnterAsync(token, World.Cancel));
    }

    private static async Task<string?> EnteredAsync(World.Member member, Core.Sessions.SessionToken token)
    {
        try
        {
            return (await member.Store.EnterAsync(token, World.Cancel))?.Key;
        }
        catch (ServiceBusyException)
        {
            return null; // while the keys are on two nodes
        }
    }
}
