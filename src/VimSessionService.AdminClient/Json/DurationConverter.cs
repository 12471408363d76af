using System.Text.Json;
using System.Text.Json.Serialization;

namespace VimSessionService.AdminClient.Json;

/// <summary>Reads and writes times as <see cref="DurationText"/>.</summary>
public sealed class DurationConverter : JsonConverter<TimeSpan>
{
    /// <inheritdoc/>
    public override TimeSpan Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.String && DurationText.TryParse(reader.GetString(), out var duration))
            return duration;
        throw new JsonException("is no time. Write numbers with units, such as 31m, 1h30m, 90s or 250ms; not negative.");
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, TimeSpan value, JsonSerializerOptions options) => writer.WriteStringValue(DurationText.Format(value));
}
