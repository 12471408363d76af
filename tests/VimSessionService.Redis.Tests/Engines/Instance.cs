using VimSessionService.Core.Events;
using VimSessionService.Core.Sessions;
using VimSessionService.Identity.WsSecurity;
using VimSessionService.Redis.Clock;
using VimSessionService.Redis.Engine;
using VimSessionService.Redis.Events;
using VimSessionService.Redis.Records;
using VimSessionService.Redis.Replays;
using VimSessionService.Redis.Replicas;
using VimSessionService.Redis.Sessions;
using VimSessionService.Redis.Tickets;
using VimSessionService.Redis.Turns;

namespace VimSessionService.Redis.Tests.Engines;

/// <summary>A replica of an instance, as the service makes it.</summary>
internal sealed class Instance : IAsyncDisposable
{
    private readonly EngineConnection _engine;
    private RedisSessionStore? _store;
    private RedisSessionStore? _apart;
    private RedisEventLog? _events;

    public Instance(string address, string prefix, TimeProvider time, int form = DocumentForm.Newest, int acknowledgedBy = 0, TimeProvider? real = null)
    {
        Time = time;
        var clock = time as EngineClock;
        Timeline = new SharedTimeline(time, isOfEngine: clock is not null);
        Keys = new EngineKeys(prefix);
        var store = StoreAddress.Parse(UrlOf(address, prefix));
        _engine = new EngineConnection(store, acknowledgedBy > 0 ? new AcknowledgedWrites(store, acknowledgedBy, Keys.Counters) : null);
        Replica = new Replica(_engine, Keys, clock, real ?? TimeProvider.System, newestForm: form);
    }

    public static string NewPrefix() => Guid.NewGuid().ToString("N");

    /// <summary>The address of an instance in an engine that a host and a port name, or an address without a prefix.</summary>
    public static string UrlOf(string address, string prefix) =>
        address.Contains("://", StringComparison.Ordinal) ? $"{address}{(address.Contains('?', StringComparison.Ordinal) ? '&' : '?')}prefix={prefix}" : $"redis://{address}/0?prefix={prefix}";

    public TimeProvider Time { get; }

    public EngineKeys Keys { get; }

    public Replica Replica { get; }

    public EngineConnection Engine => _engine;

    /// <summary>The store that was made.</summary>
    public RedisSessionStore? Made => _store;

    private SharedTimeline Timeline { get; }

    public RedisSessionStore Store(SessionLimits settings, SessionNotifications notifications, Func<string>? newKey = null) =>
        _store = new RedisSessionStore(_engine, Keys, Replica, Timeline, Time, TimeProvider.System, settings, notifications, _events, withdrawsTickets: true, newKey);

    /// <summary>The store of the sessions that are kept apart; that of those which the doors share is made before.</summary>
    public RedisSessionStore ApartStore(SessionLimits settings, SessionNotifications notifications) =>
        _apart = new RedisSessionStore(_engine, Keys.Apart, Replica, Timeline, Time, TimeProvider.System, settings, notifications, _events, withdrawsTickets: true, doors: _store);

    /// <summary>The log; that of a store which is made afterwards.</summary>
    public RedisEventLog Events(EventRetention? retention = null) =>
        _events = new RedisEventLog(_engine, Keys, Replica, Time, TimeProvider.System, retention ?? new EventRetention());

    public RedisTicketIssuer Tickets(int capacity = 10_000, int share = 1000) => new(_engine, Keys, Replica, Timeline, capacity, share);

    public RedisTurns Turns() => new(_engine, Keys, Replica);

    public ReplayMemories Replays() => RedisReplayMemory.Create(_engine, Keys, Replica, Time);

    public async ValueTask DisposeAsync()
    {
        _events?.Dispose();
        if (_apart is not null)
            await _apart.DisposeAsync();
        if (_store is not null)
            await _store.DisposeAsync();
        await Replica.DisposeAsync();
        await _engine.DisposeAsync();
    }
}
