using VimSessionService.Contracts.Events;
using VimSessionService.Core.Events;
using VimSessionService.Redis.Tests.Engines;
using VimSessionService.Vim25;

namespace VimSessionService.Redis.Tests.Events;

/// <summary>The contract of event logs with an engine.</summary>
public abstract class EngineEventContract(IEngineServer server) : EventLogContract
{
    protected override IEventLog CreateLog(int capacity)
    {
        var instance = new Instance(server.Address, Instance.NewPrefix(), TimeProvider.System);
        return new OwnInstanceLog(instance, instance.Events(new EventRetention { Capacity = capacity }));
    }

    /// <summary>A log that owns its instance.</summary>
    private sealed class OwnInstanceLog(Instance instance, IEventLog log) : IEventLog, IAsyncDisposable
    {
        public void Post(Func<EventStamp, Event> make) => log.Post(make);

        public ValueTask PostAsync(Func<EventStamp, Event> make, CancellationToken cancellationToken) => log.PostAsync(make, cancellationToken);

        public void Post(SessionNote note) => log.Post(note);

        public ValueTask SettledAsync(CancellationToken cancellationToken) => log.SettledAsync(cancellationToken);

        public ValueTask<EventBounds> GetBoundsAsync(CancellationToken cancellationToken) => log.GetBoundsAsync(cancellationToken);

        public ValueTask<EventsRead> ReadAsync(long position, Memory<Event> into, CancellationToken cancellationToken) => log.ReadAsync(position, into, cancellationToken);

        public void NotifyOnce(Action posted) => log.NotifyOnce(posted);

        public void CancelNotify(Action posted) => log.CancelNotify(posted);

        public ValueTask DisposeAsync() => instance.DisposeAsync();
    }
}

public sealed class RedisEventContractTests(RedisServer server) : EngineEventContract(server), IClassFixture<RedisServer>;

public sealed class GarnetEventContractTests(GarnetServer server) : EngineEventContract(server), IClassFixture<GarnetServer>;
