using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace VimSessionService.AdminClient.Json;

/// <summary>Refuses null as an item of a list or a value of a map, which System.Text.Json lets through (its annotations are respected for members only).</summary>
internal static class NullItems
{
    /// <summary>Looks through a document that has been read.</summary>
    /// <param name="json">The document.</param>
    /// <param name="type">What it was read as. No list or map of objects or texts in it may have null.</param>
    /// <exception cref="JsonException">It has one, at the exception's path.</exception>
    public static void Refuse(ReadOnlySpan<byte> json, JsonTypeInfo type)
    {
        var reader = new Utf8JsonReader(json);
        reader.Read();
        if (Find(ref reader, type) is { } path)
            throw new JsonException("is null. Leave it out, or write a value", "$" + path, lineNumber: null, bytePositionInLine: null);
    }

    /// <summary>The path of the first null from here; null when there is none. The reader is at the end of the value then.</summary>
    private static string? Find(ref Utf8JsonReader reader, JsonTypeInfo? type)
    {
        switch (reader.TokenType, type?.Kind)
        {
            case (JsonTokenType.StartArray, JsonTypeInfoKind.Enumerable):
                return FindInItems(ref reader, type!);
            case (JsonTokenType.StartObject, JsonTypeInfoKind.Dictionary):
                return FindInMembers(ref reader, type!, isMap: true);
            case (JsonTokenType.StartObject, JsonTypeInfoKind.Object):
                return FindInMembers(ref reader, type!, isMap: false);
            default:
                reader.Skip();
                return null;
        }
    }

    private static string? FindInItems(ref Utf8JsonReader reader, JsonTypeInfo type)
    {
        var items = TypeOf(type, type.ElementType);
        for (var i = 0; reader.Read() && reader.TokenType != JsonTokenType.EndArray; i++)
        {
            if (reader.TokenType == JsonTokenType.Null && !TakesNull(type))
                return $"[{i}]";
            if (Find(ref reader, items) is { } path)
                return $"[{i}]{path}";
        }

        return null;
    }

    private static string? FindInMembers(ref Utf8JsonReader reader, JsonTypeInfo type, bool isMap)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.GetString()!;
            reader.Read();
            if (isMap && reader.TokenType == JsonTokenType.Null && !TakesNull(type))
                return $"['{name}']";
            var member = isMap ? type.ElementType : type.Properties.FirstOrDefault(property => property.Name == name)?.PropertyType;
            if (Find(ref reader, TypeOf(type, member)) is { } path)
                return $"['{name}']{path}";
        }

        return null;
    }

    /// <summary>Any JSON value may be null. Items of other value types cannot, and have been refused when the document was read.</summary>
    private static bool TakesNull(JsonTypeInfo type) => type.ElementType?.IsValueType is not false;

    private static JsonTypeInfo? TypeOf(JsonTypeInfo owner, Type? type) => type is not null && owner.Options.TryGetTypeInfo(type, out var info) ? info : null;
}
