using System.Collections.Concurrent;
using VimSessionService.Inventory.Performance;
using VimSessionService.Schema.Values;
using VimSessionService.Vim25;

namespace VimSessionService.Inventory.Recordings;

/// <summary>Statistics as recorded: those of one interval for each entity. They are read when they are asked for.</summary>
internal sealed class RecordedPerformance : PerformanceSource
{
    private readonly ConcurrentDictionary<string, RecordedStatistics> _entities = new(StringComparer.Ordinal);

    /// <summary>Whether there are none.</summary>
    public bool IsEmpty => _entities.IsEmpty;

    /// <summary>Adds those of an entity.</summary>
    /// <returns>False when there are some already.</returns>
    public bool Add(RecordedStatistics statistics) => _entities.TryAdd(statistics.Entity.Value, statistics);

    /// <inheritdoc/>
    public override PerformanceProvider? Find(ManagedObjectReference entity)
    {
        if (!_entities.TryGetValue(entity.Value, out var found))
            return null;
        var summary = found.Read("summary");
        return new PerformanceProvider(
            Field(summary, "currentSupported") is true ? Field(summary, "refreshRate") as int? : null, Field(summary, "summarySupported") is true);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<PerformanceMetric> Metrics(ManagedObjectReference entity, int interval) => Samples(entity, interval)?.Series.Keys.ToArray() ?? [];

    /// <inheritdoc/>
    public override int? Kept(ManagedObjectReference entity, int interval) => Samples(entity, interval)?.Count;

    /// <inheritdoc/>
    public override long? Read(ManagedObjectReference entity, PerformanceMetric metric, int interval, DateTime time, int age) =>
        Samples(entity, interval)?.Series.GetValueOrDefault(metric) is { } values && age < values.Length ? values[^(age + 1)] : null;

    /// <summary>The samples of an entity; null when those of the interval are not recorded.</summary>
    private RecordedSamples? Samples(ManagedObjectReference entity, int interval) =>
        _entities.TryGetValue(entity.Value, out var found) && found.Samples is { } samples && samples.Interval == interval ? samples : null;

    /// <summary>A field of a data object.</summary>
    internal static object? Field(object? value, string name) => value is DynamicObject data ? data.GetSchema().FindField(name)?.Get(data) : null;
}

/// <summary>The samples of an entity.</summary>
/// <param name="Interval">The interval, in seconds.</param>
/// <param name="Count">How many samples there are.</param>
/// <param name="Series">The values of each metric, the oldest first.</param>
internal sealed record RecordedSamples(int Interval, int Count, IReadOnlyDictionary<PerformanceMetric, long[]> Series);

/// <summary>What is recorded of the statistics of an entity.</summary>
/// <param name="entity">The entity.</param>
/// <param name="file">The file, for messages.</param>
/// <param name="parts">Where the values are: <c>summary</c>, a PerfProviderSummary, and <c>samples</c>, a PerfEntityMetric.</param>
/// <param name="values">Reads values.</param>
internal sealed class RecordedStatistics(ManagedObjectReference entity, string file, RecordedProperty[] parts, ValueSource values)
{
    private readonly Lazy<RecordedSamples?> _samples = new(() => SamplesOf(Read("samples", file, parts, values)));

    /// <summary>The entity.</summary>
    public ManagedObjectReference Entity => entity;

    /// <summary>Its samples.</summary>
    public RecordedSamples? Samples => _samples.Value;

    /// <summary>Reads a part.</summary>
    public object? Read(string part) => Read(part, file, parts, values);

    private static object? Read(string part, string file, RecordedProperty[] parts, ValueSource values)
    {
        foreach (var recorded in parts)
        {
            if (recorded.Name == part)
                return values.Read(recorded, file);
        }

        return null;
    }

    private static RecordedSamples? SamplesOf(object? recorded)
    {
        if (RecordedPerformance.Field(recorded, "sampleInfo") is not DataObject[] { Length: > 0 } times)
            return null;
        var series = new Dictionary<PerformanceMetric, long[]>();
        foreach (var item in RecordedPerformance.Field(recorded, "value") as DataObject[] ?? [])
        {
            var id = RecordedPerformance.Field(item, "id");
            if (RecordedPerformance.Field(id, "counterId") is int counter && RecordedPerformance.Field(item, "value") is long[] values)
                series[new PerformanceMetric(counter, RecordedPerformance.Field(id, "instance") as string ?? "")] = values;
        }

        return new RecordedSamples(RecordedPerformance.Field(times[^1], "interval") as int? ?? 0, times.Length, series);
    }
}
