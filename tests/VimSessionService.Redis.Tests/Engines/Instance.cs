using VimSessionService.Core.Events;
using VimSessionService.Core.Sessions;
using VimSessionService.Identity.WsSecurity;
using VimSessionService.Redis.Clock;
using VimSessionService.Redis.Engine;
using VimSessionService.Redis.Events;
using VimSessionService.Redis.Replays;
using VimSessionService.Redis.Replicas;
using VimSessionService.Redis.Sessions;
using VimSessionService.Redis.Tickets;

namespace VimSessionService.Redis.Tests.Engines;

/// <summary>A replica of an instance, as the service makes it.</summary>
internal sealed class Instance : IAsyncDisposable
{
    private readonly EngineConnection _engine;
    private RedisSessionStore? _store;
    private RedisEventLog? _events;

    public Instance(string address, string prefix, TimeProvider time)
    {
        Time = time;
        Timeline = new SharedTimeline(time, isOfEngine: false);
        Keys = new EngineKeys(prefix);
        _engine = new EngineConnection(StoreAddress.Parse($"redis://{address}/0?prefix={prefix}"));
        Replica = new Replica(_engine, Keys, clock: null, TimeProvider.System);
    }

    public static string NewPrefix() => Guid.NewGuid().ToString("N");

    public TimeProvider Time { get; }

    public EngineKeys Keys { get; }

    public Replica Replica { get; }

    public EngineConnection Engine => _engine;

    private SharedTimeline Timeline { get; }

    public RedisSessionStore Store(SessionSettings settings, SessionNotifications notifications, Func<string>? newKey = null) =>
        _store = new RedisSessionStore(_engine, Keys, Replica, Timeline, Time, TimeProvider.System, settings, notifications, _events, newKey);

    /// <summary>The log; that of a store which is made afterwards.</summary>
    public RedisEventLog Events(EventRetention? retention = null) =>
        _events = new RedisEventLog(_engine, Keys, Replica, Time, TimeProvider.System, retention ?? new EventRetention());

    public RedisTicketIssuer Tickets(int capacity = 10_000, int share = 1000) => new(_engine, Keys, Replica, Timeline, capacity, share);

    public ReplayMemories Replays() => RedisReplayMemory.Create(_engine, Keys, Replica, Time);

    public async ValueTask DisposeAsync()
    {
        _events?.Dispose();
        if (_store is not null)
            await _store.DisposeAsync();
        await Replica.DisposeAsync();
        await _engine.DisposeAsync();
    }
}
