using System.Diagnostics.CodeAnalysis;
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
internal sealed class Utf8XmlReader(int maxDepth) : XmlTagReader(maxDepth)
{
    /// <summary>Whether the element met last has attributes other than namespace declarations.</summary>
    public bool HasAttributes => Attributes.Count > 0;

    /// <summary>Begins a document, and reads the start tag of its root.</summary>
    public void Begin(ArraySegment<byte> document)
    {
        BeginTags(document);
        if (NextMarkup() != XmlPart.Element)
            throw Broken("the document has no root");
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
            if (Next() == XmlPart.Text)
                SkipText();
        }
    }

    /// <summary>Passes over the text that stands next.</summary>
    public void SkipText() => ReadText(null);

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
