using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace VimSessionService.Lab.Scenarios.Reading;

/// <summary>
/// Writes a tree as JSON for a declared type. A scalar without quotes is a text where the type wants one; elsewhere it is what the JSON schema of YAML 1.2 says.
/// </summary>
internal static class YamlJson
{
    /// <summary>Writes a tree.</summary>
    public static byte[] Write(YamlValue root, JsonTypeInfo type)
    {
        var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer))
            Write(writer, root, type);
        return buffer.ToArray();
    }

    private static void Write(Utf8JsonWriter writer, YamlValue value, JsonTypeInfo? type)
    {
        switch (value)
        {
            case YamlMap map:
                writer.WriteStartObject();
                foreach (var (key, below) in map.Entries)
                {
                    writer.WritePropertyName(key.Text);
                    Write(writer, below, TypeOf(type, key.Text));
                }

                writer.WriteEndObject();
                break;
            case YamlList list:
                writer.WriteStartArray();
                foreach (var below in list.Items)
                    Write(writer, below, TypeOf(type, null));
                writer.WriteEndArray();
                break;
            case YamlText { IsPlain: true, Text: "" or "~" or "null" }:
                writer.WriteNullValue();
                break;
            case YamlText { IsPlain: true } text when !IsText(type):
                WritePlain(writer, text.Text);
                break;
            case YamlText text:
                writer.WriteStringValue(text.Text);
                break;
        }
    }

    /// <summary>Whether a type is written as a text.</summary>
    private static bool IsText(JsonTypeInfo? type)
    {
        if (type is not { Kind: JsonTypeInfoKind.None })
            return false;
        var wanted = Nullable.GetUnderlyingType(type.Type) ?? type.Type;
        return wanted != typeof(bool) && wanted != typeof(int) && wanted != typeof(long) && wanted != typeof(double) && wanted != typeof(JsonElement);
    }

    private static void WritePlain(Utf8JsonWriter writer, string text)
    {
        if (text is "true" or "false")
            writer.WriteBooleanValue(text == "true");
        else if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole))
            writer.WriteNumberValue(whole);
        else if (double.TryParse(text, NumberStyles.Float & ~NumberStyles.AllowLeadingWhite & ~NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out var real) && double.IsFinite(real))
            writer.WriteNumberValue(real);
        else
            writer.WriteStringValue(text);
    }

    /// <summary>The type of a field, or of the items of a list or map.</summary>
    private static JsonTypeInfo? TypeOf(JsonTypeInfo? type, string? field)
    {
        var wanted = type?.Kind switch
        {
            JsonTypeInfoKind.Object when field is not null => type.Properties.FirstOrDefault(property => property.Name == field)?.PropertyType,
            JsonTypeInfoKind.Enumerable or JsonTypeInfoKind.Dictionary => type.ElementType,
            _ => null,
        };
        return wanted is not null && type!.Options.TryGetTypeInfo(wanted, out var info) ? info : null;
    }
}
