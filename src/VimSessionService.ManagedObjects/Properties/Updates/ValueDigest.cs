using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using VimSessionService.Vim25;

namespace VimSessionService.ManagedObjects.Properties.Updates;

/// <summary>
/// Short digests of readings, the same on every replica. Two readings that <see cref="ValueComparison"/> takes for one have one digest; others have the same one
/// once in 2^64.
/// </summary>
internal static class ValueDigest
{
    /// <summary>The digest of a value, or of why it is denied.</summary>
    public static ulong Of(object? value, object? denied)
    {
        using var text = new MemoryStream();
        using (var writer = new BinaryWriter(text, Encoding.UTF8, leaveOpen: true))
        {
            Write(writer, value);
            Write(writer, denied);
        }

        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(text.GetBuffer().AsSpan(0, (int)text.Length), hash);
        return BinaryPrimitives.ReadUInt64BigEndian(hash);
    }

    /// <summary>Each kind of value begins with a letter of its own, and says how long it is, so that no two write the same.</summary>
    private static void Write(BinaryWriter writer, object? value)
    {
        switch (value)
        {
            case null:
                writer.Write('-');
                break;
            case string text:
                writer.Write('s');
                writer.Write(text);
                break;
            case byte[] bytes:
                writer.Write('b');
                writer.Write(bytes.Length);
                writer.Write(bytes);
                break;
            case DateTime time:
                writer.Write('t');
                writer.Write(time.Ticks);
                break;
            case ManagedObjectReference reference:
                writer.Write('r');
                writer.Write(reference.Type);
                writer.Write(reference.Value);
                break;
            case EnumArray enums:
                WriteItems(writer, enums.Values);
                break;
            case TypedArray array:
                WriteItems(writer, array.Items);
                break;
            case Array array:
                WriteItems(writer, array);
                break;
            case DataObject data:
                WriteFields(writer, data);
                break;
            case EnumValue known:
                writer.Write('e');
                writer.Write(known.Value);
                break;
            case Enum declared:
                writer.Write('e');
                writer.Write(VimEnums.Describe(declared)?.Value ?? "");
                break;
            default:
                writer.Write('n');
                writer.Write((byte)Convert.GetTypeCode(value));
                writer.Write(Convert.ToString(value, CultureInfo.InvariantCulture) ?? "");
                break;
        }
    }

    private static void WriteItems(BinaryWriter writer, Array items)
    {
        writer.Write('a');
        writer.Write(items.Length);
        foreach (var item in items)
            Write(writer, item);
    }

    private static void WriteFields(BinaryWriter writer, DataObject data)
    {
        var type = data.GetSchema();
        writer.Write('o');
        writer.Write(type.Name);
        foreach (var field in ValueComparison.FieldsOf(type))
        {
            if (ValueComparison.IsActivity(type, field) || field.Get(data) is not { } value)
                continue;
            writer.Write('f');
            writer.Write(field.Name);
            Write(writer, value);
        }

        writer.Write('.');
    }
}
