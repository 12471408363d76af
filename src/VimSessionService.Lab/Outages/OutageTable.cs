using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using VimSessionService.AdminClient.Outages;
using VimSessionService.Core.Tables;

namespace VimSessionService.Lab.Outages;

/// <summary>The outages as a table: an item for each, and one that counts how often open connections were reset. Replicas have one clock, so times are times of day.</summary>
internal sealed class OutageTable(OutageSwitch outages) : SharedTable<OutageState>("outage", outages.Cell)
{
    private const string Cuts = "cuts";
    private const string Outage = "at/";

    /// <inheritdoc/>
    public override string Write(object item) => item switch
    {
        OutageInfo info => JsonSerializer.Serialize(
            new OutageRecord(info.Id, [.. info.Doors], info.Mode.ToString(), info.Began.UtcTicks, info.Ends?.UtcTicks), OutageJson.Default.OutageRecord),
        OutageCuts cuts => cuts.Stamp,
        _ => (string)item,
    };

    /// <inheritdoc/>
    public override object Read(string key, string text)
    {
        if (key == Cuts)
            return new OutageCuts(text);
        try
        {
            return JsonSerializer.Deserialize(text, OutageJson.Default.OutageRecord) is var (id, doors, mode, began, ends)
                && Enum.TryParse<OutageMode>(mode, out var known) && Enum.IsDefined(known) && Array.TrueForAll(doors, door => outages.Doors.Find(door) is not null)
                    ? new OutageInfo { Id = id, Doors = doors, Mode = known, Began = Time(began), Ends = ends is { } at ? Time(at) : null, Met = 0 }
                    : text; // of a later version
        }
        catch (Exception broken) when (broken is JsonException or ArgumentOutOfRangeException)
        {
            throw new FormatException($"The outage {key} in the state engine cannot be read.", broken);
        }
    }

    /// <inheritdoc/>
    protected override IEnumerable<KeyValuePair<string, object>> Items(OutageState state) =>
        state.Outages.Select(static outage => KeyValuePair.Create(Outage + outage.Id, (object)outage)).Append(KeyValuePair.Create(Cuts, (object)state.Cuts));

    /// <inheritdoc/>
    protected override OutageState Make(OutageState state, IReadOnlyDictionary<string, object> items, IReadOnlyCollection<string> changed) => new(
        [.. items.Values.OfType<OutageInfo>().OrderBy(static outage => outage.Began).ThenBy(static outage => outage.Id, StringComparer.Ordinal)],
        items.GetValueOrDefault(Cuts) as OutageCuts ?? state.Cuts);

    private static DateTimeOffset Time(long ticks) => new(ticks, TimeSpan.Zero);
}

/// <summary>The outages, the oldest first, and the latest reset of open connections.</summary>
internal sealed record OutageState(ImmutableArray<OutageInfo> Outages, OutageCuts Cuts)
{
    /// <summary>Nothing is out, and no connection was reset.</summary>
    public static OutageState None { get; } = new([], new OutageCuts("0"));
}

/// <summary>The latest reset of open connections.</summary>
/// <param name="Stamp">Tells it from those before.</param>
internal sealed record OutageCuts(string Stamp);

/// <summary>An outage as JSON.</summary>
internal sealed record OutageRecord(string Id, string[] Doors, string Mode, long Began, long? Ends);

/// <summary>Reads and writes records without reflection.</summary>
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(OutageRecord))]
internal sealed partial class OutageJson : JsonSerializerContext;
