using System.Globalization;
using System.Text;

namespace VimSessionService.Vim25;

/// <summary>
/// Writes values of the API in one format. Generated code calls it field by field in wire order, and leaves out what is unset
/// and what <see cref="Version"/> does not know. This class decides by the type of a value what is written; a format writes the parts: a value with its
/// name, and the beginning and the end of an object or an array.
/// </summary>
public abstract class VimWriter
{
    /// <summary>The version of the call that is answered.</summary>
    public ApiVersion Version { get; protected set; }

    /// <summary>Writes a named value of the declared type.</summary>
    public abstract void Write(ReadOnlySpan<byte> name, string value);

    /// <inheritdoc cref="Write(ReadOnlySpan{byte}, string)"/>
    public abstract void Write(ReadOnlySpan<byte> name, bool value);

    /// <inheritdoc cref="Write(ReadOnlySpan{byte}, string)"/>
    public abstract void Write(ReadOnlySpan<byte> name, long value);

    /// <inheritdoc cref="Write(ReadOnlySpan{byte}, string)"/>
    public abstract void Write(ReadOnlySpan<byte> name, double value);

    /// <inheritdoc cref="Write(ReadOnlySpan{byte}, string)"/>
    public abstract void Write(ReadOnlySpan<byte> name, DateTime value);

    /// <inheritdoc cref="Write(ReadOnlySpan{byte}, string)"/>
    public abstract void Write(ReadOnlySpan<byte> name, byte[] value);

    /// <inheritdoc cref="Write(ReadOnlySpan{byte}, string)"/>
    public abstract void Write(ReadOnlySpan<byte> name, ManagedObjectReference value);

    /// <inheritdoc cref="Write(ReadOnlySpan{byte}, string)"/>
    public void Write(ReadOnlySpan<byte> name, int value) => Write(name, (long)value);

    /// <summary>Writes a data object, with its type where that is not the declared one.</summary>
    public void Write(ReadOnlySpan<byte> name, DataObject value, VimType declared)
    {
        var type = value.GetSchema().KnownTo(Version, declared);
        BeginObject(name, type, isDeclared: ReferenceEquals(type, declared));
        WriteMembers(value, type);
        EndObject(name);
    }

    /// <summary>Writes an array; each item has the name of the array.</summary>
    public void Write(ReadOnlySpan<byte> name, string[] values)
    {
        BeginArray(name);
        foreach (var value in values)
            Write(name, value);
        EndArray(name);
    }

    /// <inheritdoc cref="Write(ReadOnlySpan{byte}, string[])"/>
    public void Write(ReadOnlySpan<byte> name, int[] values)
    {
        BeginArray(name);
        foreach (var value in values)
            Write(name, (long)value);
        EndArray(name);
    }

    /// <inheritdoc cref="Write(ReadOnlySpan{byte}, string[])"/>
    public void Write(ReadOnlySpan<byte> name, ManagedObjectReference[] values)
    {
        BeginArray(name);
        foreach (var value in values)
            Write(name, value);
        EndArray(name);
    }

    /// <inheritdoc cref="Write(ReadOnlySpan{byte}, string[])"/>
    public void Write(ReadOnlySpan<byte> name, DataObject[] values, VimType declared)
    {
        BeginArray(name);
        foreach (var value in values)
            Write(name, value, declared);
        EndArray(name);
    }

    /// <summary>Writes an array whose items bear their own types.</summary>
    public void WriteItems(ReadOnlySpan<byte> name, object[] values)
    {
        BeginArray(name);
        foreach (var value in values)
            WriteAny(name, value);
        EndArray(name);
    }

    /// <summary>Writes a value that bears its own type.</summary>
    public void WriteAny(ReadOnlySpan<byte> name, object value)
    {
        switch (value)
        {
            case string text: WriteTyped(name, VimKind.String, text); break;
            case bool flag: WriteTyped(name, flag); break;
            case sbyte number: WriteTyped(name, VimKind.Byte, number); break;
            case short number: WriteTyped(name, VimKind.Short, number); break;
            case int number: WriteTyped(name, VimKind.Int, number); break;
            case long number: WriteTyped(name, VimKind.Long, number); break;
            case float number: WriteTyped(name, VimKind.Float, Widened(number)); break;
            case double number: WriteTyped(name, VimKind.Double, number); break;
            case DateTime time: WriteTyped(name, time); break;
            case byte[] bytes when value.GetType() != typeof(sbyte[]): WriteTyped(name, bytes); break; // the runtime takes an sbyte[] for a byte[] too
            case ManagedObjectReference reference: WriteTyped(name, reference); break;
            case DataObject data:
                var type = data.GetSchema().KnownTo(Version);
                BeginObject(name, type, isDeclared: false);
                WriteContent(data, type);
                EndObject(name);
                break;
            default: WriteTypedArray(name, value); break;
        }
    }

