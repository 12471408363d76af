using System.Buffers.Text;
using System.Text;
using VimSessionService.Vim25;
using VimSessionService.Vim25.Codec;
using VimSessionService.Vim25.Schema;

namespace VimSessionService.Soap.Xml;

/// <summary>
/// Writes values as the XML that a real server sends (docs/facts/requests.md): empty elements open and close, <c>xsi:type</c> only where the
/// value is not of the declared type or the position declares none, no white space.
/// </summary>
/// <param name="constants">Values whose contents are kept once they were written.</param>
/// <param name="growing">Is asked before an answer takes more memory, and may throw to refuse it; null for no bound.</param>
public sealed class SoapWriter(ConstantContents constants, Action<int>? growing = null) : VimWriter, IDisposable
{
    /// <summary>What is written.</summary>
    public Utf8Buffer Out { get; } = new() { Growing = growing };

    /// <summary>Begins a new answer for a client of a version.</summary>
    public void Reset(ApiVersion version)
    {
        Version = version;
        Out.Clear();
    }

    /// <inheritdoc/>
    public override void Write(ReadOnlySpan<byte> name, string value)
    {
        Open(name);
        Out.Text(value);
        Close(name);
    }

    /// <inheritdoc/>
    public override void Write(ReadOnlySpan<byte> name, bool value)
    {
        Open(name);
        Out.Raw(value ? "true"u8 : "false"u8);
        Close(name);
    }

    /// <inheritdoc/>
    public override void Write(ReadOnlySpan<byte> name, int value) => Write(name, (long)value);

    /// <inheritdoc/>
    public override void Write(ReadOnlySpan<byte> name, long value)
    {
        Open(name);
        Number(value);
        Close(name);
    }

    /// <inheritdoc/>
    public override void Write(ReadOnlySpan<byte> name, double value)
    {
        Open(name);
        Number(value);
        Close(name);
    }

    /// <inheritdoc/>
    public override void Write(ReadOnlySpan<byte> name, DateTime value)
    {
        Open(name);
        Time(value);
        Close(name);
    }

    /// <inheritdoc/>
    public override void Write(ReadOnlySpan<byte> name, byte[] value)
    {
        Open(name);
        Binary(value);
        Close(name);
    }

    /// <inheritdoc/>
    public override void Write(ReadOnlySpan<byte> name, ManagedObjectReference value)
    {
        Begin(name);
        Reference(value);
        Close(name);
    }

    /// <inheritdoc/>
    public override void Write(ReadOnlySpan<byte> name, DataObject value, VimType declared)
    {
        Begin(name);
        var type = value.GetSchema().KnownTo(Version, declared);
        if (!ReferenceEquals(type, declared))
            TypeAttribute(type.NameUtf8);
        Out.Raw(">"u8);
        Members(value, type);
        Close(name);
    }

    /// <inheritdoc/>
    public override void Write(ReadOnlySpan<byte> name, string[] values)
    {
        foreach (var value in values)
            Write(name, value);
    }

    /// <inheritdoc/>
    public override void Write(ReadOnlySpan<byte> name, int[] values)
    {
        foreach (var value in values)
            Write(name, value);
    }

    /// <inheritdoc/>
    public override void Write(ReadOnlySpan<byte> name, ManagedObjectReference[] values)
    {
        foreach (var value in values)
            Write(name, value);
    }

    /// <inheritdoc/>
    public override void Write(ReadOnlySpan<byte> name, DataObject[] values, VimType declared)
    {
        foreach (var value in values)
            Write(name, value, declared);
    }

    /// <inheritdoc/>
    public override void WriteAny(ReadOnlySpan<byte> name, object value)
    {
        Begin(name);
        AnyContent(value);
        Close(name);
    }

    /// <summary>Writes a value in a position of which only the description is at hand: a result, or a field by its description.</summary>
    public void WriteDeclared(ReadOnlySpan<byte> name, VimTypeRef type, object value)
    {
        switch (type.Kind)
        {
            case VimKind.Any when !type.IsArray:
                WriteAny(name, value);
                break;
            case VimKind.Object when value is DataObject[] objects:
                Write(name, objects, type.Object);
                break;
            case VimKind.Object when constants.Find(value) is { } places && ReferenceEquals(((DataObject)value).GetSchema(), type.Object):
                Open(name);
                Constant(value, places);
                Close(name);
                break;
            case VimKind.Object:
                Write(name, (DataObject)value, type.Object);
                break;
            case VimKind.Enum:
                Write(name, VimEnums.Describe(value)!.Value.Value);
                break;
            default:
                WriteScalar(name, value);
                break;
        }
    }

