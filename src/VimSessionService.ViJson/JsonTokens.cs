using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using VimSessionService.Vim25.Codec;

namespace VimSessionService.ViJson;

/// <summary>
/// The names and values of one document in their order. All of it is read before the first value is used: a document that is broken further on calls
/// nothing. It is used for one document after the other.
/// </summary>
/// <param name="limits">The most that a document may hold.</param>
internal sealed class JsonTokens(JsonLimits limits)
{
    private const int InitialSize = 64;

    /// <summary>The most names that are kept; they are nearly always the same ones.</summary>
    private const int KeptNames = 256;

    private const int LongestKeptName = 40;

    private readonly int[] _open = new int[limits.MaxDepth];
    private readonly string?[] _names = new string?[KeptNames];
    private JsonToken[] _tokens = new JsonToken[InitialSize];
    private ArraySegment<byte> _document;
    private int _count;

    /// <summary>A token.</summary>
    public ref readonly JsonToken this[int index] => ref _tokens[index];

    /// <summary>Reads a document. One that is empty is an object without members.</summary>
    /// <exception cref="VimDecodeException">It is not JSON in UTF-8, or it holds more than it may.</exception>
    public void Read(ArraySegment<byte> document)
    {
        Clear();
        _document = document;
        if (document.AsSpan().IndexOfAnyExcept(" \t\r\n"u8) < 0)
        {
            Add(new JsonToken(0, 0, JsonTokenType.StartObject, false) { Next = 1 });
            return;
        }

        if (!Utf8.IsValid(document))
            throw new VimDecodeException("The request is not UTF-8");
        try
        {
            ReadAll(document);
        }
        catch (JsonException e)
        {
            throw new VimDecodeException($"The request is not JSON: error at line {e.LineNumber + 1}, byte {e.BytePositionInLine + 1}");
        }
    }

    /// <summary>Lets go of the document, and of the memory that an uncommonly large one took.</summary>
    public void Clear()
    {
        _document = default;
        _count = 0;
        if (_tokens.Length <= InitialSize)
            return;
        ArrayPool<JsonToken>.Shared.Return(_tokens);
        _tokens = new JsonToken[InitialSize];
    }

    /// <summary>The bytes of a name or value; a text without its quotation marks, escapes as they are.</summary>
    public ReadOnlySpan<byte> BytesOf(in JsonToken token) => _document.AsSpan(token.Start, token.Length);

    /// <summary>A name or text.</summary>
    /// <exception cref="FormatException">It has half of a surrogate pair.</exception>
    public string TextOf(in JsonToken token)
    {
        if (!token.IsEscaped)
            return Encoding.UTF8.GetString(BytesOf(token));
        var reader = ReaderOf(token);
        try
        {
            return reader.GetString()!;
        }
        catch (InvalidOperationException e)
        {
            throw new FormatException("half of a surrogate pair", e);
        }
    }

    /// <summary>A name. Common ones are the same object each time.</summary>
    public string NameOf(in JsonToken token)
    {
        if (token.IsEscaped || token.Length > LongestKeptName)
            return TextOf(token);
        var bytes = BytesOf(token);
        ref var kept = ref _names[PlaceOf(bytes)];
        if (kept is null || !Ascii.Equals(bytes, kept))
            kept = Encoding.UTF8.GetString(bytes);
        return kept;
    }

    /// <summary>The place of a name among those that are kept, by its length and three of its bytes. Names that share a place cost a new string each time.</summary>
    private static uint PlaceOf(ReadOnlySpan<byte> name) =>
        name.IsEmpty ? 0 : ((((((uint)name.Length * 31) + name[0]) * 31) + name[name.Length / 2]) * 31 + name[^1]) % KeptNames;

    /// <summary>A reader that stands on a value without parts, for its conversion.</summary>
    public Utf8JsonReader ReaderOf(in JsonToken token)
    {
        var quotes = token.Type is JsonTokenType.String or JsonTokenType.PropertyName ? 1 : 0;
        var reader = new Utf8JsonReader(_document.AsSpan(token.Start - quotes, token.Length + (2 * quotes)));
        reader.Read();
        return reader;
    }

    private void ReadAll(ReadOnlySpan<byte> document)
    {
        var reader = new Utf8JsonReader(document, new JsonReaderOptions { MaxDepth = limits.MaxDepth + 1 });
        var depth = 0;
        var values = 0;
        while (reader.Read())
        {
            var type = reader.TokenType;
            if (type is JsonTokenType.EndObject or JsonTokenType.EndArray)
            {
                ref var begun = ref _tokens[_open[--depth]];
                begun = begun with { Next = _count };
                continue;
            }

            if (type != JsonTokenType.PropertyName && ++values > limits.MaxValues)
                throw new VimDecodeException($"The request holds more than {limits.MaxValues} values");
            var isText = type is JsonTokenType.String or JsonTokenType.PropertyName;
            Add(new JsonToken((int)reader.TokenStartIndex + (isText ? 1 : 0), reader.ValueSpan.Length, type, isText && reader.ValueIsEscaped) { Next = _count + 1 });
            if (type is not (JsonTokenType.StartObject or JsonTokenType.StartArray))
                continue;
            if (depth == limits.MaxDepth)
                throw new VimDecodeException($"The request nests deeper than {limits.MaxDepth} levels");
            _open[depth++] = _count - 1;
        }
    }

    private void Add(JsonToken token)
    {
        if (_count == _tokens.Length)
        {
            var larger = ArrayPool<JsonToken>.Shared.Rent(_count * 2);
            _tokens.AsSpan().CopyTo(larger);
            if (_tokens.Length > InitialSize)
                ArrayPool<JsonToken>.Shared.Return(_tokens);
            _tokens = larger;
        }

        _tokens[_count++] = token;
    }
}
