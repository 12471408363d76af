using System.Globalization;
using VimSessionService.Vim25;

namespace VimSessionService.Inventory.Recorder;

/// <summary>Reads the statistics of objects: what there is, and the newest samples of one interval.</summary>
/// <param name="connection">The server.</param>
/// <param name="content">What the server is.</param>
/// <param name="writer">Takes the files.</param>
/// <param name="copy">Copies values.</param>
internal sealed class StatisticsReader(ServerConnection connection, ServerContent content, RecordingWriter writer, ObjectCopy copy)
{
    /// <summary>The interval of the newest statistics of objects of a type, in seconds; null for a type without statistics.</summary>
    public static int? IntervalOf(string type) => type switch
    {
        "VirtualMachine" or "HostSystem" => 20,
        "ClusterComputeResource" or "ResourcePool" or "Datastore" => 300,
        _ => null,
    };

    /// <summary>Reads those of an object.</summary>
    public async Task ReadAsync(ManagedObjectReference entity, int samples, CancellationToken cancellationToken)
    {
        if (content.Performance is not { } manager || IntervalOf(entity.Type) is not { } interval)
            return;
        copy.BeginStatistics(entity);
        var xml = await connection.CallAsync("QueryPerfProviderSummary", manager, body => body.Reference("entity", entity), cancellationToken);
        while (ObjectCopy.NextChild(xml))
            copy.CopyPart(xml, "summary", "PerfProviderSummary");
        xml = await connection.CallAsync(
            "QueryPerf",
            manager,
            body =>
            {
                body.Raw("<querySpec>"u8);
                body.Reference("entity", entity);
                body.Element("maxSample", samples.ToString(CultureInfo.InvariantCulture));
                body.Element("intervalId", interval.ToString(CultureInfo.InvariantCulture));
                body.Element("format", "normal");
                body.Raw("</querySpec>"u8);
            },
            cancellationToken);
        while (ObjectCopy.NextChild(xml))
            copy.CopyPart(xml, "samples", "PerfEntityMetric");
        copy.EndStatistics();
        writer.WriteStatistics(entity, copy.Out);
    }
}
