using VimSessionService.Inventory.Performance;
using VimSessionService.Vim25;

namespace VimSessionService.Inventory.Joining;

/// <summary>The statistics of several inventories.</summary>
internal sealed class JoinedPerformance : PerformanceSource
{
    private readonly Dictionary<string, (PerformanceSource Source, ManagedObjectReference Entity, KeyTable Counters)> _entities = new(StringComparer.Ordinal);

    /// <summary>Adds an object.</summary>
    /// <param name="name">What it is called.</param>
    /// <param name="source">The statistics of its inventory.</param>
    /// <param name="entity">The object in its inventory.</param>
    /// <param name="counters">The keys of the counters.</param>
    public void Add(string name, PerformanceSource source, ManagedObjectReference entity, KeyTable counters) => _entities.TryAdd(name, (source, entity, counters));

    /// <inheritdoc/>
    public override PerformanceProvider? Find(ManagedObjectReference entity) => _entities.TryGetValue(entity.Value, out var found) ? found.Source.Find(found.Entity) : null;

    /// <inheritdoc/>
    public override IReadOnlyList<PerformanceMetric> Metrics(ManagedObjectReference entity, int interval) => _entities.TryGetValue(entity.Value, out var found)
        ? [.. found.Source.Metrics(found.Entity, interval).Select(metric => metric with { Counter = found.Counters.Of(metric.Counter) })]
        : [];

    /// <inheritdoc/>
    public override int? Kept(ManagedObjectReference entity, int interval) => _entities.TryGetValue(entity.Value, out var found) ? found.Source.Kept(found.Entity, interval) : null;

    /// <inheritdoc/>
    public override long? Read(ManagedObjectReference entity, PerformanceMetric metric, int interval, DateTime time, int age) =>
        _entities.TryGetValue(entity.Value, out var found) && found.Counters.OwnOf(metric.Counter) is { } counter
            ? found.Source.Read(found.Entity, metric with { Counter = counter }, interval, time, age)
            : null;
}
