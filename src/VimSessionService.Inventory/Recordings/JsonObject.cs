using System.Buffers;
using System.Text.Json;
using VimSessionService.Vim25;
using VimSessionService.Vim25.Schema;

namespace VimSessionService.Inventory.Recordings;

/// <summary>
/// Reads the objects of a recording in VI-JSON form: the object, and where its values are. Values are not read. It is used for one object after the other.
/// </summary>
/// <param name="values">Where the values go.</param>
/// <param name="catalog">The managed types.</param>
/// <param name="problems">Is told what is wrong.</param>
internal sealed class JsonObject(ValueSource values, VimCatalog catalog, InventoryProblems problems)
{
    private readonly ArrayBufferWriter<byte> _kept = new();
    private int _line;
    private int _lineAt;

    /// <summary>Reads an object, which is well-formed.</summary>
    /// <param name="file">The file.</param>
    /// <param name="part">Where the object is.</param>
    /// <param name="content">The object.</param>
    /// <returns>The object; null when it cannot be used.</returns>
    public RecordedObject? Read(string file, RecordingPart part, ArraySegment<byte> content)
    {
        var place = part.Name;
        (_line, _lineAt) = (part.Line, 0);
        var found = new List<FoundValue>();
        ManagedObjectReference? reference = null;
        _kept.Clear();
        try
        {
            var reader = new Utf8JsonReader(content, new JsonReaderOptions { MaxDepth = ValueSource.MaxDepth });
            reader.Read();
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var (isObject, isProperties) = (reader.ValueTextEquals("obj"u8), reader.ValueTextEquals("propSet"u8));
                reader.Read();
                if (isObject && reader.TokenType == JsonTokenType.StartObject)
                    reference = ReadReference(ref reader);
                else if (isProperties && reader.TokenType == JsonTokenType.StartArray)
                    ReadProperties(ref reader, content, found);
                else
                    reader.Skip();
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            problems.Add(place, e is JsonException ? "it is no JSON" : "a name or a reference is no text");
            return null;
        }

        return RecordedObject.TryMake(reference, file, place, found, _kept.WrittenSpan, values, catalog, problems);
    }

    private static ManagedObjectReference ReadReference(ref Utf8JsonReader reader)
    {
        var (type, value) = ("", "");
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var (isType, isValue) = (reader.ValueTextEquals("type"u8), reader.ValueTextEquals("value"u8));
            reader.Read();
            if (isType)
                type = reader.GetString() ?? "";
            else if (isValue)
                value = reader.GetString() ?? "";
            else
                reader.Skip();
        }

        return new ManagedObjectReference(type, value);
    }

    private void ReadProperties(ref Utf8JsonReader reader, ReadOnlySpan<byte> content, List<FoundValue> found)
    {
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType == JsonTokenType.StartObject)
                ReadProperty(ref reader, content, found);
            else
                reader.Skip();
        }
    }

    private void ReadProperty(ref Utf8JsonReader reader, ReadOnlySpan<byte> content, List<FoundValue> found)
    {
        string? name = null;
        var (start, end) = (0, 0);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var (isName, isValue) = (reader.ValueTextEquals("name"u8), reader.ValueTextEquals("val"u8));
            reader.Read();
            if (isName)
            {
                name = reader.GetString();
                continue;
            }

            var at = (int)reader.TokenStartIndex;
            var isNull = reader.TokenType == JsonTokenType.Null;
            reader.Skip();
            if (isValue && !isNull)
                (start, end) = (at, (int)reader.BytesConsumed);
        }

        if (name is null || end == 0)
            return;
        found.Add(new FoundValue(name, NextLineAt(content, start), _kept.WrittenCount, end - start));
        _kept.Write(content.Slice(start, end - start));
    }

    /// <summary>The line of a place that is behind the last one that was asked for.</summary>
    private int NextLineAt(ReadOnlySpan<byte> content, int position)
    {
        _line += content.Slice(_lineAt, position - _lineAt).Count((byte)'\n');
        _lineAt = position;
        return _line;
    }
}
