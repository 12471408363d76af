using System.Globalization;
using System.Text.Json;

namespace VimSessionService.Inventory.Recordings;

/// <summary>
/// The objects in the array <c>objects</c> of a document, or in a document that is an array, one after the other: in memory is one of them. The rest of the document has to be
/// well-formed.
/// </summary>
/// <param name="stream">The document.</param>
/// <param name="name">What it is called in messages.</param>
/// <param name="mostBytes">The most bytes of one object.</param>
internal sealed class JsonItems(Stream stream, string name, int mostBytes)
{
    private const int FirstBytes = 64 * 1024;
    private const string Objects = "objects";

    private byte[] _buffer = new byte[FirstBytes];
    private JsonReaderState _state = new(new JsonReaderOptions { MaxDepth = ValueSource.MaxDepth });

    /// <summary>How many bytes the buffer has.</summary>
    private int _length;

    /// <summary>Up to where they were read.</summary>
    private int _read;

    /// <summary>Where the object that is being read begins; -1 between objects.</summary>
    private int _item = -1;

    private int _line = 1;
    private int _counted;
    private int? _depth;
    private bool _isNamed;
    private bool _isEnd;

    /// <summary>Moves to the next object.</summary>
    /// <param name="line">The line that it begins in.</param>
    /// <param name="item">The object.</param>
    /// <returns>False once there is none left.</returns>
    /// <exception cref="InventoryException">The document is no JSON, or not of this form.</exception>
    public bool TryNext(out int line, out byte[] item)
    {
        while (true)
        {
            if (TryRead(out line, out item))
                return true;
            if (_isEnd)
                return _depth is null ? throw new InventoryException($"{name} has no array of objects. Name what 'record --format json' wrote, or an answer of RetrievePropertiesEx in VI-JSON.") : false;
            Fill();
        }
    }

    private bool TryRead(out int line, out byte[] item)
    {
        (line, item) = (0, []);
        var start = _read;
        var reader = new Utf8JsonReader(_buffer.AsSpan(start, _length - start), _isEnd, _state);
        try
        {
            while (reader.Read())
            {
                if (!IsEndOfItem(ref reader, start))
                    continue;
                _read = start + (int)reader.BytesConsumed;
                _state = reader.CurrentState;
                line = CountLines(_item);
                item = _buffer[_item.._read];
                _item = -1;
                return true;
            }
        }
        catch (JsonException broken)
        {
            throw new InventoryException(string.Create(CultureInfo.InvariantCulture, $"{name}: line {broken.LineNumber + 1}, byte {broken.BytePositionInLine + 1}: it is no JSON"));
        }

        _read = start + (int)reader.BytesConsumed;
        _state = reader.CurrentState;
        return false;
    }

    private bool IsEndOfItem(ref Utf8JsonReader reader, int start)
    {
        if (_item >= 0)
            return reader.TokenType == JsonTokenType.EndObject && reader.CurrentDepth == _depth;
        if (_depth is not { } depth || depth < 0)
        {
            FindArray(ref reader);
            return false;
        }

        if (reader.TokenType == JsonTokenType.StartObject)
            _item = start + (int)reader.TokenStartIndex;
        else if (reader.TokenType == JsonTokenType.EndArray)
            _depth = -1;
        else
            throw new InventoryException(string.Create(CultureInfo.InvariantCulture, $"{name}: line {CountLines(start + (int)reader.TokenStartIndex)}: an object is expected here"));
        return false;
    }

    private void FindArray(ref Utf8JsonReader reader)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.StartArray when _depth is null && (reader.CurrentDepth == 0 || (reader.CurrentDepth == 1 && _isNamed)):
                _depth = reader.CurrentDepth + 1;
                break;
            case JsonTokenType.PropertyName when reader.CurrentDepth == 1:
                _isNamed = reader.ValueTextEquals(Objects);
                break;
        }
    }

    /// <summary>The line of a place that is behind the last one that was asked for.</summary>
    private int CountLines(int position)
    {
        _line += _buffer.AsSpan(_counted, position - _counted).Count((byte)'\n');
        _counted = position;
        return _line;
    }

    /// <summary>Reads more, and lets go of what is before the object that is being read.</summary>
    private void Fill()
    {
        var kept = _item >= 0 ? _item : _read;
        CountLines(kept);
        if (_length - kept > mostBytes)
            throw new InventoryException($"{name}: line {_line}: the object has more than {mostBytes} bytes. One object is never so large.");
        var target = _length - kept > _buffer.Length / 2 ? new byte[_buffer.Length * 2] : _buffer;
        Buffer.BlockCopy(_buffer, kept, target, 0, _length - kept);
        _buffer = target;
        _length -= kept;
        _read -= kept;
        _counted -= kept;
        if (_item >= 0)
            _item = 0;
        var read = stream.Read(_buffer, _length, _buffer.Length - _length);
        _length += read;
        _isEnd = read == 0;
    }
}
