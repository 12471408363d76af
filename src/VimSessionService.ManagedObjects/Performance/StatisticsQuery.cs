using System.Globalization;
using VimSessionService.Core.Calls;
using VimSessionService.Inventory.Lab;
using VimSessionService.Inventory.Performance;
using VimSessionService.Schema.Values;
using VimSessionService.Vim25;

namespace VimSessionService.ManagedObjects.Performance;

/// <summary>Answers queries for statistics. The newest sample is that of the last whole interval on the clock of the service, whenever it was recorded.</summary>
/// <param name="source">The statistics.</param>
/// <param name="values">Makes values.</param>
/// <param name="time">The clock.</param>
internal sealed class StatisticsQuery(PerformanceSource source, LabValues values, TimeProvider time)
{
    private const int Day = 300;
    private const string Csv = "csv";

    /// <summary>What an entity has statistics of.</summary>
    public DataObject Summary(ManagedObjectReference entity)
    {
        var provider = source.Find(entity);
        return values.Object(
            "PerfProviderSummary",
            ("entity", entity),
            ("currentSupported", provider?.RefreshRate is not null),
            ("summarySupported", provider?.HasSummary == true),
            ("refreshRate", provider?.RefreshRate));
    }

    /// <summary>The metrics of an entity.</summary>
    public DataObject[] Available(ManagedObjectReference entity, int? interval) => source.Find(entity) is not { } provider
        ? []
        : [.. source.Metrics(entity, interval ?? provider.RefreshRate ?? Day).Select(Id)];

    /// <summary>The samples that a PerfQuerySpec asks for; null when its entity has none.</summary>
    public DataObject? Query(DataObject spec, CallContext call)
    {
        var entity = (ManagedObjectReference)DynamicMembers.Field(spec, "entity")!;
        if (source.Find(entity) is not { } provider)
            return null;
        var interval = DynamicMembers.Field(spec, "intervalId") as int? ?? (source.Kept(entity, Day) is null ? provider.RefreshRate ?? Day : Day);
        if (interval <= 0 || source.Kept(entity, interval) is not { } kept)
            throw new VimFaultException(new InvalidArgument { InvalidProperty = "querySpec.interval" }, $"{entity} has no statistics of {interval} seconds");
        call.Budget.Spend(1 + kept);
        var ages = AgesOf(spec, interval, kept);
        var metrics = Chosen(source.Metrics(entity, interval), DynamicMembers.Field(spec, "metricId") as DataObject[]);
        call.Budget.Spend(ages.Count * metrics.Count);
        var newest = Newest(interval);
        var times = ages.Select(age => newest.AddSeconds(-(long)age * interval)).ToArray();
        var series = metrics.Select(metric => (metric, ages.Select((age, i) => source.Read(entity, metric, interval, times[i], age) ?? -1).ToArray())).ToArray();
        return DynamicMembers.Field(spec, "format") as string == Csv ? InCsv(entity, interval, times, series) : InNumbers(entity, interval, times, series);
    }

    private DateTime Newest(int interval)
    {
        var seconds = time.GetUtcNow().ToUnixTimeSeconds();
        return DateTimeOffset.FromUnixTimeSeconds(seconds - (seconds % interval)).UtcDateTime;
    }

    /// <summary>Which samples are asked for, the oldest first: after the start up to the end, and of those the newest.</summary>
    private List<int> AgesOf(DataObject spec, int interval, int kept)
    {
        var newest = Newest(interval);
        var start = DynamicMembers.Field(spec, "startTime") as DateTime?;
        var end = DynamicMembers.Field(spec, "endTime") as DateTime?;
        var most = DynamicMembers.Field(spec, "maxSample") is int and > 0 and var asked ? asked : kept;
        var ages = new List<int>();
        for (var age = 0; age < kept && ages.Count < most; age++)
        {
            var at = newest.AddSeconds(-(long)age * interval);
            if ((start is null || at > start) && (end is null || at <= end))
                ages.Add(age);
        }

        ages.Reverse();
        return ages;
    }

    /// <summary>The metrics that are asked for: without any all of them; the instance <c>*</c> is each.</summary>
    private static List<PerformanceMetric> Chosen(IReadOnlyList<PerformanceMetric> known, DataObject[]? asked)
    {
        if (asked is not { Length: > 0 })
            return [.. known];
        var wanted = asked.Select(static id => (Counter: DynamicMembers.Field(id, "counterId"), Instance: DynamicMembers.Field(id, "instance") as string ?? "")).ToHashSet();
        return [.. known.Where(metric => wanted.Contains((metric.Counter, metric.Instance)) || wanted.Contains((metric.Counter, "*")))];
    }

    private DynamicObject Id(PerformanceMetric metric) => values.Object("PerfMetricId", ("counterId", metric.Counter), ("instance", metric.Instance));

    private DynamicObject InNumbers(ManagedObjectReference entity, int interval, DateTime[] times, (PerformanceMetric Metric, long[] Values)[] series) => values.Object(
        "PerfEntityMetric",
        ("entity", entity),
        ("sampleInfo", (DataObject[])[.. times.Select(at => values.Object("PerfSampleInfo", ("timestamp", at), ("interval", interval)))]),
        ("value", (DataObject[])[.. series.Select(item => values.Object("PerfMetricIntSeries", ("id", Id(item.Metric)), ("value", item.Values)))]));

    private DynamicObject InCsv(ManagedObjectReference entity, int interval, DateTime[] times, (PerformanceMetric Metric, long[] Values)[] series) => values.Object(
        "PerfEntityMetricCSV",
        ("entity", entity),
        ("sampleInfoCSV", string.Join(',', times.Select(at => string.Create(CultureInfo.InvariantCulture, $"{interval},{at:yyyy-MM-ddTHH:mm:ssZ}")))),
        ("value", (DataObject[])[.. series.Select(item => values.Object("PerfMetricSeriesCSV", ("id", Id(item.Metric)), ("value", string.Join(',', item.Values))))]));
}
