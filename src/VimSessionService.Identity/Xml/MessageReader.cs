using System.Collections.Immutable;
using System.Runtime.InteropServices;
using VimSessionService.Xml;

namespace VimSessionService.Identity.Xml;

/// <summary>Reads a document into a tree. Reused from document to document, it makes names once.</summary>
/// <param name="limits">What the work on a document may cost.</param>
internal sealed class MessageReader(MessageLimits limits) : XmlTagReader(new XmlLimits { MaxDepth = MaxDepth })
{
    private const int MaxDepth = 64;

    /// <summary>How many elements any message may have: the tree of a message takes many times the bytes of its smallest elements.</summary>
    private const int FewElements = 16 * 1024;

    /// <summary>Of a larger message, how many bytes an element has at least on average.</summary>
    private const int BytesOfElement = 64;

    /// <summary>After how many elements the reader looks at the time, and whether the client is still there.</summary>
    private const int ElementsOfLook = 256;

    /// <summary>In characters. A namespace is compared, and declared in canonical form, for every name that it is used in.</summary>
    private const int MaxNamespace = 1024;

    private readonly List<(MessageElement Element, int Start, int Index)> _open = new(MaxDepth);
    private MessageDocument _document = new(0, limits, CancellationToken.None);
    private int _count;
    private int _maxElements;

    /// <summary>Reads a document, whose bytes the tree keeps.</summary>
    /// <exception cref="System.Xml.XmlException">It is not well formed, or too deep.</exception>
    /// <exception cref="Core.Authentication.ProofRefusedException">Reading it takes too long.</exception>
    /// <exception cref="OperationCanceledException">Nobody waits for the answer any more.</exception>
    public MessageDocument Read(ArraySegment<byte> utf8, CancellationToken cancellationToken = default)
    {
        _document = new MessageDocument(utf8.Count, limits, cancellationToken);
        _maxElements = Math.Max(FewElements, utf8.Count / BytesOfElement);
        _open.Clear();
        _count = 0;
        BeginTags(utf8);
        SkipSpaceAndComments();
        ReadElement();
        while (_open.Count > 0)
        {
            ReadContent(_open[^1].Element);
            if (Rest.StartsWith("</"u8))
            {
                ReadEndTag();
                End();
            }
            else
            {
                ReadElement();
            }
        }

        SkipSpaceAndComments();
        _document.EndWork();
        return Rest.IsEmpty ? _document : throw Broken(ExpatError.JunkAfterRoot);
    }

    /// <summary>The root of the document that was read last, also where its reading ended within it; null when that did not get as far.</summary>
    public MessageElement? Root => _document.Elements is [var root, ..] ? root : null;

    private void ReadElement()
    {
        if (_count == _maxElements)
            throw Broken($"there are more than {_maxElements} elements");
        if (_count % ElementsOfLook == 0)
            _document.LookAtTime();
        if (Rest.IsEmpty || Document[At] != '<' || Rest.StartsWith("<!"u8) || Rest.StartsWith("<?"u8))
            throw Refused("document types and processing instructions are not accepted, and a document has one root");
        var start = At;
        ReadStartTag();
        var parent = _open.Count > 0 ? _open[^1].Element : null;
        var element = new MessageElement(_document, _count)
        {
            Parent = parent,
            Name = Document.AsMemory(Current.Start, Current.Length),
            Prefix = Names.Get(PrefixOf(Current)),
            LocalName = LocalName,
            NamespaceUri = NamespaceUri,
            Attributes = TakeAttributes(),
            Declarations = TakeDeclarations(),
        };
        parent?.Add(element);
        _document.Add(element);
        _open.Add((element, start, _count++));
        if (!IsEmpty)
            return;
        Close();
        End();
    }

    private void End()
    {
        var (element, start, index) = _open[^1];
        element.Length = At - start;
        element.SubtreeCount = _count - index;
        _open.RemoveAt(_open.Count - 1);
    }

    private ImmutableArray<MessageAttribute> TakeAttributes()
    {
        if (Attributes.Count == 0)
            return [];
        var taken = new MessageAttribute[Attributes.Count];
        for (var i = 0; i < taken.Length; i++)
        {
            ref readonly var attribute = ref Attributes[i];
            var prefix = attribute.PrefixLength == 0 ? default : PrefixOf(attribute);
            taken[i] = new MessageAttribute(
                attribute.PrefixLength == 0
                    ? Document.AsMemory(attribute.LocalStart, attribute.LocalLength)
                    : Document.AsMemory(attribute.LocalStart - attribute.PrefixLength - 1, attribute.PrefixLength + 1 + attribute.LocalLength),
                Names.Get(prefix),
                Names.Get(Document.AsSpan(attribute.LocalStart, attribute.LocalLength)),
                prefix.IsEmpty ? "" : Namespaces.Find(Document, prefix)!,
                Document.AsMemory(attribute.ValueStart, attribute.ValueLength),
                attribute.IsPlain ? null : Unescape(attribute.ValueStart, attribute.ValueLength));
        }

        if (taken.Length > 1)
            Array.Sort(taken, ByName);
        return ImmutableCollectionsMarshal.AsImmutableArray(taken);
    }

    private ImmutableArray<NamespaceDeclaration> TakeDeclarations()
    {
        var before = Current.Namespaces;
        if (Namespaces.Count == before)
            return [];
        var taken = new NamespaceDeclaration[Namespaces.Count - before];
        for (var i = 0; i < taken.Length; i++)
        {
            var (start, length, uri) = Namespaces[before + i];
            if (uri.Length > MaxNamespace)
                throw Broken($"the name of a namespace is longer than {MaxNamespace} characters");
            taken[i] = new NamespaceDeclaration(Names.Get(Document.AsSpan(start, length)), uri);
        }

        return ImmutableCollectionsMarshal.AsImmutableArray(taken);
    }

    /// <summary>Reads up to the next tag. Nearly all text stands for itself, and is not copied.</summary>
    private void ReadContent(MessageElement element)
    {
        var rest = Rest;
        var length = rest.IndexOfAny(XmlCharacters.TextStops);
        if (length < 0)
            throw EndsWithin(ExpatError.NoElement);
        if (rest[length] == '<' && !rest[length..].StartsWith("<!"u8))
        {
            if (length > 0)
                element.Add(new MessageText(Document.AsMemory(At, length), null));
            At += length;
            return;
        }

        Text.Clear();
        ReadText(Text);
        while (Rest.StartsWith("<!--"u8))
        {
            SkipComment();
            element.HasComments = true;
            ReadText(Text);
        }

        if (Text.Length > 0)
            element.Add(new MessageText(default, Text.ToString()));
        Text.Clear();
    }

    private static int ByName(MessageAttribute x, MessageAttribute y)
    {
        var byNamespace = ReferenceEquals(x.NamespaceUri, y.NamespaceUri) ? 0 : string.CompareOrdinal(x.NamespaceUri, y.NamespaceUri);
        return byNamespace != 0 ? byNamespace : string.CompareOrdinal(x.LocalName, y.LocalName);
    }
}
