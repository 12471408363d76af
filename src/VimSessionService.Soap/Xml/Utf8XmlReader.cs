using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using System.Text;
using System.Xml;

namespace VimSessionService.Soap.Xml;

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
/// Reads a document of UTF-8 from one end to the other, as strictly as XML 1.0 with namespaces is. It knows no document types, no
/// processing instructions and no entities but XML's own five, and so never fetches or expands anything. Reused from document to
/// document. Everything that is wrong is an <see cref="XmlException"/> with its place.
/// </summary>
/// <param name="maxDepth">How deep elements may nest.</param>
internal sealed class Utf8XmlReader(int maxDepth) : XmlScanner
{
    private readonly NameCache _names = new();
    private readonly NamespaceScopes _namespaces = new();
    private readonly OpenElement[] _open = new OpenElement[maxDepth];
    private readonly StartTagAttributes _attributes = new();
    private readonly KnownBeginning _known = new();
    private int _depth;

    /// <summary>The element met last was empty: its end comes without a tag.</summary>
    private bool _isEmpty;

    private ref OpenElement Current => ref _open[_depth - 1];

    /// <summary>The name of the element met last, without its prefix.</summary>
    public string LocalName => _names.Get(Document.AsSpan(Current.LocalStart, Current.LocalLength));

    /// <summary>The namespace of the element met last; empty for none.</summary>
    public string NamespaceUri => _namespaces.Find(Document, PrefixOf(Current))!;

    /// <summary>Whether the element met last has attributes other than namespace declarations.</summary>
    public bool HasAttributes => _attributes.Count > 0;

    /// <summary>
    /// Begins a document, and meets its root. A client writes the same envelope around all of its calls: where a document begins as
    /// the last one did, what was read of that still stands in the places of the root and of its namespaces.
    /// </summary>
    public void Begin(ArraySegment<byte> document)
    {
        _isEmpty = false;
        Open(document);
        if (_known.IsOf(document))
        {
            At += _known.Length - Passed.Length;
            _depth = 1;
            _attributes.Clear();
            _namespaces.Restore(_known.Namespaces);
            return;
        }

        _known.Forget();
        _depth = 0;
        _namespaces.Restore(0);
        ReadDeclaration();
        if (NextMarkup() != XmlPart.Element)
            throw Broken("the document has no root");
        ReadStartTag();
        if (!_isEmpty && !HasAttributes)
            _known.Remember(document.Offset, Passed, _namespaces.Count);
    }

    /// <summary>Moves on within the element met last, or within its parent once its end was met.</summary>
    public XmlPart Next()
    {
        if (_isEmpty)
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
        if (_isEmpty)
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
        text = isName ? _names.Get(plain) : Encoding.UTF8.GetString(plain);
        At += length;
        ReadEndTag();
        return true;
    }

    /// <summary>Passes over the rest of the element met last.</summary>
    public void Skip()
    {
        var parent = _depth - 1;
        while (_depth > parent)
        {
            if (Next() == XmlPart.Text)
                SkipText();
        }
    }

    /// <summary>Passes over the text that stands next.</summary>
    public void SkipText()
    {
        AppendText();
        Text.Clear();
    }

    /// <summary>Reads what may follow the root.</summary>
    public void ReadToEnd()
    {
        SkipSpaceAndComments();
        if (!Rest.IsEmpty)
            throw Broken("something follows the root");
    }

    /// <summary>An attribute of the element met last; null when it has none of the name.</summary>
    /// <param name="localName">The name without a prefix.</param>
    /// <param name="ns">The namespace; null for an attribute without a prefix.</param>
    public string? GetAttribute(ReadOnlySpan<byte> localName, string? ns = null)
    {
        for (var i = 0; i < _attributes.Count; i++)
        {
            ref readonly var attribute = ref _attributes[i];
            if (!Document.AsSpan(attribute.LocalStart, attribute.LocalLength).SequenceEqual(localName))
                continue;
            if (ns is null ? attribute.PrefixLength == 0 : attribute.PrefixLength > 0 && _namespaces.Find(Document, PrefixOf(attribute)) == ns)
                return Value(attribute);
        }

        return null;
    }

    /// <summary>The namespace that a prefix stands for where the reader is; null when it is not bound.</summary>
    public string? LookupNamespace(string prefix) => _namespaces.Find(Document, Encoding.UTF8.GetBytes(prefix));

    private ReadOnlySpan<byte> PrefixOf(in OpenElement element) =>
        element.LocalStart == element.Start ? default : Document.AsSpan(element.Start, element.LocalStart - element.Start - 1);

    private ReadOnlySpan<byte> PrefixOf(in TagAttribute attribute) => Document.AsSpan(attribute.LocalStart - attribute.PrefixLength - 1, attribute.PrefixLength);

    /// <summary>Passes white space and comments, and says what comes then: a start tag, an end tag, or text.</summary>
    private XmlPart NextMarkup()
    {
        SkipSpaceAndComments();
        var rest = Rest;
        if (rest.IsEmpty)
            throw Broken("the document ends too early");
        if (rest[0] != '<' || rest.StartsWith("<![CDATA["u8))
            return XmlPart.Text;
        if (rest.StartsWith("<!"u8) || rest.StartsWith("<?"u8))
            throw Broken("document types and processing instructions are not accepted");
        return rest.StartsWith("</"u8) ? XmlPart.End : XmlPart.Element;
    }

