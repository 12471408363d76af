using System.Buffers.Text;
using VimSessionService.Vim25;
using VimSessionService.Vim25.Codec;

namespace VimSessionService.Soap;

/// <summary>
/// Writes values as the XML that a real server sends (docs/facts/requests.md): empty elements open and close, <c>xsi:type</c> only where the
/// value is not of the declared type or the position declares none, no white space.
/// </summary>
/// <param name="constants">Values whose contents are kept once they were written.</param>
/// <param name="output">Where it writes; null for a buffer of its own.</param>
internal sealed class SoapWriter(ConstantContents constants, Utf8Buffer? output = null) : VimWriter, IDisposable
{
    /// <summary>What is written.</summary>
    public Utf8Buffer Out { get; } = output ?? new Utf8Buffer();

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
        Out.WriteBase64(value);
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
    public void Dispose() => Out.Dispose();

    /// <inheritdoc/>
    protected override void BeginObject(ReadOnlySpan<byte> name, VimType type, bool isDeclared)
    {
        if (isDeclared)
            Open(name);
        else
            OpenTyped(name, type.NameUtf8);
    }

    /// <inheritdoc/>
    protected override void EndObject(ReadOnlySpan<byte> name) => Close(name);

    /// <summary>An array is its items, one after the other.</summary>
    protected override void BeginArray(ReadOnlySpan<byte> name)
    {
    }

    /// <inheritdoc cref="BeginArray"/>
    protected override void EndArray(ReadOnlySpan<byte> name)
    {
    }

    /// <inheritdoc/>
    protected override void BeginTypedArray(ReadOnlySpan<byte> name, ReadOnlySpan<byte> itemType)
    {
        Begin(name);
        Out.Raw(" xsi:type=\"ArrayOf"u8);
        Out.Raw(itemType);
        Out.Raw("\">"u8);
    }

    /// <inheritdoc/>
    protected override void EndTypedArray(ReadOnlySpan<byte> name) => Close(name);

    /// <inheritdoc/>
    protected override void WriteTyped(ReadOnlySpan<byte> name, VimKind type, string value)
    {
        OpenTyped(name, "xsd:string"u8);
        Out.Text(value);
        Close(name);
    }

    /// <inheritdoc/>
    protected override void WriteTyped(ReadOnlySpan<byte> name, VimKind type, long value)
    {
        OpenTyped(name, type switch { VimKind.Byte => "xsd:byte"u8, VimKind.Short => "xsd:short"u8, VimKind.Int => "xsd:int"u8, _ => "xsd:long"u8 });
        Number(value);
        Close(name);
    }

    /// <inheritdoc/>
    protected override void WriteTyped(ReadOnlySpan<byte> name, bool value)
    {
        OpenTyped(name, "xsd:boolean"u8);
        Out.Raw(value ? "true"u8 : "false"u8);
        Close(name);
    }

    /// <inheritdoc/>
    protected override void WriteTyped(ReadOnlySpan<byte> name, VimKind type, double value)
    {
        OpenTyped(name, type == VimKind.Float ? "xsd:float"u8 : "xsd:double"u8);
        Number(value);
        Close(name);
    }

    /// <inheritdoc/>
    protected override void WriteTyped(ReadOnlySpan<byte> name, DateTime value)
    {
        OpenTyped(name, "xsd:dateTime"u8);
        Time(value);
        Close(name);
    }

    /// <inheritdoc/>
    protected override void WriteTyped(ReadOnlySpan<byte> name, byte[] value)
    {
        OpenTyped(name, "xsd:base64Binary"u8);
        Out.WriteBase64(value);
        Close(name);
    }

    /// <summary>The <c>type</c> of a reference stands before its <c>xsi:type</c> (docs/facts/requests.md).</summary>
    protected override void WriteTyped(ReadOnlySpan<byte> name, ManagedObjectReference value)
    {
        Begin(name);
        ReferenceAttribute(value);
        Out.Raw(" xsi:type=\"ManagedObjectReference\">"u8);
        Out.Text(value.Value);
        Close(name);
    }

    /// <inheritdoc/>
    protected override void WriteTypedEnum(ReadOnlySpan<byte> name, string type, string value)
    {
        Begin(name);
        Out.Raw(" xsi:type=\""u8);
        Out.Raw(type);
        Out.Raw("\">"u8);
        Out.Raw(value);
        Close(name);
    }

    /// <inheritdoc/>
    protected override void WriteContent(DataObject value, VimType type)
    {
        if (constants.Find(value) is { } places && ReferenceEquals(value.GetSchema(), type))
            Constant(value, places);
        else
            WriteMembers(value, type);
    }

    /// <inheritdoc/>
    protected override void WriteContent(string[] values)
    {
        if (constants.Find(values) is { } places)
            Constant(values, places);
        else
            TypedStrings(values);
    }

    /// <summary>The same as the base class would write; locale lists are long.</summary>
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
            WriteMembers(data, data.GetSchema());
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

    private void OpenTyped(ReadOnlySpan<byte> name, ReadOnlySpan<byte> type)
    {
        Begin(name);
        Out.Raw(" xsi:type=\""u8);
        Out.Raw(type);
        Out.Raw("\">"u8);
    }

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
