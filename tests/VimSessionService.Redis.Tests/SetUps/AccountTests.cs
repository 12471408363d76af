using Microsoft.Extensions.Time.Testing;
using StackExchange.Redis;
using VimSessionService.Core;
using VimSessionService.Redis.Tests.Engines;
using VimSessionService.Redis.Tests.Sessions;

namespace VimSessionService.Redis.Tests.SetUps;

/// <summary>A user of the engine who has the rights that the document names, for one instance.</summary>
public sealed class AccountTests : IDisposable
{
    private const string Prefix = "lab-1";

    private readonly AccountServer _server = new(Prefix);

    /// <inheritdoc/>
    public void Dispose() => _server.Dispose();

    [Fact]
    public async Task The_user_may_use_the_instance_and_hears_its_hints_and_may_not_use_another_instance()
    {
        await using var one = new Instance(_server.Address, Prefix, new FakeTimeProvider(World.Time0));
        await using var two = new Instance(_server.Address, Prefix, new FakeTimeProvider(World.Time0));
        await one.Replica.EnsureAsync(World.Cancel);
        await two.Replica.EnsureAsync(World.Cancel);
        var hints = 0;
        two.Replica.Feed.Hinted += () => Interlocked.Increment(ref hints);
        var store = one.Store(new() { ReservedSessions = 0 }, new());
        Assert.NotNull(await store.AddAsync(World.Data(), [World.NewToken()], World.Cancel));
        await World.EventuallyAsync(() => Task.FromResult(Volatile.Read(ref hints) > 0));
        await using var waiting = new Instance(_server.Address, Prefix, new FakeTimeProvider(World.Time0), acknowledgedBy: 1);
        var late = await Assert.ThrowsAnyAsync<ServiceBusyException>(async () => await waiting.Store(new() { ReservedSessions = 0 }, new()).AddAsync(World.Data(), [World.NewToken()], World.Cancel));
        Assert.Equal("0 of 1 replicas of the state engine have a change within 2 s", late.Message); // it could ask
        await using var other = new Instance(_server.Address, "lab-2", new FakeTimeProvider(World.Time0));
        await Assert.ThrowsAnyAsync<ServiceBusyException>(async () => await other.Replica.EnsureAsync(World.Cancel));
        var refused = await Assert.ThrowsAnyAsync<ServiceBusyException>(() => other.Engine.AskAsync(database => database.HashLengthAsync(other.Keys.Sessions[0])));
        Assert.Equal("the state engine refuses: NOPERM", refused.Message);
    }

    [Fact]
    public async Task With_a_wrong_password_nothing_is_asked_and_no_message_has_a_password()
    {
        await using var instance = new Instance(_server.Address.Replace("p%40ss", "wrong-one", StringComparison.Ordinal), Prefix, new FakeTimeProvider(World.Time0));
        var refused = await Assert.ThrowsAnyAsync<ServiceBusyException>(async () => await instance.Replica.EnsureAsync(World.Cancel));
        Assert.DoesNotContain("wrong-one", $"{refused}", StringComparison.Ordinal);
        Assert.False(instance.Engine.IsConnected);
    }

    [Fact]
    public async Task The_user_may_not_do_what_the_service_does_not()
    {
        var options = ConfigurationOptions.Parse(_server.Address.Split('@')[1].Split('/')[0]);
        (options.User, options.Password, options.AllowAdmin) = (AccountServer.User, AccountServer.Password, true);
        await using var connection = await ConnectionMultiplexer.ConnectAsync(options);
        foreach (var (command, argument) in new[] { ("FLUSHALL", "SYNC"), ("KEYS", "*"), ("GET", $"{{{Prefix}}}:tokens") })
            Assert.StartsWith("NOPERM", (await Assert.ThrowsAsync<RedisServerException>(() => connection.GetDatabase().ExecuteAsync(command, argument))).Message, StringComparison.Ordinal);
    }
}
