using Microsoft.Extensions.Time.Testing;
using VimSessionService.Core;
using VimSessionService.Identity.WsSecurity;
using VimSessionService.Redis.Replays;
using VimSessionService.Redis.Tests.Engines;
using VimSessionService.Tests.Shared;

namespace VimSessionService.Redis.Tests.Replays;

/// <summary>The contract of replay memories with an engine, and several replicas with one memory.</summary>
public abstract class EngineReplayMemoryTests(IEngineServer server) : ReplayMemoryContract, IAsyncLifetime
{
    private readonly List<Instance> _instances = [];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Each is a round trip.</summary>
    private protected override int Rounds => 1_500;

    [Fact]
    public async Task Of_three_replicas_that_are_shown_it_at_once_one_is_the_first()
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
        var prefix = Instance.NewPrefix();
        ReplayMemories[] all = [.. Enumerable.Range(0, 3).Select(_ => Join(prefix, time).Replays())];
        var until = time.GetUtcNow().AddMinutes(1);
        for (var message = 0; message < 20; message++)
        {
            var what = new byte[] { (byte)message };
            var answers = await Task.WhenAll(Enumerable.Range(0, 24).Select(i => Task.Run(() => all[i % 3].LoginMessages.RememberAsync(what, until, "joe", Cancel).AsTask(), Cancel)));
            Assert.Single(answers, static answer => answer == Remembered.New);
            Assert.All(answers, static answer => Assert.NotEqual(Remembered.Full, answer));
            Assert.Equal(Remembered.New, await all[0].StsMessages.RememberAsync(what, until, "joe", Cancel)); // a memory of its own
        }

        Assert.Equal(Remembered.Again, await Join(prefix, time).Replays().LoginMessages.RememberAsync(new byte[] { 0 }, until, "joe", Cancel)); // and outlives the replicas
    }

    [Fact]
    public async Task Without_the_engine_nothing_is_accepted()
    {
        var instance = Join(Instance.NewPrefix(), TimeProvider.System);
        var memory = instance.Replays().LoginMessages;
        Assert.Equal(Remembered.New, await memory.RememberAsync(new byte[] { 1 }, TimeProvider.System.GetUtcNow().AddMinutes(1), "joe", Cancel));
        await instance.Replica.DisposeAsync();
        await Assert.ThrowsAnyAsync<ServiceBusyException>(async () => await memory.RememberAsync(new byte[] { 2 }, TimeProvider.System.GetUtcNow().AddMinutes(1), "joe", Cancel));
    }

    /// <inheritdoc/>
    public ValueTask InitializeAsync() => default;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var instance in _instances)
            await instance.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    private protected override IReplayMemory Create(TimeProvider time, int capacity = 100_000)
    {
        var instance = Join(Instance.NewPrefix(), time);
        return new RedisReplayMemory(instance.Engine, instance.Keys.Replays("test"), instance.Replica, time, capacity);
    }

    private Instance Join(string prefix, TimeProvider time)
    {
        var instance = new Instance(server.Address, prefix, time);
        _instances.Add(instance);
        return instance;
    }
}

public sealed class RedisReplayMemoryTests(RedisServer server) : EngineReplayMemoryTests(server), IClassFixture<RedisServer>;

public sealed class GarnetReplayMemoryTests(GarnetServer server) : EngineReplayMemoryTests(server), IClassFixture<GarnetServer>;
