using VimSessionService.Inventory.Performance;
using VimSessionService.Vim25;

namespace VimSessionService.Inventory.Lab;

/// <summary>
/// Generated statistics. A value follows from the seed, the entity, the metric and the time alone, so that whoever asks twice gets the same: a level for each entity, with small changes.
/// </summary>
/// <param name="seed">The seed of the inventory.</param>
/// <param name="has">Whether the inventory has an object.</param>
internal sealed class LabPerformance(int seed, Func<ManagedObjectReference, bool> has) : PerformanceSource
{
    /// <summary>The interval of the newest statistics, in seconds.</summary>
    public const int RealTime = 20;

    private const int RealTimeSamples = 180;

    /// <summary>The longer intervals: seconds, what a vCenter calls them, and how long they are kept in seconds.</summary>
    public static (int Period, string Name, int Length)[] Intervals { get; } =
    [
        (300, "Past day", 86_400), (1800, "Past week", 604_800), (7200, "Past month", 2_592_000), (86_400, "Past year", 31_536_000),
    ];

    /// <inheritdoc/>
    public override PerformanceProvider? Find(ManagedObjectReference entity) => !has(entity) ? null : entity.Type switch
    {
        "VirtualMachine" or "HostSystem" => new PerformanceProvider(RealTime, HasSummary: true),
        "ClusterComputeResource" or "ResourcePool" or "Datastore" => new PerformanceProvider(null, HasSummary: true),
        _ => null,
    };

    /// <inheritdoc/>
    public override IReadOnlyList<PerformanceMetric> Metrics(ManagedObjectReference entity, int interval) =>
        Kept(entity, interval) is null ? [] : [.. LabCounters.All.SelectMany(counter => counter.InstancesOf(entity.Type), static (counter, instance) => new PerformanceMetric(counter.Key, instance))];

    /// <inheritdoc/>
    public override int? Kept(ManagedObjectReference entity, int interval)
    {
        if (Find(entity) is not { } provider)
            return null;
        if (interval == provider.RefreshRate)
            return RealTimeSamples;
        return Array.Find(Intervals, known => known.Period == interval) is { Period: > 0 } found ? found.Length / found.Period : null;
    }

    /// <inheritdoc/>
    public override long? Read(ManagedObjectReference entity, PerformanceMetric metric, int interval, DateTime time, int age)
    {
        if (LabCounters.Find(metric.Counter) is not { } counter)
            return null;
        var seconds = (long)(time - DateTime.UnixEpoch).TotalSeconds;
        if (counter.Name == "uptime")
            return seconds - (long)(LabValues.Recorded - DateTime.UnixEpoch).TotalSeconds;
        var series = new Mixed((ulong)seed).With(entity.Value).With((ulong)metric.Counter).With(metric.Instance);
        var change = series.With((ulong)interval).With((ulong)(seconds / interval));
        return counter.Least + (long)((counter.Most - counter.Least) * ((0.8 * series.Part) + (0.2 * change.Part)));
    }

    /// <summary>A number that follows from others and looks random. No secret: FNV-1a with the finalizer of SplitMix64, since an answer has a million values.</summary>
    private readonly record struct Mixed(ulong Bits)
    {
        /// <summary>From 0 to 1.</summary>
        public double Part
        {
            get
            {
                var bits = (Bits ^ (Bits >> 30)) * 0xBF58476D1CE4E5B9;
                bits = (bits ^ (bits >> 27)) * 0x94D049BB133111EB;
                return ((bits ^ (bits >> 31)) >> 11) / (double)(1L << 53);
            }
        }

        public Mixed With(ulong number) => new((Bits ^ number ^ (number >> 32)) * 0x100000001B3 + 0x9E3779B97F4A7C15);

        public Mixed With(string text)
        {
            var bits = Bits;
            foreach (var character in text)
                bits = (bits ^ character) * 0x100000001B3;
            return new Mixed(bits).With((ulong)text.Length);
        }
    }
}
