using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace VimSessionService.Xml;

/// <summary>What stands next in an element.</summary>
internal enum XmlPart
{
    /// <summary>A child; its name and attributes can be asked for.</summary>
    Element,

    /// <summary>Its end, which is passed.</summary>
    End,

    /// <summary>Text that is more than white space.</summary>
    Text,
}

/// <summary>
/// Reads a UTF-8 document in one pass, as strictly as XML 1.0 with namespaces requires, with the error texts of expat. It
/// skips processing instructions. It refuses document types and knows only the five entities of XML, so it never fetches or expands
/// anything. It is reused for many documents. Every error is an <see cref="XmlReadingException"/> with its position.
/// </summary>
/// <param name="limits">The most that a document may hold.</param>
internal sealed class Utf8XmlReader(XmlLimits limits) : XmlTagReader(limits)
{
    private bool _isEncodingKnown;

    /// <summary>Whether the element met last has attributes other than namespace declarations.</summary>
    public bool HasAttributes => Attributes.Count > 0;

    /// <summary>Where in the memory of the document the reader is.</summary>
    public int Position => At;

    /// <summary>Writes the namespace declarations in force outside of the element met last, as attributes, each with a space before it.</summary>
    public void WriteDeclarations(IBufferWriter<byte> output)
    {
        for (var i = 0; i < Current.Namespaces; i++)
        {
            var (start, length, uri) = Namespaces[i];
            if (IsDeclaredAgain(i))
                continue;
            output.Write(" xmlns"u8);
            if (length > 0)
            {
                output.Write(":"u8);
                output.Write(Document.AsSpan(start, length));
            }

            output.Write(Encoding.UTF8.GetBytes($"=\"{System.Security.SecurityElement.Escape(uri)}\""));
        }
    }

    /// <summary>Begins a document, and reads the start tag of its root.</summary>
    /// <param name="document">The document.</param>
    /// <param name="isEncodingKnown">Whether it was made UTF-8 from another encoding, which its declaration may name.</param>
    public void Begin(ArraySegment<byte> document, bool isEncodingKnown = false)
    {
        _isEncodingKnown = isEncodingKnown;
        BeginTags(document, isReadUpToBadBytes: true);
        var part = NextMarkup();
        if (part != XmlPart.Element)
            throw Broken(part == XmlPart.Text && (XmlCharacters.IsNamePart(Rest) || Rest[0] is (byte)'<' or (byte)'[' or (byte)'(') ? ExpatError.Syntax : ExpatError.InvalidToken);
        ReadStartTag();
    }

    /// <summary>Moves on within the element met last, or within its parent once its end was met.</summary>
    public XmlPart Next()
    {
        if (IsEmpty)
        {
            Close();
            return XmlPart.End;
        }

        var part = NextMarkup();
        if (part == XmlPart.Element)
            ReadStartTag();
        else if (part == XmlPart.End)
            ReadEndTag();
        return part;
    }

    /// <summary>The whole text of the element met last, whose end is passed; false when it holds an element, which is then the one met last.</summary>
    /// <param name="text">The text.</param>
    /// <param name="isName">Whether the text is likely to come again, and no secret.</param>
    public bool TryReadText([NotNullWhen(true)] out string? text, bool isName = false)
    {
        if (IsEmpty)
        {
            Close();
            text = "";
            return true;
        }

        var rest = Rest;
        var length = rest.IndexOfAny(XmlCharacters.TextStops);
        if (length < 0 || !rest[length..].StartsWith("</"u8))
            return TryReadMixedText(out text);
        var plain = rest[..length];
        text = isName ? Names.Get(plain) : Encoding.UTF8.GetString(plain);
        At += length;
        ReadEndTag();
        return true;
    }

    /// <summary>Passes over the rest of the element met last.</summary>
    public void Skip()
    {
        var parent = Depth - 1;
        while (Depth > parent)
        {
            if (!TrySkipPlainChild() && Next() == XmlPart.Text)
                SkipText();
        }
    }

    /// <summary>Passes over the rest of the element met last, in a document that is known to be well-formed.</summary>
    public void SkipKnown()
    {
        if (!IsEmpty)
            At += XmlElements.LengthOf(Rest);
        Close();
    }

    /// <summary>Goes to an element of a document that is known to be well-formed.</summary>
    /// <param name="document">The document.</param>
    /// <param name="at">Where the start tag of the element begins.</param>
    /// <param name="scopes">The declarations in force around it.</param>
    public void Resume(byte[] document, int at, XmlScope[] scopes)
    {
        BeginWithin(document, at);
        foreach (var scope in scopes)
            Namespaces.TryDeclare(document, scope.Start, scope.Length, scope.Uri);
        ReadStartTag();
    }

    /// <summary>The declarations in force around the element met last.</summary>
    /// <param name="known">What they may be, and are given again then.</param>
    public XmlScope[] ScopesAround(XmlScope[] known)
    {
        var count = Current.Namespaces;
        var isKnown = known.Length == count;
        for (var i = 0; isKnown && i < count; i++)
            isKnown = known[i] == Namespaces[i];
        if (isKnown)
            return known;
        var scopes = new XmlScope[count];
        for (var i = 0; i < count; i++)
            scopes[i] = Namespaces[i];
        return scopes;
    }

    /// <summary>Passes over the text that stands next.</summary>
    public void SkipText() => ReadText(null);

    /// <summary>Reads what may follow the root.</summary>
    public void ReadToEnd()
    {
        SkipMiscellany();
        if (!IsAtEnd)
            throw Rest.IsEmpty ? EndsWithin(ExpatError.NoElement) : Broken(ExpatError.JunkAfterRoot);
    }

