using System.Buffers;
using System.Buffers.Text;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using VimSessionService.Vim25.Codec;

namespace VimSessionService.ViJson;

/// <summary>
/// Writes the parts of one document as JSON without white space. It sets the commas and nothing else: whoever writes with it begins and ends in the right order. Names, and texts
/// of bytes, are ASCII without quotation marks and backslashes, as names of the API are.
/// </summary>
/// <param name="output">Where it writes.</param>
internal sealed class JsonOutput(Utf8Buffer output) : IDisposable
{
    /// <summary>Longer texts are written in pieces of so many characters, which take no more room than they need.</summary>
    private const int PieceSize = 8 * 1024;

    /// <summary>The most bytes around a name or text: a comma, two quotation marks and a colon.</summary>
    private const int Marks = 4;

    /// <summary>What stands for itself: nearly all text is made of nothing else.</summary>
    private static readonly SearchValues<char> Plain = SearchValues.Create([.. Enumerable.Range(' ', '~' - ' ' + 1).Select(static c => (char)c).Except("\"\\")]);

    /// <summary>Writes texts that have to be escaped.</summary>
    private Utf8JsonWriter? _escaping;

    /// <summary>Whether there is a value before what is written next in the same object or array.</summary>
    private bool _follows;

    /// <summary>Begins a new document.</summary>
    public void Reset()
    {
        output.Clear();
        _follows = false;
    }

    /// <summary>Writes the name of a member. Its value comes next.</summary>
    public void Name(ReadOnlySpan<byte> name)
    {
        var span = output.Reserve(name.Length + Marks);
        var length = Quoted(span, name);
        span[length++] = (byte)':';
        output.Advance(length);
        _follows = false;
    }

    /// <summary>Begins an object that says in its first member what it is.</summary>
    public void BeginObject(ReadOnlySpan<byte> type)
    {
        var start = "{\"_typeName\":\""u8;
        var span = output.Reserve(start.Length + type.Length + Marks);
        var length = Comma(span);
        start.CopyTo(span[length..]);
        length += start.Length;
        type.CopyTo(span[length..]);
        length += type.Length;
        span[length++] = (byte)'"';
        output.Advance(length);
        _follows = true;
    }

    /// <summary>Ends an object.</summary>
    public void EndObject() => End((byte)'}');

    /// <summary>Begins an array.</summary>
    public void BeginArray()
    {
        var span = output.Reserve(2);
        var length = Comma(span);
        span[length++] = (byte)'[';
        output.Advance(length);
        _follows = false;
    }

    /// <summary>Ends an array.</summary>
    public void EndArray() => End((byte)']');

    /// <summary>Writes a truth value.</summary>
    public void Boolean(bool value) => Raw(value ? "true"u8 : "false"u8);

    /// <summary>Writes a number.</summary>
    public void Number(long value)
    {
        const int MostDigits = 20;
        var span = output.Reserve(MostDigits + 1);
        var comma = Comma(span);
        Utf8Formatter.TryFormat(value, span[comma..], out var written);
        output.Advance(comma + written);
        _follows = true;
    }

    /// <summary>Writes a finite number, as short as it can be read again.</summary>
    public void Number(double value)
    {
        const int MostDigits = 32;
        var span = output.Reserve(MostDigits + 1);
        var comma = Comma(span);
        Utf8Formatter.TryFormat(value, span[comma..], out var written);
        output.Advance(comma + written);
        _follows = true;
    }

    /// <summary>Writes a text that needs no escapes.</summary>
    public void Text(ReadOnlySpan<byte> text)
    {
        output.Advance(Quoted(output.Reserve(text.Length + Marks), text));
        _follows = true;
    }

    /// <summary>Writes a text.</summary>
    public void Text(string text)
    {
        if (text.AsSpan().ContainsAnyExcept(Plain))
            Escaped(text);
        else if (text.Length <= PieceSize)
            Short(text);
        else
            Long(text);
        _follows = true;
    }

    /// <summary>Writes bytes in base64.</summary>
    public void Base64(ReadOnlySpan<byte> bytes)
    {
        Begin();
        output.WriteBase64(bytes);
        output.Raw("\""u8);
        _follows = true;
    }

    /// <summary>Writes members or items as they were written before, without a comma before the first.</summary>
    public void Content(ReadOnlySpan<byte> content)
    {
        if (!content.IsEmpty)
            Raw(content);
    }

    /// <inheritdoc/>
    public void Dispose() => _escaping?.Dispose();

    private void Raw(ReadOnlySpan<byte> text)
    {
        if (_follows)
            output.Raw(","u8);
        output.Raw(text);
        _follows = true;
    }

    private void End(byte bracket)
    {
        output.Reserve(1)[0] = bracket;
        output.Advance(1);
        _follows = true;
    }

    /// <summary>The comma before what follows a value; how many bytes it has.</summary>
    private int Comma(Span<byte> span)
    {
        span[0] = (byte)',';
        return _follows ? 1 : 0;
    }

    private int Quoted(Span<byte> span, ReadOnlySpan<byte> text)
    {
        var length = Comma(span);
        span[length++] = (byte)'"';
        text.CopyTo(span[length..]);
        length += text.Length;
        span[length++] = (byte)'"';
        return length;
    }

    /// <summary>The comma and the quotation mark before a text.</summary>
    private void Begin() => output.Raw(_follows ? ",\""u8 : "\""u8);

    private void Short(string text)
    {
        var span = output.Reserve(text.Length + Marks);
        var length = Comma(span);
        span[length++] = (byte)'"';
        Ascii.FromUtf16(text, span[length..], out var written);
        length += written;
        span[length++] = (byte)'"';
        output.Advance(length);
    }

    private void Long(string text)
    {
        Begin();
        for (var rest = text.AsSpan(); !rest.IsEmpty;)
        {
            var piece = rest[..Math.Min(PieceSize, rest.Length)];
            Ascii.FromUtf16(piece, output.Reserve(piece.Length), out var written);
            output.Advance(written);
            rest = rest[piece.Length..];
        }

        output.Raw("\""u8);
    }

    /// <summary>The framework knows what has to be escaped.</summary>
    private void Escaped(string text)
    {
        if (_follows)
            output.Raw(","u8);
        if (_escaping is null)
            _escaping = new Utf8JsonWriter(output, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true });
        else
            _escaping.Reset();
        var rest = text.AsSpan();
        for (; rest.Length > PieceSize; rest = rest[PieceSize..])
            _escaping.WriteStringValueSegment(rest[..PieceSize], isFinalSegment: false);
        if (rest.Length == text.Length)
            _escaping.WriteStringValue(rest);
        else
            _escaping.WriteStringValueSegment(rest, isFinalSegment: true);
        _escaping.Flush();
    }
}
