using System.Buffers.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using VimSessionService.Vim25;
using VimSessionService.Vim25.Codec;
using VimSessionService.Vim25.Schema;

namespace VimSessionService.ViJson;

/// <summary>
/// Writes values as JSON. A data object bears its type in <c>_typeName</c>, which comes first. A value without parts is boxed where no type is declared for
/// it, as <c>{"_typeName":"boolean","_value":true}</c>.
/// </summary>
internal sealed class ViJsonWriter : VimWriter, IDisposable
{
    /// <summary>Longer texts are written in pieces of so many characters, which take no more room than they need.</summary>
    private const int PieceSize = 8 * 1024;

    private static readonly JsonEncodedText TypeName = JsonEncodedText.Encode("_typeName");
    private static readonly JsonEncodedText Boxed = JsonEncodedText.Encode("_value");

    private readonly ConstantContents _constants;
    private readonly Utf8JsonWriter _json;
    private readonly Stack<Container> _open = [];

    /// <summary>Makes a writer.</summary>
    /// <param name="output">Where it writes.</param>
    /// <param name="constants">Values whose contents are kept once they were written.</param>
    public ViJsonWriter(Utf8Buffer output, ConstantContents constants)
    {
        _constants = constants;
        Out = output;
        _json = new Utf8JsonWriter(output, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true });
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

    /// <summary>What is written.</summary>
    public Utf8Buffer Out { get; }

    /// <summary>Begins a new document for a client of a version.</summary>
    public void Reset(ApiVersion version)
    {
        Version = version;
        _open.Clear();
        Out.Clear();
        _json.Reset(Out);
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
        _json.Flush();
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
        _json.Flush();
    }

    /// <inheritdoc/>
    public override void Write(ReadOnlySpan<byte> name, string value)
    {
        Name(name);
        Text(value);
    }

    /// <inheritdoc/>
    public override void Write(ReadOnlySpan<byte> name, bool value)
    {
        Name(name);
        _json.WriteBooleanValue(value);
    }

    /// <inheritdoc/>
    public override void Write(ReadOnlySpan<byte> name, long value)
    {
        Name(name);
        _json.WriteNumberValue(value);
    }

    /// <inheritdoc/>
    public override void Write(ReadOnlySpan<byte> name, double value)
    {
        Name(name);
        if (double.IsFinite(value))
            _json.WriteNumberValue(value);
        else
            _json.WriteStringValue(System.Xml.XmlConvert.ToString(value)); // JSON has no number for it
    }

    /// <summary>As in RFC 3339, in UTC with microseconds.</summary>
    public override void Write(ReadOnlySpan<byte> name, DateTime value)
    {
        const int Microseconds = 26;
        Span<byte> text = stackalloc byte[28];
        Utf8Formatter.TryFormat(value.ToUniversalTime(), text, out _, 'O'); // seven digits and the Z
        text[Microseconds] = (byte)'Z';
        Name(name);
        _json.WriteStringValue(text[..(Microseconds + 1)]);
    }

    /// <inheritdoc/>
    public override void Write(ReadOnlySpan<byte> name, byte[] value)
    {
        Name(name);
        _json.WriteBase64StringValue(value);
    }

    /// <inheritdoc/>
    public override void Write(ReadOnlySpan<byte> name, ManagedObjectReference value)
    {
        Name(name);
        _json.WriteStartObject();
        _json.WriteString(TypeName, "ManagedObjectReference"u8);
        _json.WritePropertyName("value"u8);
        Text(value.Value);
        _json.WriteString("type"u8, value.Type);
        _json.WriteEndObject();
    }

    /// <inheritdoc/>
    public void Dispose() => _json.Dispose();

    /// <inheritdoc/>
    protected override void BeginObject(ReadOnlySpan<byte> name, VimType type, bool isDeclared)
    {
        Name(name);
        _json.WriteStartObject();
        _json.WriteString(TypeName, type.NameUtf8);
        _open.Push(Container.Object);
    }

    /// <inheritdoc/>
    protected override void EndObject(ReadOnlySpan<byte> name)
    {
        _open.Pop();
        _json.WriteEndObject();
    }

    /// <inheritdoc/>
    protected override void BeginArray(ReadOnlySpan<byte> name)
    {
        Name(name);
        _json.WriteStartArray();
        _open.Push(Container.Array);
    }

    /// <inheritdoc/>
    protected override void EndArray(ReadOnlySpan<byte> name)
    {
        _open.Pop();
        _json.WriteEndArray();
    }