    /// <summary>Writes the fields of a value that a base type of its own has.</summary>
    public void Members(DataObject value, VimType type)
    {
        if (ReferenceEquals(value.GetSchema(), type))
            value.WriteMembers(this);
        else
            MembersByDescription(value, type);
    }

    /// <inheritdoc/>
    public void Dispose() => Out.Dispose();

    private void WriteScalar(ReadOnlySpan<byte> name, object value)
    {
        switch (value)
        {
            case string text: Write(name, text); break;
            case bool flag: Write(name, flag); break;
            case int number: Write(name, number); break;
            case long number: Write(name, number); break;
            case double number: Write(name, number); break;
            case DateTime time: Write(name, time); break;
            case byte[] bytes: Write(name, bytes); break;
            case ManagedObjectReference reference: Write(name, reference); break;
            case string[] texts: Write(name, texts); break;
            case int[] numbers: Write(name, numbers); break;
            case bool[] flags: WriteFlags(name, flags); break;
            case ManagedObjectReference[] references: Write(name, references); break;
            default: throw new InvalidOperationException($"{value.GetType()} is no value of the API");
        }
    }

    private void WriteFlags(ReadOnlySpan<byte> name, bool[] flags)
    {
        foreach (var flag in flags)
            Write(name, flag);
    }

    private void MembersByDescription(DataObject value, VimType type)
    {
        if (type.Base is { } baseType)
            MembersByDescription(value, baseType);
        foreach (var field in type.Fields)
        {
            if (field.Since <= Version && field.Get(value) is { } member)
                WriteDeclared(Encoding.UTF8.GetBytes(field.Name), field.Type, member);
        }
    }

    /// <summary>The rest of a start tag, and the content, of a value that bears its own type.</summary>
    private void AnyContent(object value)
    {
        switch (value)
        {
            case string text:
                OpenTyped("xsd:string"u8);
                Out.Text(text);
                break;
            case bool flag:
                OpenTyped("xsd:boolean"u8);
                Out.Raw(flag ? "true"u8 : "false"u8);
                break;
            case short number:
                OpenTyped("xsd:short"u8);
                Number(number);
                break;
            case int number:
                OpenTyped("xsd:int"u8);
                Number(number);
                break;
            case long number:
                OpenTyped("xsd:long"u8);
                Number(number);
                break;
            case double number:
                OpenTyped("xsd:double"u8);
                Number(number);
                break;
            case DateTime time:
                OpenTyped("xsd:dateTime"u8);
                Time(time);
                break;
            case byte[] bytes:
                OpenTyped("xsd:base64Binary"u8);
                Binary(bytes);
                break;
            case ManagedObjectReference reference:
                ReferenceAttribute(reference);
                OpenTyped("ManagedObjectReference"u8);
                Out.Text(reference.Value);
                break;
            case DataObject data:
                var type = data.GetSchema().KnownTo(Version);
                OpenTyped(type.NameUtf8);
                if (constants.Find(value) is { } places)
                    Constant(value, places);
                else
                    Members(data, type);
                break;
            default:
                ArrayContent(value);
                break;
        }
    }

    /// <summary>Every item of an array that bears its own type bears its own, too; libvirt refuses it otherwise (docs/facts/requests.md).</summary>
    private void ArrayContent(object value)
    {
        switch (value)
        {
            case TypedArray array:
                var itemName = array.ItemType.NameUtf8;
                TypeAttributeOfArray(itemName);
                foreach (var item in array.Items)
                    WriteAny(itemName, item);
                break;
            case string[] texts:
                OpenTyped("ArrayOfString"u8);
                if (constants.Find(value) is { } places)
                    Constant(value, places);
                else
                    TypedStrings(texts);
                break;
            case int[] numbers:
                OpenTyped("ArrayOfInt"u8);
                foreach (var item in numbers)
                    WriteAny("int"u8, item);
                break;
            case ManagedObjectReference[] references:
                OpenTyped("ArrayOfManagedObjectReference"u8);
                foreach (var item in references)
                    WriteAny("ManagedObjectReference"u8, item);
                break;
            case object[] items:
                OpenTyped("ArrayOfAnyType"u8);
                foreach (var item in items)
                    WriteAny("anyType"u8, item);
                break;
            default:
                if (VimEnums.Describe(value) is not var (type, text))
                    throw new InvalidOperationException($"{value.GetType()} is no value of the API");
                OpenTyped(Encoding.UTF8.GetBytes(type));
                Out.Raw(text);
                break;
        }
    }

