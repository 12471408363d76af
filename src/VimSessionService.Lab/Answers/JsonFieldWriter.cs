using System.Buffers;
using System.Text.Json;
using VimSessionService.Vim25;

namespace VimSessionService.Lab.Answers;

/// <summary>Writes the fields of a data object as <see cref="JsonFieldReader"/> reads them.</summary>
internal static class JsonFieldWriter
{
    /// <summary>The fields that are set, by their names.</summary>
    /// <exception cref="ArgumentException">A field has a value that cannot be written.</exception>
    public static JsonElement Write(DataObject value)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
            WriteObject(writer, value, declared: value.GetSchema());
        return JsonElement.Parse(buffer.WrittenSpan);
    }

    private static void WriteObject(Utf8JsonWriter writer, DataObject value, VimType? declared)
    {
        var type = value.GetSchema();
        writer.WriteStartObject();
        if (type != declared)
            writer.WriteString(JsonFieldReader.TypeName, type.Name);
        WriteFields(writer, value, type);
        writer.WriteEndObject();
    }

    private static void WriteFields(Utf8JsonWriter writer, DataObject value, VimType type)
    {
        if (type.Base is { } extended)
            WriteFields(writer, value, extended);
        foreach (var field in type.Fields)
        {
            if (field.Get(value) is not { } member)
                continue;
            writer.WritePropertyName(field.Name);
            var declared = field.Type.Kind == VimKind.Object ? field.Type.Object : null;
            if (!field.Type.IsArray || member is byte[] || member is not Array items)
            {
                WriteValue(writer, member, declared, field);
                continue;
            }

            writer.WriteStartArray();
            foreach (var item in items)
                WriteValue(writer, item, declared, field);
            writer.WriteEndArray();
        }
    }

    private static void WriteValue(Utf8JsonWriter writer, object value, VimType? declared, VimField field)
    {
        switch (value)
        {
            case string text: writer.WriteStringValue(text); break;
            case bool flag: writer.WriteBooleanValue(flag); break;
            case int number: writer.WriteNumberValue(number); break;
            case long number: writer.WriteNumberValue(number); break;
            case double number: writer.WriteNumberValue(number); break;
            case DataObject data: WriteObject(writer, data, declared); break;
            case var _ when VimEnums.Describe(value) is { } named: writer.WriteStringValue(named.Value); break;
            case DateTime time when field.Type.Kind != VimKind.Any: writer.WriteStringValue(time.ToUniversalTime()); break;
            case byte[] bytes when field.Type.Kind != VimKind.Any: writer.WriteBase64StringValue(bytes); break;
            case ManagedObjectReference reference when field.Type.Kind != VimKind.Any: writer.WriteStringValue($"{reference.Type}:{reference.Value}"); break;
            default: throw new ArgumentException($"The field {field.Name} has a {value.GetType().Name}, which a rule cannot have there.");
        }
    }
}