    private void ReadStartTag()
    {
        if (_depth == _open.Length)
            throw Broken("elements are more deeply nested than is allowed");
        _attributes.Clear();
        var start = ++At;
        ReadName(out var localStart);
        var element = new OpenElement(start, At - start, localStart, _namespaces.Count);
        _open[_depth++] = element;
        while (true)
        {
            var hasSpace = SkipSpace();
            if (Rest.IsEmpty)
                throw Broken("a tag does not end");
            if (Document[At] == '>')
            {
                At++;
                break;
            }

            if (Rest.StartsWith("/>"u8))
            {
                At += 2;
                _isEmpty = true;
                break;
            }

            if (!hasSpace)
                throw Broken("white space is missing between attributes");
            ReadAttribute();
        }

        CheckPrefixes(element);
    }

    private void ReadAttribute()
    {
        var start = At;
        ReadName(out var localStart);
        var localLength = At - localStart;
        SkipSpace();
        Expect((byte)'=');
        SkipSpace();
        if (Rest.IsEmpty || Document[At] is not ((byte)'"' or (byte)'\''))
            throw Broken("an attribute's value is not in quotes");
        var quote = Document[At++];
        var valueStart = At;
        var isPlain = ReadValue(quote, text: null);
        var attribute = new TagAttribute(localStart, localLength, localStart == start ? 0 : localStart - start - 1, valueStart, At - valueStart, isPlain);
        At++;
        var name = Document.AsSpan(localStart, localLength);
        if (attribute.PrefixLength == 0 && name.SequenceEqual("xmlns"u8))
            Declare(attribute, Document.AsSpan(localStart, 0), localStart);
        else if (attribute.PrefixLength == 5 && PrefixOf(attribute).SequenceEqual("xmlns"u8))
            Declare(attribute, name, localStart);
        else if (!_attributes.TryAdd(attribute))
            throw Broken("an element has too many attributes");
    }

    private void Declare(in TagAttribute attribute, ReadOnlySpan<byte> prefix, int start)
    {
        var before = Current.Namespaces;
        for (var i = before; i < _namespaces.Count; i++)
        {
            if (_namespaces.IsPrefix(Document, i, prefix))
                throw Broken("a namespace is declared twice");
        }

        if (!_namespaces.TryDeclare(Document, start, prefix.Length, Value(attribute)))
            throw Broken("a namespace declaration is not allowed");
    }

    /// <summary>Every prefix is bound, and no two attributes have one name.</summary>
    private void CheckPrefixes(in OpenElement element)
    {
        if (_namespaces.Find(Document, PrefixOf(element)) is null)
            throw Broken("a prefix is not declared");
        for (var i = 0; i < _attributes.Count; i++)
        {
            ref readonly var attribute = ref _attributes[i];
            if (attribute.PrefixLength > 0 && _namespaces.Find(Document, PrefixOf(attribute)) is null)
                throw Broken("a prefix is not declared");
            for (var j = 0; j < i; j++)
            {
                if (IsSameName(attribute, _attributes[j]))
                    throw Broken("an attribute comes twice");
            }
        }
    }

    private bool IsSameName(in TagAttribute x, in TagAttribute y) =>
        Document.AsSpan(x.LocalStart, x.LocalLength).SequenceEqual(Document.AsSpan(y.LocalStart, y.LocalLength))
        && (x.PrefixLength == 0 ? y.PrefixLength == 0 : y.PrefixLength > 0 && _namespaces.Find(Document, PrefixOf(x)) == _namespaces.Find(Document, PrefixOf(y)));

    private void ReadEndTag()
    {
        var name = Document.AsSpan(Current.Start, Current.Length);
        var rest = Rest[2..];
        if (!rest.StartsWith(name))
            throw Broken("an end tag does not match");
        At += 2 + name.Length;
        SkipSpace();
        Expect((byte)'>');
        Close();
    }

    private void Close()
    {
        _isEmpty = false;
        _attributes.Clear();
        _namespaces.Restore(Current.Namespaces);
        _depth--;
    }

    private bool TryReadMixedText([NotNullWhen(true)] out string? text)
    {
        text = null;
        Text.Clear();
        while (true)
        {
            AppendText();
            if (Rest.StartsWith("<!--"u8))
            {
                SkipComment();
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

    private string Value(in TagAttribute attribute)
    {
        var raw = Document.AsSpan(attribute.ValueStart, attribute.ValueLength);
        return attribute.IsPlain ? _names.Get(raw) : Unescape(attribute.ValueStart, attribute.ValueLength);
    }

    /// <summary>An element by its places in the document.</summary>
    /// <param name="Start">Where its name begins.</param>
    /// <param name="Length">How long that is.</param>
    /// <param name="LocalStart">Where the part without the prefix begins.</param>
    /// <param name="Namespaces">How many declarations were in force around it.</param>
    [StructLayout(LayoutKind.Auto)]
    private readonly record struct OpenElement(int Start, int Length, int LocalStart, int Namespaces)
    {
        public int LocalLength => Length - (LocalStart - Start);
    }
}