    /// <summary>What <see cref="WriteAny"/> would write; locale lists are long.</summary>
    private void TypedStrings(string[] values)
    {
        foreach (var value in values)
        {
            Out.Raw("<string xsi:type=\"xsd:string\">"u8);
            Out.Text(value);
            Out.Raw("</string>"u8);
        }
    }

    /// <summary>What stands between the tags of a constant. Two calls may both be the first; what they write is the same.</summary>
    private void Constant(object value, byte[]?[] places)
    {
        ref var place = ref places[(int)Version];
        if (Volatile.Read(ref place) is { } kept)
        {
            Out.Raw(kept);
            return;
        }

        var start = Out.Length;
        if (value is string[] texts)
            TypedStrings(texts);
        else if (value is DataObject data)
            Members(data, data.GetSchema().KnownTo(Version));
        Volatile.Write(ref place, Out.Since(start));
    }

    private void Begin(ReadOnlySpan<byte> name)
    {
        var span = Out.Reserve(name.Length + 1);
        span[0] = (byte)'<';
        name.CopyTo(span[1..]);
        Out.Advance(name.Length + 1);
    }

    private void Open(ReadOnlySpan<byte> name)
    {
        var span = Out.Reserve(name.Length + 2);
        span[0] = (byte)'<';
        name.CopyTo(span[1..]);
        span[name.Length + 1] = (byte)'>';
        Out.Advance(name.Length + 2);
    }

    private void Close(ReadOnlySpan<byte> name)
    {
        var span = Out.Reserve(name.Length + 3);
        span[0] = (byte)'<';
        span[1] = (byte)'/';
        name.CopyTo(span[2..]);
        span[name.Length + 2] = (byte)'>';
        Out.Advance(name.Length + 3);
    }

    private void OpenTyped(ReadOnlySpan<byte> type)
    {
        TypeAttribute(type);
        Out.Raw(">"u8);
    }

    private void TypeAttribute(ReadOnlySpan<byte> type)
    {
        Out.Raw(" xsi:type=\""u8);
        Out.Raw(type);
        Out.Raw("\""u8);
    }

    private void TypeAttributeOfArray(ReadOnlySpan<byte> itemType)
    {
        Out.Raw(" xsi:type=\"ArrayOf"u8);
        Out.Raw(itemType);
        Out.Raw("\">"u8);
    }

    /// <summary>The <c>type</c> of a reference stands before its <c>xsi:type</c> (docs/facts/requests.md).</summary>
    private void ReferenceAttribute(ManagedObjectReference reference)
    {
        Out.Raw(" type=\""u8);
        Out.Text(reference.Type);
        Out.Raw("\""u8);
    }

    private void Reference(ManagedObjectReference reference)
    {
        ReferenceAttribute(reference);
        Out.Raw(">"u8);
        Out.Text(reference.Value);
    }

    private void Number(long value)
    {
        Utf8Formatter.TryFormat(value, Out.Reserve(20), out var written);
        Out.Advance(written);
    }

    private void Number(double value) => Out.Raw(System.Xml.XmlConvert.ToString(value));

    private void Binary(byte[] value)
    {
        const int Piece = 30 * 1024; // a multiple of three, so that only the last piece is padded
        for (var rest = value.AsSpan(); ; rest = rest[Piece..])
        {
            var piece = rest[..Math.Min(Piece, rest.Length)];
            Base64.EncodeToUtf8(piece, Out.Reserve(Base64.GetMaxEncodedToUtf8Length(piece.Length)), out _, out var written);
            Out.Advance(written);
            if (piece.Length == rest.Length)
                return;
        }
    }

    /// <summary>UTC with microseconds, without zeros at the end of the fraction; a whole second has none.</summary>
    private void Time(DateTime value)
    {
        const int WholeSeconds = 19;
        const int Microseconds = 26;
        var span = Out.Reserve(28);
        Utf8Formatter.TryFormat(value.ToUniversalTime(), span, out _, 'O'); // seven digits and the Z
        var end = span[..Microseconds].LastIndexOfAnyExcept((byte)'0') + 1;
        if (end <= WholeSeconds + 1)
            end = WholeSeconds;
        span[end] = (byte)'Z';
        Out.Advance(end + 1);
    }
}
