using Microsoft.Extensions.Time.Testing;
using StackExchange.Redis;
using VimSessionService.Core;
using VimSessionService.Core.Sessions;
using VimSessionService.Core.Sessions.Tickets;
using VimSessionService.Redis.Engine;
using VimSessionService.Redis.Secrets;
using VimSessionService.Redis.Sessions;
using VimSessionService.Redis.Tests.Engines;
using VimSessionService.Redis.Tests.Sessions;

namespace VimSessionService.Redis.Tests.Waiting;

/// <summary>Changes that are answered when replicas of the engine have them.</summary>
public sealed class AcknowledgedWriteTests : IAsyncLifetime
{
    private readonly RedisServer _primary = new();
    private readonly List<IAsyncDisposable> _made = [];
    private readonly string _prefix = Instance.NewPrefix();
    private RedisServer? _replica;

    private static CancellationToken Cancel => World.Cancel;

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        _ = _primary.Address; // or the test is skipped
        _replica = new RedisServer("--save", "", "--appendonly", "no", "--replicaof", "127.0.0.1", $"{_primary.Port}", "--repl-diskless-sync-delay", "0");
        await UntilReplicatedAsync();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var made in _made)
            await made.DisposeAsync();
        _replica?.Dispose();
        _primary.Dispose();
    }

    [Fact]
    public async Task What_was_answered_is_there_when_the_primary_is_gone_and_its_replica_takes_its_place()
    {
        var (store, tickets) = Make(1);
        var keys = new List<string>();
        await Task.WhenAll(Enumerable.Range(0, 50).Select(async i =>
        {
            var session = await store.AddAsync(World.Data($"user {i}"), [World.NewToken()], Cancel);
            lock (keys)
                keys.Add(session!.Key);
        }));
        Assert.True(await store.RemoveAsync(keys[0], SessionEnd.Terminated, Cancel));
        var ticket = await tickets.IssueAsync(new TicketGrant("Clone", keys[1], "joe"), TimeSpan.FromMinutes(1), Cancel);
        _primary.Kill();
        await using var connection = await ConnectAsync(_replica!);
        await connection.GetServer(_replica!.Address).ExecuteAsync("REPLICAOF", "NO", "ONE");
        await using var other = new Instance(_replica.Address, _prefix, new FakeTimeProvider(World.Time0));
        var left = await other.Store(new SessionLimits { ReservedSessions = 0 }, new SessionNotifications()).ListAsync(Cancel);
        Assert.Equal(keys.Skip(1).Order(StringComparer.Ordinal), left.Select(static session => session.Key).Order(StringComparer.Ordinal));
        Assert.NotNull(await other.Tickets().RedeemAsync(ticket, "Clone", Cancel));
    }

    [Fact]
    public async Task Without_the_replica_a_change_is_refused_and_a_call_is_not()
    {
        var (store, tickets) = Make(1);
        var token = World.NewToken();
        var session = (await store.AddAsync(World.Data(), [token], Cancel))!;
        _replica!.Kill();
        var began = TimeProvider.System.GetTimestamp();
        var refused = await Assert.ThrowsAsync<EngineUnavailableException>(async () => await store.AddAsync(World.Data(), [World.NewToken()], Cancel));
        Assert.Equal("0 of 1 replicas of the state engine have a change within 2 s", refused.Message);
        Assert.True(refused.MayHaveRun && refused is ServiceBusyException);
        Assert.InRange(TimeProvider.System.GetElapsedTime(began).TotalSeconds, 1.9, 60);
        await Assert.ThrowsAsync<EngineUnavailableException>(async () => await KeyFile().WriteAsync("a signing key", replace: true));
        await Assert.ThrowsAsync<EngineUnavailableException>(async () => await tickets.IssueAsync(new TicketGrant("Clone", session.Key, "joe"), TimeSpan.FromMinutes(1), Cancel));
        Assert.NotNull(await store.EnterAsync(token, Cancel));
        await store.LeaveAsync(session.Key);
        _replica.Start();
        await UntilReplicatedAsync();
        Assert.Equal("a signing key", await KeyFile().WriteAsync("a signing key", replace: true)); // the other one may be kept
        Assert.NotNull(await store.AddAsync(World.Data("another"), [World.NewToken()], Cancel));
    }

    [Fact]
    public async Task Two_that_are_asked_for_are_not_one_and_nobody_waits_who_asks_for_none()
    {
        var (store, _) = Make(2);
        var refused = await Assert.ThrowsAsync<EngineUnavailableException>(async () => await store.AddAsync(World.Data(), [World.NewToken()], Cancel));
        Assert.StartsWith("1 of 2 replicas", refused.Message, StringComparison.Ordinal);
        _replica!.Kill();
        var (without, _) = Make(0);
        Assert.NotNull(await without.AddAsync(World.Data(), [World.NewToken()], Cancel));
    }

    [Fact]
    public async Task Garnet_does_not_know_it_and_each_change_is_refused()
    {
        using var garnet = new GarnetServer();
        var (store, _) = Make(1, garnet.Address);
        var refused = await Assert.ThrowsAsync<EngineUnavailableException>(async () => await store.AddAsync(World.Data(), [World.NewToken()], Cancel));
        Assert.Equal("the state engine does not know WAIT, so it cannot say which of its replicas have a change", refused.Message);
    }

    private static async Task<ConnectionMultiplexer> ConnectAsync(RedisServer server) => await ConnectionMultiplexer.ConnectAsync($"{server.Address},allowAdmin=true");

    private async Task UntilReplicatedAsync()
    {
        await using var connection = await ConnectAsync(_primary);
        await World.EventuallyAsync(async () =>
        {
            await connection.GetDatabase().StringSetAsync("test", "1");
            return (long)await connection.GetServer(_primary.Address).ExecuteAsync("WAIT", 1, 500) == 1;
        });
    }

    private EngineKeyFile KeyFile() => new(((Instance)_made[^1]).Engine, ((Instance)_made[^1]).Keys, new InstanceSecrets("0123456789abcdef"u8, _prefix));

    private (RedisSessionStore Store, ITicketIssuer Tickets) Make(int acknowledgedBy, string? address = null)
    {
        var instance = new Instance(address ?? _primary.Address, _prefix, new FakeTimeProvider(World.Time0), acknowledgedBy: acknowledgedBy);
        _made.Add(instance);
        return (instance.Store(new SessionLimits { ReservedSessions = 0 }, new SessionNotifications()), instance.Tickets());
    }
}