    /// <summary>Writes a value in a position of which only the description is at hand: a result, or a field by its description.</summary>
    public void WriteDeclared(ReadOnlySpan<byte> name, VimTypeRef type, object value)
    {
        switch (type.Kind)
        {
            case VimKind.Any when value is object[] values && type.IsArray:
                WriteItems(name, values);
                break;
            case VimKind.Any:
                WriteAny(name, value);
                break;
            case VimKind.Object when value is DataObject[] objects:
                Write(name, objects, type.Object);
                break;
            case VimKind.Object:
                var data = (DataObject)value;
                var known = data.GetSchema().KnownTo(Version, type.Object);
                BeginObject(name, known, isDeclared: ReferenceEquals(known, type.Object));
                WriteContent(data, known);
                EndObject(name);
                break;
            case VimKind.Enum when value is EnumArray array:
                BeginArray(name);
                foreach (var item in array.Values)
                    Write(name, item.Value);
                EndArray(name);
                break;
            case VimKind.Enum:
                Write(name, value is EnumValue ofEnum ? ofEnum.Value : VimEnums.Describe(value)!.Value.Value);
                break;
            default:
                WriteScalar(name, value);
                break;
        }
    }

    /// <summary>Writes the fields of a value that a type has: its own type, or one that it extends.</summary>
    public void WriteMembers(DataObject value, VimType type)
    {
        if (ReferenceEquals(value.GetSchema(), type))
            value.WriteMembers(this);
        else
            WriteByDescription(value, type);
    }

    /// <summary>Begins a data object.</summary>
    /// <param name="name">The name.</param>
    /// <param name="type">The type that it is written as.</param>
    /// <param name="isDeclared">Whether that is the type that is declared where it stands.</param>
    protected abstract void BeginObject(ReadOnlySpan<byte> name, VimType type, bool isDeclared);

    /// <summary>Ends a data object.</summary>
    protected abstract void EndObject(ReadOnlySpan<byte> name);

    /// <summary>Begins an array of a declared type. Each of its items is written as a value with the same name.</summary>
    protected abstract void BeginArray(ReadOnlySpan<byte> name);

    /// <summary>Ends an array of a declared type.</summary>
    protected abstract void EndArray(ReadOnlySpan<byte> name);

    /// <summary>Begins an array that bears its own type, as do its items.</summary>
    /// <param name="name">The name.</param>
    /// <param name="itemType">The type of the items, as in <c>ArrayOfString</c>.</param>
    protected abstract void BeginTypedArray(ReadOnlySpan<byte> name, ReadOnlySpan<byte> itemType);

    /// <summary>Ends an array that bears its own type.</summary>
    protected abstract void EndTypedArray(ReadOnlySpan<byte> name);

    /// <summary>Writes a value that bears its own type.</summary>
    /// <param name="name">The name.</param>
    /// <param name="type">The type of a number: byte, short, int or long; float or double.</param>
    /// <param name="value">The value.</param>
    protected abstract void WriteTyped(ReadOnlySpan<byte> name, VimKind type, long value);

    /// <inheritdoc cref="WriteTyped(ReadOnlySpan{byte}, VimKind, long)"/>
    protected abstract void WriteTyped(ReadOnlySpan<byte> name, VimKind type, string value);

    /// <inheritdoc cref="WriteTyped(ReadOnlySpan{byte}, VimKind, long)"/>
    protected abstract void WriteTyped(ReadOnlySpan<byte> name, bool value);

    /// <inheritdoc cref="WriteTyped(ReadOnlySpan{byte}, VimKind, long)"/>
    protected abstract void WriteTyped(ReadOnlySpan<byte> name, VimKind type, double value);

    /// <inheritdoc cref="WriteTyped(ReadOnlySpan{byte}, VimKind, long)"/>
    protected abstract void WriteTyped(ReadOnlySpan<byte> name, DateTime value);

    /// <inheritdoc cref="WriteTyped(ReadOnlySpan{byte}, VimKind, long)"/>
    protected abstract void WriteTyped(ReadOnlySpan<byte> name, byte[] value);

    /// <inheritdoc cref="WriteTyped(ReadOnlySpan{byte}, VimKind, long)"/>
    protected abstract void WriteTyped(ReadOnlySpan<byte> name, ManagedObjectReference value);

    /// <summary>Writes a value of an enumeration that bears its own type.</summary>
    protected abstract void WriteTypedEnum(ReadOnlySpan<byte> name, string type, string value);

    /// <summary>Writes what stands in a data object that is a whole result or property. A format may keep it for values that never change.</summary>
    protected virtual void WriteContent(DataObject value, VimType type) => WriteMembers(value, type);

