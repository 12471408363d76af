using System.Text.Json;
using System.Text.Json.Serialization;
using VimSessionService.AdminClient.Scenarios;

namespace VimSessionService.AdminClient.Json;

/// <summary>Reads and writes times after the beginning of a scenario.</summary>
internal sealed class ScenarioOffsetConverter : JsonConverter<ScenarioOffset>
{
    /// <inheritdoc/>
    public override ScenarioOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var text = reader.TokenType == JsonTokenType.String ? reader.GetString()! : "";
        return DurationText.TryParse(text.StartsWith('+') ? text[1..] : text, out var time)
            ? new ScenarioOffset(time)
            : throw new JsonException("is no time after the beginning. Write +5m, 90s or 1h30m.");
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, ScenarioOffset value, JsonSerializerOptions options) => writer.WriteStringValue("+" + DurationText.Format(value.Time));
}
