using System.Text;
using System.Text.Unicode;

namespace VimSessionService.Xml;

/// <summary>
/// A place in a document of UTF-8, and how to move on from it: over white space, comments, names, text and values. Everything that
/// is wrong is an <see cref="XmlReadingException"/> with its place.
/// </summary>
internal abstract class XmlScanner
{
    private int _start;
    private int _end;

    /// <summary>Whether bytes that are not UTF-8 follow the end.</summary>
    private bool _isCut;

    /// <summary>The document, and more that is not its own.</summary>
    protected byte[] Document { get; private set; } = [];

    /// <summary>Where the document begins in its array.</summary>
    protected int Beginning => _start;

    /// <summary>Where the next byte is.</summary>
    protected int At { get; set; }

    /// <summary>What comes after the place.</summary>
    protected ReadOnlySpan<byte> Rest => Document.AsSpan(At, _end - At);

    /// <summary>What comes before it.</summary>
    protected ReadOnlySpan<byte> Passed => Document.AsSpan(_start, At - _start);

    /// <summary>The text that is being put together.</summary>
    protected StringBuilder Text { get; } = new();

    /// <summary>Goes to the beginning of a document, after its byte order mark.</summary>
    /// <param name="document">The document.</param>
    /// <param name="isReadUpToBadBytes">Whether a document with bytes that are not UTF-8 is read up to these, and then refused; else it is refused at once.</param>
    protected void Open(ArraySegment<byte> document, bool isReadUpToBadBytes = false)
    {
        Document = document.Array!;
        _start = At = document.Offset;
        _end = document.Offset + document.Count;
        if (Rest.StartsWith("\uFEFF"u8))
            At += 3;
        _isCut = !Utf8.IsValid(Rest);
        if (_isCut)
        {
            _end = At + ValidLength(Rest);
            if (!isReadUpToBadBytes)
                throw new XmlReadingException("The document is not UTF-8", 1, 0);
        }

        Text.Clear();
    }

    /// <summary>Goes to a place in a document that is known to be well-formed.</summary>
    protected void OpenAt(byte[] document, int at)
    {
        Document = document;
        (_start, At, _end, _isCut) = (0, at, document.Length, false);
        Text.Clear();
    }

    private static int ValidLength(ReadOnlySpan<byte> bytes)
    {
        var length = 0;
        while (Rune.DecodeFromUtf8(bytes[length..], out _, out var consumed) == System.Buffers.OperationStatus.Done)
            length += consumed;
        return length;
    }

    /// <summary>Passes over white space and comments.</summary>
    protected void SkipSpaceAndComments()
    {
        while (true)
        {
            At += XmlCharacters.SpaceLength(Rest);
            if (!Rest.StartsWith("<!--"u8))
                return;
            SkipComment();
        }
    }

    /// <summary>Passes over a comment.</summary>
    protected void SkipComment()
    {
        var inside = Rest[4..];
        var length = inside.IndexOf("--"u8);
        if (length < 0 || length + 2 >= inside.Length)
            throw EndsWithin(ExpatError.UnclosedToken);
        if (inside[length + 2] != '>')
            throw Broken(ExpatError.InvalidToken);
        CheckCharacters(inside[..length]);
        At += 4 + length + 3;
    }

    /// <summary>Reads a name, and says where the part after its prefix begins.</summary>
    protected void ReadName(out int localStart)
    {
        var length = XmlCharacters.NameLength(Rest, out var local);
        if (length == 0)
            throw Rest.IsEmpty ? EndsWithin(ExpatError.UnclosedToken) : Broken(ExpatError.InvalidToken);
        localStart = At + local;
        At += length;
    }

    /// <summary>Passes over the text up to the next tag or comment, and adds it.</summary>
    protected void ReadText(StringBuilder? text)
    {
        while (true)
        {
            var rest = Rest;
            var length = rest.IndexOfAny(XmlCharacters.TextStops);
            if (length < 0)
                throw EndsWithin(ExpatError.NoElement);
            if (length > 0)
                text?.Append(Encoding.UTF8.GetString(rest[..length]));
            At += length;
            if (rest[length] == '<')
            {
                if (!Rest.StartsWith("<![CDATA["u8))
                    return;
                ReadCharacterData(text);
            }
            else
            {
                AppendSpecial(text);
            }
        }
    }

    private void ReadCharacterData(StringBuilder? text)
    {
        var inside = Rest[9..];
        var length = inside.IndexOf("]]>"u8);
        if (length < 0)
            throw EndsWithin(ExpatError.UnclosedCharacterData);
        CheckCharacters(inside[..length]);
        text?.Append(Encoding.UTF8.GetString(inside[..length]).ReplaceLineEndingsOfXml());
        At += 9 + length + 3;
    }

    /// <summary>Passes, and adds, one thing of text that is not plain.</summary>
    private void AppendSpecial(StringBuilder? text)
    {
        var rest = Rest;
        switch (rest[0])
        {
            case (byte)'&':
                var semicolon = rest.IndexOf((byte)';');
                if (semicolon < 0 || XmlCharacters.Resolve(rest[1..semicolon]) is not { } character)
                    throw BadReference(rest);
                text?.Append(character.ToString());
                At += semicolon + 1;
                break;
            case (byte)'\r':
                text?.Append('\n');
                At += rest.StartsWith("\r\n"u8) ? 2 : 1;
                break;
            case (byte)']' when !rest.StartsWith("]]>"u8):
                text?.Append(']');
                At++;
                break;
            case 0xEF when !XmlCharacters.IsForbidden(rest):
                text?.Append(Encoding.UTF8.GetString(rest[..3]));
                At += 3;
                break;
            default:
                throw Broken(ExpatError.InvalidToken);
        }
    }

