using VimSessionService.Vim25;

namespace VimSessionService.Inventory.Performance;

/// <summary>What a metric is of.</summary>
/// <param name="Counter">The counter.</param>
/// <param name="Instance">The device; empty for the whole entity.</param>
internal sealed record PerformanceMetric(int Counter, string Instance);

/// <summary>What an entity has statistics of.</summary>
/// <param name="RefreshRate">How often the newest ones are made, in seconds; null for an entity that has only those of longer intervals.</param>
/// <param name="HasSummary">Whether there are statistics of longer intervals.</param>
internal sealed record PerformanceProvider(int? RefreshRate, bool HasSummary);

/// <summary>The statistics of an inventory.</summary>
internal abstract class PerformanceSource
{
    /// <summary>What an entity has; null when it has no statistics.</summary>
    public abstract PerformanceProvider? Find(ManagedObjectReference entity);

    /// <summary>The metrics of an entity in an interval.</summary>
    public abstract IReadOnlyList<PerformanceMetric> Metrics(ManagedObjectReference entity, int interval);

    /// <summary>How many samples of an interval there are up to now; null for an interval that the entity does not have.</summary>
    public abstract int? Kept(ManagedObjectReference entity, int interval);

    /// <summary>A value; null where there is none.</summary>
    /// <param name="entity">The entity.</param>
    /// <param name="metric">The metric.</param>
    /// <param name="interval">The interval, in seconds.</param>
    /// <param name="time">When the sample ends.</param>
    /// <param name="age">How many samples are newer.</param>
    public abstract long? Read(ManagedObjectReference entity, PerformanceMetric metric, int interval, DateTime time, int age);
}