    /// <summary>Writes the items of an array of strings that bears its own type. A format may keep them for arrays that never change.</summary>
    protected virtual void WriteContent(string[] values)
    {
        foreach (var value in values)
            WriteTyped("string"u8, VimKind.String, value);
    }

    private void WriteScalar(ReadOnlySpan<byte> name, object value)
    {
        switch (value)
        {
            case string text: Write(name, text); break;
            case bool flag: Write(name, flag); break;
            case sbyte number: Write(name, (long)number); break;
            case short number: Write(name, (long)number); break;
            case int number: Write(name, (long)number); break;
            case long number: Write(name, number); break;
            case float number: Write(name, Widened(number)); break;
            case double number: Write(name, number); break;
            case DateTime time: Write(name, time); break;
            case byte[] bytes when value.GetType() != typeof(sbyte[]): Write(name, bytes); break;
            case ManagedObjectReference reference: Write(name, reference); break;
            case string[] texts: Write(name, texts); break;
            case int[] numbers: Write(name, numbers); break;
            case ManagedObjectReference[] references: Write(name, references); break;
            case Array items and (bool[] or sbyte[] or short[] or long[] or float[] or double[] or byte[][]): WriteScalars(name, items); break;
            default: throw new InvalidOperationException($"{value.GetType()} is no value of the API");
        }
    }

    private void WriteScalars(ReadOnlySpan<byte> name, Array items)
    {
        BeginArray(name);
        foreach (var item in items)
            WriteScalar(name, item);
        EndArray(name);
    }

    /// <summary>The number of double precision that has the same shortest text.</summary>
    private static double Widened(float number) => double.Parse(number.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);

    /// <summary>Writes the fields of a value that a type and the types which it extends describe.</summary>
    internal void WriteByDescription(DataObject value, VimType type)
    {
        if (type.Base is { } baseType)
            WriteByDescription(value, baseType);
        foreach (var field in type.Fields)
        {
            if (field.Since <= Version && field.Get(value) is { } member)
                WriteDeclared(field.NameUtf8, field.Type, member);
        }
    }

    /// <summary>Every item of an array that bears its own type bears its own, too; libvirt refuses it otherwise (docs/facts/requests.md).</summary>
    private void WriteTypedArray(ReadOnlySpan<byte> name, object value)
    {
        switch (value)
        {
            case TypedArray array:
                BeginTypedArray(name, array.ItemType.NameUtf8);
                foreach (var item in array.Items)
                    WriteAny(array.ItemType.NameUtf8, item);
                break;
            case string[] texts:
                BeginTypedArray(name, "String"u8);
                WriteContent(texts);
                break;
            case int[] numbers:
                BeginTypedArray(name, "Int"u8);
                foreach (var item in numbers)
                    WriteTyped("int"u8, VimKind.Int, item);
                break;
            case ManagedObjectReference[] references:
                BeginTypedArray(name, "ManagedObjectReference"u8);
                foreach (var item in references)
                    WriteTyped("ManagedObjectReference"u8, item);
                break;
            case bool[] items:
                WriteTypedItems(name, "Boolean"u8, "boolean"u8, items);
                break;
            case sbyte[] items:
                WriteTypedItems(name, "Byte"u8, "byte"u8, items);
                break;
            case short[] items:
                WriteTypedItems(name, "Short"u8, "short"u8, items);
                break;
            case long[] items:
                WriteTypedItems(name, "Long"u8, "long"u8, items);
                break;
            case float[] items:
                WriteTypedItems(name, "Float"u8, "float"u8, items);
                break;
            case double[] items:
                WriteTypedItems(name, "Double"u8, "double"u8, items);
                break;
            case byte[][] items:
                WriteTypedItems(name, "Base64Binary"u8, "base64Binary"u8, items);
                break;
            case EnumArray array:
                var enumType = Encoding.UTF8.GetBytes(array.Type);
                BeginTypedArray(name, enumType);
                foreach (var item in array.Values)
                    WriteTypedEnum(enumType, item.Type, item.Value);
                break;
            case EnumValue known:
                WriteTypedEnum(name, known.Type, known.Value);
                return;
            case object[] items:
                BeginTypedArray(name, "AnyType"u8);
                foreach (var item in items)
                    WriteAny("anyType"u8, item);
                break;
            default:
                if (VimEnums.Describe(value) is not var (type, text))
                    throw new InvalidOperationException($"{value.GetType()} is no value of the API");
                WriteTypedEnum(name, type, text);
                return;
        }

        EndTypedArray(name);
    }

    private void WriteTypedItems(ReadOnlySpan<byte> name, ReadOnlySpan<byte> type, ReadOnlySpan<byte> item, Array items)
    {
        BeginTypedArray(name, type);
        foreach (var value in items)
            WriteAny(item, value);
    }
}
