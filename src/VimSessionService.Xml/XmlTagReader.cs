using System.Runtime.InteropServices;
using System.Text;

namespace VimSessionService.Xml;

/// <summary>Reads tags, with their attributes and the namespaces that are in force in them, as strictly as XML 1.0 with namespaces is.</summary>
/// <param name="limits">The most that a document may hold.</param>
internal abstract class XmlTagReader(XmlLimits limits) : XmlScanner
{
    private OpenElement[] _open = new OpenElement[Math.Min(limits.MaxDepth, 16)];
    private int _elements;

    /// <summary>The name of the element met last, without its prefix.</summary>
    public string LocalName => Names.Get(Document.AsSpan(Current.LocalStart, Current.LocalLength));

    /// <summary>The name of the element met last as it was written, with its prefix.</summary>
    public string QualifiedName => Names.Get(Document.AsSpan(Current.Start, Current.Length));

    /// <summary>The namespace of the element met last; empty for none.</summary>
    public string NamespaceUri => Namespaces.Find(Document, PrefixOf(Current))!;

    /// <summary>Texts that come again.</summary>
    protected NameCache Names { get; } = new();

    /// <summary>The declarations in force.</summary>
    protected NamespaceScopes Namespaces { get; } = new(limits.MaxNamespaces);

    /// <summary>The attributes of the element met last, without declarations.</summary>
    protected StartTagAttributes Attributes { get; } = new(limits.MaxAttributes);

    /// <summary>How many elements are open.</summary>
    public int Depth { get; private set; }

    /// <summary>Where the start tag of the element met last begins in the document's array.</summary>
    public int ElementStart => Current.Start - 1;

    /// <summary>The name, without its prefix, of the element that was met last at a depth, whether or not it has ended.</summary>
    public string LocalNameAt(int depth) => Names.Get(Document.AsSpan(_open[depth].LocalStart, _open[depth].LocalLength));

    /// <summary>The element met last was empty: its end comes without a tag.</summary>
    protected bool IsEmpty { get; private set; }

    /// <summary>The element met last.</summary>
    protected ref OpenElement Current => ref _open[Depth - 1];

    /// <summary>Begins a document: reads its XML declaration, if it has one.</summary>
    /// <param name="document">The document.</param>
    /// <param name="isReadUpToBadBytes">As <see cref="XmlScanner.Open"/> takes it.</param>
    protected void BeginTags(ArraySegment<byte> document, bool isReadUpToBadBytes = false)
    {
        IsEmpty = false;
        _elements = 0;
        Depth = 0;
        Namespaces.Restore(0);
        Open(document, isReadUpToBadBytes);
        ReadDeclaration();
    }

    /// <summary>Begins within a document that is known to be well-formed.</summary>
    protected void BeginWithin(byte[] document, int at)
    {
        IsEmpty = false;
        _elements = 0;
        Depth = 0;
        Namespaces.Restore(0);
        OpenAt(document, at);
    }

    /// <summary>The prefix of an element; empty for none.</summary>
    protected ReadOnlySpan<byte> PrefixOf(in OpenElement element) =>
        element.LocalStart == element.Start ? default : Document.AsSpan(element.Start, element.LocalStart - element.Start - 1);

    /// <summary>The prefix of an attribute; empty for none.</summary>
    protected ReadOnlySpan<byte> PrefixOf(in TagAttribute attribute) => attribute.PrefixIn(Document);

    /// <summary>Reads a start tag, or an empty element's, at whose beginning the reader is.</summary>
    protected void ReadStartTag()
    {
        if (Depth == limits.MaxDepth)
            throw Refused($"Elements are more deeply nested than {limits.MaxDepth}");
        if (_elements++ == limits.MaxElements)
            throw Refused($"There are more than {limits.MaxElements} elements");
        if (Depth == _open.Length)
            Array.Resize(ref _open, Math.Min(limits.MaxDepth, Depth * 2));
        Attributes.Clear();
        var start = ++At;
        ReadName(out var localStart);
        var element = new OpenElement(start, At - start, localStart, Namespaces.Count);
        _open[Depth++] = element;
        while (true)
        {
            var hasSpace = SkipSpace();
            if (Rest.IsEmpty)
                throw EndsWithin(ExpatError.UnclosedToken);
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
                throw Broken(ExpatError.InvalidToken);
            ReadAttribute();
        }

        CheckPrefixes(element);
    }

