using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using VimSessionService.Core.Sessions;
using VimSessionService.Lab.Clock;
using VimSessionService.Redis.Replicas;
using VimSessionService.Redis.Tests.Engines;
using VimSessionService.Redis.Tests.Sessions;

namespace VimSessionService.Redis.Tests.Replicas;

/// <summary>A text that replicas share, and the moved clock in one.</summary>
public abstract class SharedTextTests(IEngineServer server) : IAsyncLifetime
{
    private readonly string _prefix = Instance.NewPrefix();
    private readonly FakeTimeProvider _real = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
    private readonly List<IDisposable> _texts = [];
    private readonly List<Instance> _instances = [];

    private static CancellationToken Cancel => World.Cancel;

    [Fact]
    public async Task What_one_replica_tells_the_others_have_taken_when_it_returns_and_a_later_one_when_it_starts()
    {
        var (one, told1) = await FollowAsync();
        var (two, told2) = await FollowAsync();
        var (_, told3) = await FollowAsync();
        for (var i = 1; i <= 20; i++)
        {
            await (i % 2 == 0 ? one : two).TellAsync($"text {i}", Cancel);
            Assert.Equal($"text {i}", told3[^1]);
            Assert.Equal($"text {i}", (i % 2 == 0 ? told2 : told1)[^1]);
        }

        var (_, late) = await FollowAsync();
        Assert.Equal(["text 20"], late);
    }

    [Fact]
    public async Task It_is_taken_though_no_message_of_the_engine_arrives_and_nobody_waits_for_a_replica_that_is_gone()
    {
        var (one, _) = await FollowAsync();
        var (_, told) = await FollowAsync();
        await _instances[1].Engine.UnlistenAsync(_instances[1].Keys.Counters.ToString());
        await one.TellAsync("text", Cancel);
        Assert.Equal(["text"], told);
        await _instances[1].Replica.DisposeAsync();
        await one.TellAsync("alone", Cancel).AsTask().WaitAsync(TimeSpan.FromSeconds(5), Cancel);
    }

    [Fact]
    public async Task A_clock_that_is_advanced_at_one_replica_ends_a_session_at_the_other()
    {
        var (clock1, sharing1, store1) = await StartAsync();
        var (clock2, sharing2, store2) = await StartAsync();
        var token = World.NewToken();
        await store1.AddAsync(World.Data(), [token], Cancel);
        clock1.Advance(TimeSpan.FromMinutes(29));
        await sharing1.Told;
        Assert.NotNull(await store2.EnterAsync(token, Cancel));
        await store2.LeaveAsync((await store2.ListAsync(Cancel))[0].Key);
        clock2.Freeze();
        await sharing2.Told;
        clock2.Advance(TimeSpan.FromMinutes(31));
        await sharing2.Told;
        Assert.Equal((clock2.GetTimestamp(), clock2.GetUtcNow(), 0), (clock1.GetTimestamp(), clock1.GetUtcNow(), clock1.State.Rate));
        Assert.Null(await store1.EnterAsync(token, Cancel));
        var (later, _, _) = await StartAsync();
        Assert.Equal((clock2.GetTimestamp(), clock2.State), (later.GetTimestamp(), later.State));
    }

    /// <inheritdoc/>
    public ValueTask InitializeAsync() => default;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var text in _texts)
            text.Dispose();
        foreach (var instance in _instances)
            await instance.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    private async Task<(SharedText Text, List<string> Told)> FollowAsync()
    {
        var text = Join(_real).Text;
        var told = new List<string>();
        await text.FollowAsync(told.Add);
        return (text, told);
    }

    private async Task<(LabClock Clock, ClockSharing Sharing, ISessionStore Store)> StartAsync()
    {
        var clock = new LabClock(_real);
        var (instance, text) = Join(clock);
        var sharing = new ClockSharing(clock, new Shared(text), NullLogger<ClockSharing>.Instance);
        _texts.Add(sharing);
        await sharing.StartAsync();
        return (clock, sharing, instance.Store(new SessionLimits { ReservedSessions = 0 }, new SessionNotifications()));
    }

    private (Instance Instance, SharedText Text) Join(TimeProvider time)
    {
        var instance = new Instance(server.Address, _prefix, time);
        _instances.Add(instance);
        var text = new SharedText(instance.Engine, instance.Keys, "test", instance.Replica, TimeProvider.System, NullLogger.Instance);
        _texts.Add(text);
        return (instance, text);
    }

    private sealed class Shared(SharedText text) : ISharedClock
    {
        public ValueTask FollowAsync(Action<string> take) => text.FollowAsync(take);

        public ValueTask TellAsync(string state, CancellationToken cancellationToken) => text.TellAsync(state, cancellationToken);
    }
}

public sealed class RedisSharedTextTests(RedisServer server) : SharedTextTests(server), IClassFixture<RedisServer>;

public sealed class GarnetSharedTextTests(GarnetServer server) : SharedTextTests(server), IClassFixture<GarnetServer>;