    /// <summary>An attribute of the element met last; null when it has none of the name.</summary>
    /// <param name="localName">The name without a prefix.</param>
    /// <param name="ns">The namespace; null for an attribute without a prefix.</param>
    public string? GetAttribute(ReadOnlySpan<byte> localName, string? ns = null)
    {
        for (var i = 0; i < Attributes.Count; i++)
        {
            ref readonly var attribute = ref Attributes[i];
            if (!Document.AsSpan(attribute.LocalStart, attribute.LocalLength).SequenceEqual(localName))
                continue;
            if (ns is null ? attribute.PrefixLength == 0 : attribute.PrefixLength > 0 && Namespaces.Find(Document, PrefixOf(attribute)) == ns)
                return Value(attribute);
        }

        return null;
    }

    /// <summary>The namespace that a prefix stands for where the reader is; null when it is not bound.</summary>
    public string? LookupNamespace(string prefix) => Namespaces.Find(Document, Encoding.UTF8.GetBytes(prefix));

    /// <summary>The paragraphs that tell where an error is, each with the line and column of a place; the places come innermost first.</summary>
    public string Describe(List<(string Text, int At)> levels)
    {
        var paragraphs = new string[levels.Count];
        var (place, passed) = (XmlPlace.Beginning, Beginning);
        for (var i = levels.Count - 1; i >= 0; i--)
        {
            var (text, at) = levels[i];
            if (at > passed)
                (place, passed) = (place.After(Document.AsSpan(passed, at - passed)), at);
            paragraphs[i] = at < 0 ? $"\n\n{text}" : $"\n\n{text}\n{place}";
        }

        return string.Concat(paragraphs);
    }

    /// <summary>Whether a prefix that was declared outside of the element met last was declared again on the way to it.</summary>
    private bool IsDeclaredAgain(int index)
    {
        var prefix = Document.AsSpan(Namespaces[index].Start, Namespaces[index].Length);
        for (var i = index + 1; i < Current.Namespaces; i++)
        {
            if (Document.AsSpan(Namespaces[i].Start, Namespaces[i].Length).SequenceEqual(prefix))
                return true;
        }

        return false;
    }

    /// <summary>Reads the declaration as expat does.</summary>
    protected override void ReadDeclaration()
    {
        if (!XmlDeclaration.IsAt(Rest))
            return;
        var length = Rest.IndexOf("?>"u8);
        if (length < 0)
            throw EndsWithin(ExpatError.UnclosedToken);
        var inside = Rest[5..length];
        if (!XmlDeclaration.IsUsual(inside))
        {
            if (!XmlDeclaration.TryRead(inside, out var encoding))
                throw Broken(ExpatError.BadDeclaration);
            if (!_isEncodingKnown && !XmlEncoding.IsOfUtf8(encoding))
                throw Broken(XmlEncoding.IsUtf16(encoding) ? ExpatError.IncorrectEncoding : ExpatError.UnknownEncoding);
        }

        At += length + 2;
    }

    /// <summary>Passes white space, comments and processing instructions, and says what comes then: a start tag, an end tag, or text.</summary>
    private XmlPart NextMarkup()
    {
        var rest = Rest;
        if (rest.Length > 1 && rest[0] == '<' && rest[1] is not ((byte)'!' or (byte)'?')) // as nearly always
            return rest[1] == '/' ? XmlPart.End : XmlPart.Element;
        SkipMiscellany();
        rest = Rest;
        if (rest.IsEmpty)
            throw EndsWithin(ExpatError.NoElement);
        if (rest[0] != '<' || rest.StartsWith("<![CDATA["u8))
            return XmlPart.Text;
        if (rest.StartsWith("<!DOCTYPE"u8) && Depth == 0)
            throw Refused("Document types are not accepted");
        if (rest.StartsWith("<!"u8))
            throw rest.Length < 9 ? EndsWithin(ExpatError.UnclosedToken) : Broken(ExpatError.InvalidToken);
        return rest.StartsWith("</"u8) ? XmlPart.End : XmlPart.Element;
    }

    private void SkipMiscellany()
    {
        SkipSpaceAndComments();
        while (Rest.StartsWith("<?"u8))
        {
            SkipInstruction();
            SkipSpaceAndComments();
        }
    }

    /// <summary>Passes over a processing instruction.</summary>
    private void SkipInstruction()
    {
        var inside = Rest[2..];
        if (inside.IsEmpty)
            throw EndsWithin(ExpatError.UnclosedToken);
        var name = inside[..XmlCharacters.NameLength(inside, out _)];
        if (name.SequenceEqual("xml"u8))
            throw Broken(ExpatError.MisplacedDeclaration);
        if (name.IsEmpty || (name.Length == 3 && System.Text.Ascii.EqualsIgnoreCase(name, "xml"u8)))
            throw Broken(ExpatError.InvalidToken);
        var length = inside.IndexOf("?>"u8);
        if (length < 0)
            throw EndsWithin(ExpatError.UnclosedToken);
        if (length > name.Length && !XmlCharacters.IsSpace(inside[name.Length]))
            throw Broken(ExpatError.InvalidToken);
        CheckCharacters(inside[..length]);
        At += 2 + length + 2;
    }

    private bool TryReadMixedText([NotNullWhen(true)] out string? text)
    {
        text = null;
        Text.Clear();
        while (true)
        {
            ReadText(Text);
            if (Rest.StartsWith("<!--"u8))
            {
                SkipComment();
                continue;
            }

            if (Rest.StartsWith("<?"u8))
            {
                SkipInstruction();
                continue;
            }

            if (NextMarkup() == XmlPart.Element)
            {
                Text.Clear();
                ReadStartTag();
                return false;
            }

            ReadEndTag();
            text = Text.ToString();
            Text.Clear();
            return true;
        }
    }
}