    /// <summary>Passes over a child of the element met last when it is as most are, with a plain name and plain text alone; else the reader stays where it is.</summary>
    protected bool TrySkipPlainChild()
    {
        if (IsEmpty || Depth == limits.MaxDepth || _elements == limits.MaxElements)
            return false;
        var rest = Rest;
        var at = XmlCharacters.SpaceLength(rest);
        if (at == rest.Length || rest[at] != '<')
            return false;
        var tag = rest[(at + 1)..];
        var name = tag[..XmlCharacters.PlainNameLength(tag)];
        if (name.IsEmpty || name.Length == tag.Length || tag[name.Length] != '>')
            return false;
        var text = tag[(name.Length + 1)..];
        var length = text.IndexOfAny(XmlCharacters.TextStops);
        if (length < 0)
            return false;
        var end = text[length..];
        if (end.Length < name.Length + 3 || !end.StartsWith("</"u8) || end[name.Length + 2] != '>' || !end.Slice(2, name.Length).SequenceEqual(name))
            return false;
        _elements++;
        At += at + 1 + name.Length + 1 + length + name.Length + 3;
        return true;
    }

    private void ReadAttribute()
    {
        var start = At;
        ReadName(out var localStart);
        var localLength = At - localStart;
        SkipSpace();
        Expect((byte)'=');
        SkipSpace();
        if (Rest.IsEmpty)
            throw EndsWithin(ExpatError.UnclosedToken);
        if (Document[At] is not ((byte)'"' or (byte)'\''))
            throw Broken(ExpatError.InvalidToken);
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
            throw Refused($"An element has more than {limits.MaxAttributes} attributes");
    }

    private void Declare(in TagAttribute attribute, ReadOnlySpan<byte> prefix, int start)
    {
        if (Namespaces.IndexOf(Document, prefix) >= Current.Namespaces)
            throw Broken(ExpatError.DuplicateAttribute);
        if (Namespaces.Count == limits.MaxNamespaces)
            throw Refused($"More than {limits.MaxNamespaces} namespaces are declared");
        if (!Namespaces.TryDeclare(Document, start, prefix.Length, Value(attribute)))
            throw Refused("A namespace declaration is not allowed");
    }

    /// <summary>Every prefix is bound, and no two attributes have one name.</summary>
    private void CheckPrefixes(in OpenElement element)
    {
        if (element.LocalStart != element.Start && Namespaces.Find(Document, PrefixOf(element)) is null)
            throw Unbound("Element", Document.AsSpan(element.Start, element.Length), PrefixOf(element));
        for (var i = 0; i < Attributes.Count; i++)
        {
            ref readonly var attribute = ref Attributes[i];
            if (attribute.PrefixLength > 0 && Namespaces.IndexOf(Document, PrefixOf(attribute)) < 0 && Namespaces.Find(Document, PrefixOf(attribute)) is null)
                throw Unbound("Attribute", Document.AsSpan(attribute.LocalStart - attribute.PrefixLength - 1, attribute.PrefixLength + 1 + attribute.LocalLength), PrefixOf(attribute));
        }

        if (Attributes.HasDuplicate(Document, Namespaces))
            throw Broken(ExpatError.DuplicateAttribute);
    }

    private XmlReadingException Unbound(string what, ReadOnlySpan<byte> name, ReadOnlySpan<byte> prefix) =>
        Refused($"{what} name {Shorten(name)} uses an undefined namespace prefix {Shorten(prefix)}");

    private static string Shorten(ReadOnlySpan<byte> name)
    {
        var text = Encoding.UTF8.GetString(name);
        return text.Length <= 64 ? text : string.Concat(text.AsSpan(0, 64), "…");
    }

    /// <summary>Reads the end tag of the element met last.</summary>
    protected void ReadEndTag()
    {
        var name = Document.AsSpan(Current.Start, Current.Length);
        var rest = Rest[2..];
        if (!rest.StartsWith(name))
            throw rest.IndexOf((byte)'>') < 0 ? EndsWithin(ExpatError.UnclosedToken) : Broken(ExpatError.MismatchedTag);
        At += 2 + name.Length;
        if (At < Document.Length && XmlCharacters.IsNamePart(Rest))
            throw Broken(ExpatError.MismatchedTag);
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