    /// <summary>Passes over an attribute's value up to its quote, and adds it; true when nothing of it is special.</summary>
    protected bool ReadValue(byte quote, StringBuilder? text)
    {
        var isPlain = true;
        while (true)
        {
            var rest = Rest;
            var length = rest.IndexOfAny(XmlCharacters.ValueStops);
            if (length < 0)
                throw EndsWithin(ExpatError.UnclosedToken);
            text?.Append(Encoding.UTF8.GetString(rest[..length]));
            At += length;
            var stop = rest[length];
            if (stop == quote)
                return isPlain;
            isPlain = false;
            if (stop is (byte)'"' or (byte)'\'')
            {
                text?.Append((char)stop);
                At++;
            }
            else if (stop is (byte)'\n' or (byte)'\t' or (byte)'\r')
            {
                text?.Append(' ');
                At += Rest.StartsWith("\r\n"u8) ? 2 : 1;
            }
            else
            {
                AppendSpecial(text);
            }
        }
    }

    /// <summary>Passes over white space; whether there was any.</summary>
    protected bool SkipSpace()
    {
        var length = XmlCharacters.SpaceLength(Rest);
        At += length;
        return length > 0;
    }

    /// <summary>Passes over a byte that must be there.</summary>
    protected void Expect(byte expected)
    {
        if (At == _end)
            throw EndsWithin(ExpatError.UnclosedToken);
        if (Document[At] != expected)
            throw Broken(ExpatError.InvalidToken);
        At++;
    }

    /// <summary>Refuses what XML forbids in a text that is not read otherwise.</summary>
    protected void CheckCharacters(ReadOnlySpan<byte> text)
    {
        for (var i = text.IndexOfAny(XmlCharacters.Suspicious); i >= 0; i = text.IndexOfAny(XmlCharacters.Suspicious))
        {
            if (text[i] != 0xEF || XmlCharacters.IsForbidden(text[i..]))
                throw Broken(ExpatError.InvalidToken);
            text = text[(i + 1)..];
        }
    }

    /// <summary>What is wrong here.</summary>
    /// <param name="error">One of <see cref="ExpatError"/>.</param>
    protected XmlReadingException Broken(string error) => Refused("Error returned by expat parser: " + error);

    /// <summary>The document ends within something; when bytes that are no text follow, these are what is wrong.</summary>
    protected XmlReadingException EndsWithin(string error)
    {
        At = _end;
        return Broken(_isCut ? ExpatError.InvalidToken : error);
    }

    /// <summary>What is not accepted here though it may be well-formed.</summary>
    protected XmlReadingException Refused(string why)
    {
        var (line, column) = PlaceOf(Math.Min(At, _end));
        return new XmlReadingException(why, line, column);
    }

    /// <summary>The line and column of a byte of the document.</summary>
    protected XmlPlace PlaceOf(int at) => XmlPlace.Beginning.After(Document.AsSpan(_start, at - _start));

    /// <summary>Whether the document ends here, with nothing after it that is no text.</summary>
    protected bool IsAtEnd => At == _end && !_isCut;

    /// <summary>Reads <c>&lt;?xml …?&gt;</c>, which may name no other version and encoding than those that are read here.</summary>
    protected virtual void ReadDeclaration()
    {
        if (!XmlDeclaration.IsAt(Rest))
            return;
        var length = Rest.IndexOf("?>"u8);
        if (length < 0 || !XmlDeclaration.IsAcceptable(Rest[5..length]))
            throw Broken(ExpatError.BadDeclaration);
        At += length + 2;
    }

    private XmlReadingException BadReference(ReadOnlySpan<byte> rest)
    {
        var semicolon = rest.IndexOf((byte)';');
        var name = semicolon < 0 ? rest[1..] : rest[1..semicolon];
        if (name.ContainsAny(XmlCharacters.NoReference))
            return Broken(ExpatError.InvalidToken);
        if (semicolon < 0)
            return EndsWithin(ExpatError.UnclosedToken);
        if (name.StartsWith("#"u8))
            return Broken(XmlCharacters.IsNumber(name[1..]) ? ExpatError.BadCharacterReference : ExpatError.InvalidToken);
        return Broken(XmlCharacters.NameLength(name, out _) == name.Length && name.Length > 0 ? ExpatError.UndefinedEntity : ExpatError.InvalidToken);
    }

    /// <summary>What a value that is not plain stands for.</summary>
    /// <param name="start">Where it begins, after its quote.</param>
    /// <param name="length">How long it is.</param>
    protected string Unescape(int start, int length)
    {
        var (at, end) = (At, _end);
        var value = new StringBuilder();
        At = start;
        _end = start + length + 1;
        ReadValue(Document[start - 1], value);
        (At, _end) = (at, end);
        return value.ToString();
    }
}
