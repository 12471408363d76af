using System.Text.Json;
using System.Text.Json.Serialization;
using VimSessionService.AdminClient.Json;
using VimSessionService.Core.Tables;

namespace VimSessionService.Lab.Rules;

/// <summary>The rules as a table: an item for each. Their counts are elsewhere, since each call that a rule is for changes them.</summary>
internal sealed class RuleTable(RuleBook rules) : SharedTable<RuleState>("rule", rules.Cell)
{
    /// <inheritdoc/>
    public override string Write(object item) => item is RuleItem rule
        ? JsonSerializer.Serialize(
            new RuleRecord
            {
                Spec = JsonSerializer.SerializeToElement(rule.Spec, AdminJson.Default.RuleSpec),
                Generation = rule.Generation,
                Position = rule.Position,
                Added = rule.Added.UtcTicks,
                Expires = rule.Expires?.UtcTicks,
                Matched = rule.Matched,
                Applied = rule.Applied,
            },
            RuleJson.Default.RuleRecord)
        : (string)item;

    /// <summary>A rule with fields that this version does not know is not in force here, and stays.</summary>
    public override object Read(string key, string text)
    {
        RuleRecord record;
        try
        {
            record = JsonSerializer.Deserialize(text, RuleJson.Default.RuleRecord) ?? throw new JsonException();
        }
        catch (JsonException broken)
        {
            throw new FormatException($"The rule {key} in the state engine cannot be read.", broken);
        }

        try
        {
            if (record.Spec.Deserialize(AdminJson.Default.RuleSpec) is { Id: not null, Calls.Seed: not null } spec)
            {
                return new RuleItem(spec, record.Generation)
                {
                    Added = new DateTimeOffset(record.Added, TimeSpan.Zero),
                    Expires = record.Expires is { } at ? new DateTimeOffset(at, TimeSpan.Zero) : null,
                    Matched = record.Matched,
                    Applied = record.Applied,
                }.At(record.Position);
            }
        }
        catch (Exception unknown) when (unknown is JsonException or ArgumentOutOfRangeException)
        {
            // As said.
        }

        return text;
    }

    /// <inheritdoc/>
    protected override IEnumerable<KeyValuePair<string, object>> Items(RuleState state) => state.Rules.Select(static rule => KeyValuePair.Create(rule.Id, (object)rule));

    /// <inheritdoc/>
    protected override RuleState Make(RuleState state, IReadOnlyDictionary<string, object> items, IReadOnlyCollection<string> changed) =>
        new([.. items.Values.OfType<RuleItem>().OrderBy(static rule => rule.Position).ThenBy(static rule => rule.Id, StringComparer.Ordinal)]);
}

/// <summary>A rule as JSON.</summary>
internal sealed record RuleRecord
{
    /// <summary>The specification, as the admin API has it.</summary>
    public required JsonElement Spec { get; init; }

    /// <summary>Tells it from others of its name.</summary>
    public required string Generation { get; init; }

    /// <summary>Its place.</summary>
    public long Position { get; init; }

    /// <summary>When it was added, in ticks of UTC.</summary>
    public long Added { get; init; }

    /// <summary>When it stops to be in force, in ticks of UTC; null for never.</summary>
    public long? Expires { get; init; }

    /// <summary>How many calls it had matched when it was added.</summary>
    public long Matched { get; init; }

    /// <summary>How often it had been applied when it was added.</summary>
    public long Applied { get; init; }
}

/// <summary>Reads and writes records without reflection.</summary>
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault)]
[JsonSerializable(typeof(RuleRecord))]
internal sealed partial class RuleJson : JsonSerializerContext;
