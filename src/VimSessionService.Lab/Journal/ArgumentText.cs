using System.Buffers;
using System.Text.Json;
using VimSessionService.Core;
using VimSessionService.Vim25;

namespace VimSessionService.Lab.Journal;

/// <summary>Writes arguments as JSON without what is secret in them, within a bound. Not thread-safe; goes from call to call.</summary>
internal sealed class ArgumentText : IDisposable
{
    private const int MostBytes = 4096;
    private const int MostCharacters = 512;
    private const int MostItems = 32;
    private const int MostDepth = 12;
    private const string Cut = "…";

    private readonly ArrayBufferWriter<byte> _buffer = new(1024);
    private readonly Utf8JsonWriter _writer;

    public ArgumentText() => _writer = new Utf8JsonWriter(_buffer, new JsonWriterOptions { SkipValidation = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    /// <summary>The arguments of a request; null when it has none.</summary>
    public byte[]? Write(VimRequest request)
    {
        var parameters = request.GetMethod().Parameters;
        if (parameters.Length == 0)
            return null;
        _buffer.ResetWrittenCount();
        _writer.Reset(_buffer);
        _writer.WriteStartObject();
        WriteFields(parameters, request, depth: 0);
        _writer.WriteEndObject();
        _writer.Flush();
        return _buffer.WrittenSpan.ToArray();
    }

    /// <inheritdoc/>
    public void Dispose() => _writer.Dispose();

    private bool IsFull => _writer.BytesCommitted + _writer.BytesPending > MostBytes;

    private void WriteFields(IReadOnlyList<VimField> fields, object owner, int depth)
    {
        string? key = null;
        for (var i = 0; i < fields.Count; i++)
        {
            var field = fields[i];
            if (IsFull)
                return;
            if (field.Get(owner) is not { } value)
                continue;
            if (field.Name == "key")
                key = value as string; // of a setting, before its value
            _writer.WritePropertyName(field.Name);
            if (field.Secret || SecretNames.IsMember(field.Name) || (key is not null && SecretNames.IsValueOfSetting(field.Name) && SecretNames.IsSetting(key)))
                _writer.WriteStringValue(SecretTexts.Hidden);
            else
                WriteValue(value, depth);
        }
    }

    private void WriteValue(object value, int depth)
    {
        switch (value)
        {
            case string text:
                var clean = SecretTexts.Clean(text);
                _writer.WriteStringValue(clean.Length <= MostCharacters ? clean : clean.Truncate(MostCharacters) + Cut);
                break;
            case ManagedObjectReference reference:
                _writer.WriteStringValue(SecretTexts.Clean($"{reference.Type}:{reference.Value}").Truncate(MostCharacters));
                break;
            case bool flag:
                _writer.WriteBooleanValue(flag);
                break;
            case int number:
                _writer.WriteNumberValue(number);
                break;
            case long number:
                _writer.WriteNumberValue(number);
                break;
            case short number:
                _writer.WriteNumberValue(number);
                break;
            case byte or sbyte:
                _writer.WriteNumberValue(Convert.ToInt32(value, System.Globalization.CultureInfo.InvariantCulture));
                break;
            case float number when float.IsFinite(number):
                _writer.WriteNumberValue(number);
                break;
            case double number when double.IsFinite(number):
                _writer.WriteNumberValue(number);
                break;
            case DateTime time:
                _writer.WriteStringValue(time);
                break;
            case byte[] bytes:
                _writer.WriteStringValue($"({bytes.Length} bytes)");
                break;
            case DataObject data when depth < MostDepth:
                WriteObject(data, depth + 1);
                break;
            case TypedArray items when depth < MostDepth:
                WriteItems(items.Items, depth + 1);
                break;
            case Array items when depth < MostDepth:
                WriteItems(items, depth + 1);
                break;
            default:
                _writer.WriteStringValue(VimEnums.Describe(value) is { } named ? named.Value : Cut);
                break;
        }
    }

    private void WriteObject(DataObject data, int depth)
    {
        _writer.WriteStartObject();
        _writer.WriteString("_typeName", data.GetSchema().Name);
        Write(data.GetSchema());
        _writer.WriteEndObject();

        void Write(VimType type)
        {
            if (type.Base is { } known)
                Write(known);
            WriteFields(type.Fields, data, depth);
        }
    }

    private void WriteItems(Array items, int depth)
    {
        _writer.WriteStartArray();
        var written = 0;
        foreach (var item in items)
        {
            if (++written > MostItems || IsFull)
            {
                _writer.WriteStringValue(Cut);
                break;
            }

            WriteValue(item, depth);
        }

        _writer.WriteEndArray();
    }
}
