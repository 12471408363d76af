using System.Text.Json;
using VimSessionService.Vim25.Codec;

namespace VimSessionService.ViJson;

/// <summary>Reads values without parts, each of one type of the API.</summary>
internal static class JsonScalars
{
    /// <summary>A text.</summary>
    /// <exception cref="VimDecodeException">The value is none.</exception>
    public static string ReadText(this JsonCursor at)
    {
        if (at.Type != JsonTokenType.String)
            throw at.Bad("string");
        try
        {
            return at.Text;
        }
        catch (FormatException)
        {
            throw at.Bad("string");
        }
    }

    /// <inheritdoc cref="ReadText"/>
    public static bool ReadBoolean(this JsonCursor at) => at.Type switch
    {
        JsonTokenType.True => true,
        JsonTokenType.False => false,
        _ => throw at.Bad("boolean"),
    };

    /// <inheritdoc cref="ReadText"/>
    public static sbyte ReadByte(this JsonCursor at) => at.ReadInt() is >= sbyte.MinValue and <= sbyte.MaxValue and var number ? (sbyte)number : throw at.Bad("byte");

    /// <inheritdoc cref="ReadText"/>
    public static short ReadShort(this JsonCursor at) => at.ReadInt() is >= short.MinValue and <= short.MaxValue and var number ? (short)number : throw at.Bad("short");

    /// <inheritdoc cref="ReadText"/>
    public static int ReadInt(this JsonCursor at) => at.ReaderOf(JsonTokenType.Number, "int").TryGetInt32(out var value) ? value : throw at.Bad("int");

    /// <inheritdoc cref="ReadText"/>
    public static long ReadLong(this JsonCursor at) => at.ReaderOf(JsonTokenType.Number, "long").TryGetInt64(out var value) ? value : throw at.Bad("long");

    /// <inheritdoc cref="ReadText"/>
    public static double ReadDouble(this JsonCursor at) =>
        at.ReaderOf(JsonTokenType.Number, "double").TryGetDouble(out var value) && double.IsFinite(value) ? value : throw at.Bad("double");

    /// <summary>A time as in RFC 3339; one without an offset is taken for UTC.</summary>
    /// <exception cref="VimDecodeException">The value is none.</exception>
    public static DateTime ReadDateTime(this JsonCursor at)
    {
        const int Separator = 10;
        var reader = at.ReaderOf(JsonTokenType.String, "dateTime");
        var isWhole = at.Bytes is { Length: > Separator } bytes && bytes[Separator] == 'T';
        if (!isWhole || !reader.TryGetDateTime(out var time))
            throw at.Bad("dateTime");
        return time.Kind == DateTimeKind.Unspecified ? DateTime.SpecifyKind(time, DateTimeKind.Utc) : time.ToUniversalTime();
    }

    /// <inheritdoc cref="ReadText"/>
    public static byte[] ReadBinary(this JsonCursor at) => at.ReaderOf(JsonTokenType.String, "binary").TryGetBytesFromBase64(out var value) ? value : throw at.Bad("binary");

    private static Utf8JsonReader ReaderOf(this JsonCursor at, JsonTokenType token, string type) => at.Type == token ? at.Reader : throw at.Bad(type);
}
