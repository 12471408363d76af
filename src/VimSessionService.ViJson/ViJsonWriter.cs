using System.Buffers.Text;
using System.Text;
using VimSessionService.Vim25;
using VimSessionService.Vim25.Codec;

namespace VimSessionService.ViJson;

/// <summary>
/// Writes values as JSON. A data object bears its type in <c>_typeName</c>, which comes first. A value without parts is boxed where no type is declared for
/// it, as <c>{"_typeName":"boolean","_value":true}</c>.
/// </summary>
internal sealed class ViJsonWriter : VimWriter, IDisposable
{
    private readonly ConstantContents _constants;
    private readonly JsonOutput _json;

    /// <summary>What the part is in which the innermost open one stands, and so on.</summary>
    private readonly Stack<Container> _outer = [];

    /// <summary>What the innermost open part is. A document itself has no names and bears its type as items do.</summary>
    private Container _in = Container.Array;

    /// <summary>Makes a writer.</summary>
    /// <param name="output">Where it writes.</param>
    /// <param name="constants">Values whose contents are kept once they were written.</param>
    public ViJsonWriter(Utf8Buffer output, ConstantContents constants)
    {
        _constants = constants;
        Out = output;
        _json = new JsonOutput(output);
    }

    /// <summary>What an open part of the document is.</summary>
    private enum Container
    {
        /// <summary>An object: values have names.</summary>
        Object,

        /// <summary>An array: values have no names.</summary>
        Array,

        /// <summary>An array that bears its type: neither values have names, nor are they boxed.</summary>
        TypedArray,
    }

    private static ReadOnlySpan<byte> Boxed => "_value"u8;

    /// <summary>What is written.</summary>
    public Utf8Buffer Out { get; }

    /// <summary>Begins a new document for a client of a version.</summary>
    public void Reset(ApiVersion version)
    {
        Version = version;
        _outer.Clear();
        _in = Container.Array;
        _json.Reset();
    }

    /// <summary>Writes a value that is the whole document.</summary>
    /// <param name="type">The type that is declared for it.</param>
    /// <param name="value">The value.</param>
    public void WriteDocument(VimTypeRef type, object value)
    {
        if (value is TypedArray array && type.Kind == VimKind.Object)
            Write(default, array.Items, type.Object);
        else
            WriteDeclared(default, type, value);
    }

    /// <summary>Writes a fault as the whole document, with its text beside its fields.</summary>
    /// <param name="fault">The fault; written as the nearest type that the version knows.</param>
    /// <param name="text">The text in the caller's language.</param>
    public void WriteDocument(MethodFault fault, string text)
    {
        var type = fault.GetSchema().KnownTo(Version);
        BeginObject(default, type, isDeclared: true);
        Write("faultstring"u8, text);
        WriteMembers(fault, type);
        EndObject(default);
    }

    /// <inheritdoc/>
    public override void Write(ReadOnlySpan<byte> name, string value)
    {
        Name(name);
        _json.Text(value);
    }

    /// <inheritdoc/>
    public override void Write(ReadOnlySpan<byte> name, bool value)
    {
        Name(name);
        _json.Boolean(value);
    }

    /// <inheritdoc/>
    public override void Write(ReadOnlySpan<byte> name, long value)
    {
        Name(name);
        _json.Number(value);
    }

    /// <inheritdoc/>
    public override void Write(ReadOnlySpan<byte> name, double value)
    {
        Name(name);
        if (double.IsFinite(value))
            _json.Number(value);
        else
            _json.Text(System.Xml.XmlConvert.ToString(value)); // JSON has no number for it
    }

    /// <summary>As in RFC 3339, in UTC with microseconds.</summary>
    public override void Write(ReadOnlySpan<byte> name, DateTime value)
    {
        const int Microseconds = 26;
        Span<byte> text = stackalloc byte[28];
        Utf8Formatter.TryFormat(value.ToUniversalTime(), text, out _, 'O'); // seven digits and the Z
        text[Microseconds] = (byte)'Z';
        Name(name);
        _json.Text(text[..(Microseconds + 1)]);
    }

    /// <inheritdoc/>
    public override void Write(ReadOnlySpan<byte> name, byte[] value)
    {
        Name(name);
        _json.Base64(value);
    }

    /// <inheritdoc/>
    public override void Write(ReadOnlySpan<byte> name, ManagedObjectReference value)
    {
        Name(name);
        _json.BeginObject("ManagedObjectReference"u8);
        _json.Name("value"u8);
        _json.Text(value.Value);
        _json.Name("type"u8);
        _json.Text(value.Type);
        _json.EndObject();
    }

    /// <inheritdoc/>
    public void Dispose() => _json.Dispose();

    /// <inheritdoc/>
    protected override void BeginObject(ReadOnlySpan<byte> name, VimType type, bool isDeclared)
    {
        Name(name);
        _json.BeginObject(type.NameUtf8);
        Enter(Container.Object);
    }

    /// <inheritdoc/>
    protected override void EndObject(ReadOnlySpan<byte> name)
    {
        _in = _outer.Pop();
        _json.EndObject();
    }

    /// <inheritdoc/>
    protected override void BeginArray(ReadOnlySpan<byte> name)
    {
        Name(name);
        _json.BeginArray();
        Enter(Container.Array);
    }

