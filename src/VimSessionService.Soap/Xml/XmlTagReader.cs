using System.Runtime.InteropServices;
using System.Xml;

namespace VimSessionService.Soap.Xml;

/// <summary>Reads tags, with their attributes and the namespaces that are in force in them, as strictly as XML 1.0 with namespaces is.</summary>
/// <param name="maxDepth">How deep elements may nest.</param>
internal abstract class XmlTagReader(int maxDepth) : XmlScanner
{
    private readonly OpenElement[] _open = new OpenElement[maxDepth];

    /// <summary>The name of the element met last, without its prefix.</summary>
    public string LocalName => Names.Get(Document.AsSpan(Current.LocalStart, Current.LocalLength));

    /// <summary>The namespace of the element met last; empty for none.</summary>
    public string NamespaceUri => Namespaces.Find(Document, PrefixOf(Current))!;

    /// <summary>Texts that come again.</summary>
    protected NameCache Names { get; } = new();

    /// <summary>The declarations in force.</summary>
    protected NamespaceScopes Namespaces { get; } = new();

    /// <summary>The attributes of the element met last, without declarations.</summary>
    protected StartTagAttributes Attributes { get; } = new();

    /// <summary>How many elements are open.</summary>
    protected int Depth { get; private set; }

    /// <summary>The element met last was empty: its end comes without a tag.</summary>
    protected bool IsEmpty { get; private set; }

    /// <summary>The element met last.</summary>
    protected ref OpenElement Current => ref _open[Depth - 1];

    /// <summary>Begins a document: reads its XML declaration, if it has one.</summary>
    protected void BeginTags(ArraySegment<byte> document)
    {
        IsEmpty = false;
        Depth = 0;
        Namespaces.Restore(0);
        Open(document);
        ReadDeclaration();
    }

    /// <summary>The prefix of an element; empty for none.</summary>
    protected ReadOnlySpan<byte> PrefixOf(in OpenElement element) =>
        element.LocalStart == element.Start ? default : Document.AsSpan(element.Start, element.LocalStart - element.Start - 1);

    /// <summary>The prefix of an attribute; empty for none.</summary>
    protected ReadOnlySpan<byte> PrefixOf(in TagAttribute attribute) => Document.AsSpan(attribute.LocalStart - attribute.PrefixLength - 1, attribute.PrefixLength);

    /// <summary>Reads a start tag, or an empty element's, at whose beginning the reader is.</summary>
    protected void ReadStartTag()
    {
        if (Depth == _open.Length)
            throw Broken("elements are more deeply nested than is allowed");
        Attributes.Clear();
        var start = ++At;
        ReadName(out var localStart);
        var element = new OpenElement(start, At - start, localStart, Namespaces.Count);
        _open[Depth++] = element;
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
                IsEmpty = true;
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
        else if (!Attributes.TryAdd(attribute))
            throw Broken("an element has too many attributes");
    }

    private void Declare(in TagAttribute attribute, ReadOnlySpan<byte> prefix, int start)
    {
        var before = Current.Namespaces;
        for (var i = before; i < Namespaces.Count; i++)
        {
            if (Namespaces.IsPrefix(Document, i, prefix))
                throw Broken("a namespace is declared twice");
        }

        if (!Namespaces.TryDeclare(Document, start, prefix.Length, Value(attribute)))
            throw Broken("a namespace declaration is not allowed");
    }

    /// <summary>Every prefix is bound, and no two attributes have one name.</summary>
    private void CheckPrefixes(in OpenElement element)
    {
        if (Namespaces.Find(Document, PrefixOf(element)) is null)
            throw Broken("a prefix is not declared");
        for (var i = 0; i < Attributes.Count; i++)
        {
            ref readonly var attribute = ref Attributes[i];
            if (attribute.PrefixLength > 0 && Namespaces.Find(Document, PrefixOf(attribute)) is null)
                throw Broken("a prefix is not declared");
            for (var j = 0; j < i; j++)
            {
                if (IsSameName(attribute, Attributes[j]))
                    throw Broken("an attribute comes twice");
            }
        }
    }

    private bool IsSameName(in TagAttribute x, in TagAttribute y) =>
        Document.AsSpan(x.LocalStart, x.LocalLength).SequenceEqual(Document.AsSpan(y.LocalStart, y.LocalLength))
        && (x.PrefixLength == 0 ? y.PrefixLength == 0 : y.PrefixLength > 0 && Namespaces.Find(Document, PrefixOf(x)) == Namespaces.Find(Document, PrefixOf(y)));

    /// <summary>Reads the end tag of the element met last.</summary>
    protected void ReadEndTag()
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

    /// <summary>Ends the element met last.</summary>
    protected void Close()
    {
        IsEmpty = false;
        Attributes.Clear();
        Namespaces.Restore(Current.Namespaces);
        Depth--;
    }

    /// <summary>What an attribute says.</summary>
    protected string Value(in TagAttribute attribute)
    {
        var raw = Document.AsSpan(attribute.ValueStart, attribute.ValueLength);
        return attribute.IsPlain ? Names.Get(raw) : Unescape(attribute.ValueStart, attribute.ValueLength);
    }

    /// <summary>An element by its places in the document.</summary>
    /// <param name="Start">Where its name begins.</param>
    /// <param name="Length">How long that is.</param>
    /// <param name="LocalStart">Where the part without the prefix begins.</param>
    /// <param name="Namespaces">How many declarations were in force around it.</param>
    [StructLayout(LayoutKind.Auto)]
    protected readonly record struct OpenElement(int Start, int Length, int LocalStart, int Namespaces)
    {
        public int LocalLength => Length - (LocalStart - Start);
    }
}