    /// <summary>The items of an array that bears its type are of that type, and do not bear it again; those of <c>ArrayOfAnyType</c> do.</summary>
    protected override void BeginTypedArray(ReadOnlySpan<byte> name, ReadOnlySpan<byte> itemType)
    {
        var prefix = "ArrayOf"u8;
        Span<byte> type = stackalloc byte[128];
        prefix.CopyTo(type);
        itemType.CopyTo(type[prefix.Length..]);
        BeginBox(name, type[..(prefix.Length + itemType.Length)]);
        _json.WriteStartArray();
        _open.Push(itemType.SequenceEqual("AnyType"u8) ? Container.Array : Container.TypedArray);
    }

    /// <inheritdoc/>
    protected override void EndTypedArray(ReadOnlySpan<byte> name)
    {
        _open.Pop();
        _json.WriteEndArray();
        _json.WriteEndObject();
    }

    /// <inheritdoc/>
    protected override void WriteTyped(ReadOnlySpan<byte> name, VimKind type, string value)
    {
        var isBoxed = TryBox(name, "string"u8);
        Text(value);
        EndBox(isBoxed);
    }

    /// <inheritdoc/>
    protected override void WriteTyped(ReadOnlySpan<byte> name, VimKind type, long value)
    {
        var isBoxed = TryBox(name, type switch { VimKind.Byte => "byte"u8, VimKind.Short => "short"u8, VimKind.Int => "int"u8, _ => "long"u8 });
        _json.WriteNumberValue(value);
        EndBox(isBoxed);
    }

    /// <inheritdoc/>
    protected override void WriteTyped(ReadOnlySpan<byte> name, bool value)
    {
        var isBoxed = TryBox(name, "boolean"u8);
        _json.WriteBooleanValue(value);
        EndBox(isBoxed);
    }

    /// <inheritdoc/>
    protected override void WriteTyped(ReadOnlySpan<byte> name, VimKind type, double value)
    {
        if (_open.TryPeek(out var container) && container == Container.TypedArray)
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
        _json.WriteStartObject();
        _json.WriteString(TypeName, type);
        _json.WriteString(Boxed, value);
        _json.WriteEndObject();
    }

    /// <inheritdoc/>
    protected override void WriteContent(DataObject value, VimType type)
    {
        if (_constants.Find(value) is not { } places || !ReferenceEquals(value.GetSchema(), type))
            WriteMembers(value, type);
        else if (Volatile.Read(ref places[(int)Version]) is { } kept)
            Raw(kept);
        else
            Keep(places, () => WriteMembers(value, type));
    }

    /// <inheritdoc/>
    protected override void WriteContent(string[] values)
    {
        if (_constants.Find(values) is not { } places)
            base.WriteContent(values);
        else if (Volatile.Read(ref places[(int)Version]) is { } kept)
            Raw(kept);
        else
            Keep(places, () => base.WriteContent(values));
    }

    private void Raw(byte[] content)
    {
        if (content.Length > 0)
            _json.WriteRawValue(content, skipInputValidation: true);
    }

    /// <summary>Writes the members or items of a constant, and keeps them. Two calls may both be the first; what they write is the same.</summary>
    private void Keep(byte[]?[] places, Action write)
    {
        _json.Flush();
        var start = Out.Length;
        write();
        _json.Flush();
        var written = Out.Since(start);
        Volatile.Write(ref places[(int)Version], written is [(byte)',', ..] ? written[1..] : written);
    }

    private void Name(ReadOnlySpan<byte> name)
    {
        if (!name.IsEmpty && _open.TryPeek(out var container) && container == Container.Object)
            _json.WritePropertyName(name);
    }

    /// <summary>Begins a box, unless the value is an item of an array that bears its type.</summary>
    private bool TryBox(ReadOnlySpan<byte> name, ReadOnlySpan<byte> type)
    {
        if (_open.TryPeek(out var container) && container == Container.TypedArray)
            return false;
        BeginBox(name, type);
        return true;
    }

    private void BeginBox(ReadOnlySpan<byte> name, ReadOnlySpan<byte> type)
    {
        Name(name);
        _json.WriteStartObject();
        _json.WriteString(TypeName, type);
        _json.WritePropertyName(Boxed);
    }

    private void EndBox(bool isBoxed)
    {
        if (isBoxed)
            _json.WriteEndObject();
    }

    private void Text(string value)
    {
        if (value.Length <= PieceSize)
        {
            _json.WriteStringValue(value);
            return;
        }

        for (var rest = value.AsSpan(); ; rest = rest[PieceSize..])
        {
            if (rest.Length <= PieceSize)
            {
                _json.WriteStringValueSegment(rest, isFinalSegment: true);
                return;
            }

            _json.WriteStringValueSegment(rest[..PieceSize], isFinalSegment: false);
        }
    }
}
