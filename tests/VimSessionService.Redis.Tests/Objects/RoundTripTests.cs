using VimSessionService.Endpoint.Tests;
using VimSessionService.Redis.Sessions;
using VimSessionService.Redis.Tests.Engines;
using VimSessionService.Redis.Tests.Sessions;

namespace VimSessionService.Redis.Tests.Objects;

/// <summary>What calls of clients cost the engine, by the commands that come to it.</summary>
public abstract class RoundTripTests(IEngineServer server)
{
    private const int Rounds = 50;

    /// <summary>What a replica asks by itself, whatever its clients do: its lease, and the changes of the others.</summary>
    private static readonly string[] OwnScripts = ["Renews the lease of a replica", "Notes up to which change a replica has told", "Notes which version of a text"];

    [Fact]
    public async Task A_call_in_a_session_is_one_script_and_its_end_another_that_nobody_waits_for()
    {
        await using var proxy = new CountingProxy(server.Address);
        await using var replicas = await Replicas.StartAsync(proxy.Address, count: 1);
        var cookie = await replicas[0].LoginAsync();
        await replicas[0].CallAsync(TestService.Fetch("currentSession"), cookie);
        var sent = await CountAsync(proxy, replicas, () => replicas[0].CallAsync(TestService.Fetch("currentSession"), cookie));
        Assert.Equal([nameof(SessionScripts.EnterKnown), nameof(SessionScripts.Leave)], sent.Select(static command => command.Script));
        Assert.Equal(Rounds, sent[0].Count);
        Assert.InRange(sent[1].Count, 1, Rounds); // ends that were put off are told together
    }

    [Fact]
    public async Task A_login_and_a_logout_are_three_commands()
    {
        await using var proxy = new CountingProxy(server.Address);
        await using var replicas = await Replicas.StartAsync(proxy.Address, count: 1);
        var sent = await CountAsync(proxy, replicas, async () =>
        {
            var cookie = await replicas[0].LoginAsync();
            Assert.Equal(200, (await replicas[0].CallAsync("<Logout _NS><_this>SessionManager</_this></Logout>", cookie)).Status);
        });
        Assert.Equal([(nameof(SessionScripts.Add), Rounds), (nameof(SessionScripts.End), Rounds), (nameof(SessionScripts.EnterKnown), Rounds)], sent);
    }

    /// <summary>What was sent before has come, and is counted.</summary>
    private static async Task SettleAsync(CountingProxy proxy, Replicas replicas)
    {
        var before = proxy.Commands.Count(static command => command == "ECHO");
        await replicas.EngineOf(0).AskAsync(static database => database.ExecuteAsync("ECHO", "settled"));
        await World.EventuallyAsync(() => Task.FromResult(proxy.Commands.Count(static command => command == "ECHO") > before));
    }

    private static async Task<IReadOnlyList<(string Script, int Count)>> CountAsync(CountingProxy proxy, Replicas replicas, Func<Task> act)
    {
        var names = typeof(SessionScripts).GetFields().ToDictionary(static field => Convert.ToHexStringLower(((Engine.EngineScript)field.GetValue(null)!).Hash), static field => field.Name);
        var own = new HashSet<string>(StringComparer.Ordinal);
        replicas.EngineOf(0).Sending = script =>
        {
            if (OwnScripts.Any(text => script.Text.StartsWith($"-- {text}", StringComparison.Ordinal)))
                own.Add(Convert.ToHexStringLower(script.Hash));
        };
        await act();
        await SettleAsync(proxy, replicas);
        proxy.Commands.Clear();
        for (var i = 0; i < Rounds; i++)
            await act();
        await SettleAsync(proxy, replicas);
        return
        [
            .. proxy.Commands.Where(command => command is not ("PING" or "SUBSCRIBE" or "INFO" or "CONFIG" or "CLUSTER" or "GET" or "ECHO") && !own.Contains(command.ToLowerInvariant()))
                .CountBy(command => names.GetValueOrDefault(command.ToLowerInvariant(), command), StringComparer.Ordinal)
                .Select(static count => (count.Key, count.Value)).OrderBy(static count => count.Key, StringComparer.Ordinal),
        ];
    }
}

public sealed class RedisRoundTripTests(RedisServer server) : RoundTripTests(server), IClassFixture<RedisServer>;

public sealed class GarnetRoundTripTests(GarnetServer server) : RoundTripTests(server), IClassFixture<GarnetServer>;