    /// <inheritdoc/>
    protected override void EndArray(ReadOnlySpan<byte> name)
    {
        _in = _outer.Pop();
        _json.EndArray();
    }

    /// <summary>The items of an array that bears its type are of that type, and do not bear it again; those of <c>ArrayOfAnyType</c> do.</summary>
    protected override void BeginTypedArray(ReadOnlySpan<byte> name, ReadOnlySpan<byte> itemType)
    {
        var prefix = "ArrayOf"u8;
        Span<byte> type = stackalloc byte[128];
        prefix.CopyTo(type);
        itemType.CopyTo(type[prefix.Length..]);
        BeginBox(name, type[..(prefix.Length + itemType.Length)]);
        _json.BeginArray();
        Enter(itemType.SequenceEqual("AnyType"u8) ? Container.Array : Container.TypedArray);
    }

    /// <inheritdoc/>
    protected override void EndTypedArray(ReadOnlySpan<byte> name)
    {
        _in = _outer.Pop();
        _json.EndArray();
        _json.EndObject();
    }

    /// <inheritdoc/>
    protected override void WriteTyped(ReadOnlySpan<byte> name, VimKind type, string value)
    {
        var isBoxed = TryBox(name, "string"u8);
        _json.Text(value);
        EndBox(isBoxed);
    }

    /// <inheritdoc/>
    protected override void WriteTyped(ReadOnlySpan<byte> name, VimKind type, long value)
    {
        var isBoxed = TryBox(name, type switch { VimKind.Byte => "byte"u8, VimKind.Short => "short"u8, VimKind.Int => "int"u8, _ => "long"u8 });
        _json.Number(value);
        EndBox(isBoxed);
    }

    /// <inheritdoc/>
    protected override void WriteTyped(ReadOnlySpan<byte> name, bool value)
    {
        var isBoxed = TryBox(name, "boolean"u8);
        _json.Boolean(value);
        EndBox(isBoxed);
    }

    /// <inheritdoc/>
    protected override void WriteTyped(ReadOnlySpan<byte> name, VimKind type, double value)
    {
        if (_in == Container.TypedArray)
        {
            Write(name, value);
            return;
        }

        BeginBox(name, type == VimKind.Float ? "float"u8 : "double"u8);
        Write(default, value);
        EndBox(isBoxed: true);
    }

    /// <inheritdoc/>
    protected override void WriteTyped(ReadOnlySpan<byte> name, DateTime value)
    {
        BeginBox(name, "dateTime"u8);
        Write(default, value);
        EndBox(isBoxed: true);
    }

    /// <inheritdoc/>
    protected override void WriteTyped(ReadOnlySpan<byte> name, byte[] value)
    {
        BeginBox(name, "binary"u8);
        Write(default, value);
        EndBox(isBoxed: true);
    }

    /// <summary>A reference bears its type by itself.</summary>
    protected override void WriteTyped(ReadOnlySpan<byte> name, ManagedObjectReference value) => Write(name, value);

    /// <inheritdoc/>
    protected override void WriteTypedEnum(ReadOnlySpan<byte> name, string type, string value)
    {
        Name(name);
        Span<byte> ascii = stackalloc byte[128];
        Ascii.FromUtf16(type, ascii, out var length); // a name of the API
        _json.BeginObject(ascii[..length]);
        _json.Name(Boxed);
        _json.Text(value);
        _json.EndObject();
    }

    /// <inheritdoc/>
    protected override void WriteContent(DataObject value, VimType type)
    {
        if (_constants.Find(value) is { } places && ReferenceEquals(value.GetSchema(), type))
            Constant(value, places);
        else
            WriteMembers(value, type);
    }

    /// <inheritdoc/>
    protected override void WriteContent(string[] values)
    {
        if (_constants.Find(values) is { } places)
            Constant(values, places);
        else
            base.WriteContent(values);
    }

    /// <summary>The members or items of a constant. Two calls may both be the first; what they write is the same.</summary>
    private void Constant(object value, byte[]?[] places)
    {
        ref var place = ref places[(int)Version];
        if (Volatile.Read(ref place) is { } kept)
        {
            _json.Content(kept);
            return;
        }

        var start = Out.Length;
        if (value is string[] texts)
            base.WriteContent(texts);
        else if (value is DataObject data)
            WriteMembers(data, data.GetSchema());
        var written = Out.Since(start);
        Volatile.Write(ref place, written is [(byte)',', ..] ? written[1..] : written);
    }

    private void Name(ReadOnlySpan<byte> name)
    {
        if (_in == Container.Object && !name.IsEmpty)
            _json.Name(name);
    }

    /// <summary>Begins a box, unless the value is an item of an array that bears its type.</summary>
    private bool TryBox(ReadOnlySpan<byte> name, ReadOnlySpan<byte> type)
    {
        if (_in == Container.TypedArray)
            return false;
        BeginBox(name, type);
        return true;
    }

    private void BeginBox(ReadOnlySpan<byte> name, ReadOnlySpan<byte> type)
    {
        Name(name);
        _json.BeginObject(type);
        _json.Name(Boxed);
    }

    private void EndBox(bool isBoxed)
    {
        if (isBoxed)
            _json.EndObject();
    }

    private void Enter(Container container)
    {
        _outer.Push(_in);
        _in = container;
    }
}
