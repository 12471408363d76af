using System.Buffers;
using System.Buffers.Text;
using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Text;

namespace VimSessionService.Identity.Xml;

/// <summary>A thing in an element, in the order of the document.</summary>
internal abstract class MessageNode
{
    /// <summary>What comes after it in the same element; null for nothing.</summary>
    public MessageNode? Next { get; set; }
}

/// <summary>All the text between two tags; what interrupts it, as comments do, is not kept.</summary>
/// <param name="plain">The bytes, where they are the text.</param>
/// <param name="value">The text, where references, line ends or sections had to be resolved; null where it is <paramref name="plain"/>.</param>
internal sealed class MessageText(ReadOnlyMemory<byte> plain, string? value) : MessageNode
{
    /// <summary>The bytes of a text that stands for itself.</summary>
    public ReadOnlySpan<byte> Plain => plain.Span;

    /// <summary>Whether the text is <see cref="Plain"/>.</summary>
    public bool IsPlain => value is null;

    /// <summary>The text.</summary>
    public string Value => value ?? Encoding.UTF8.GetString(plain.Span);
}

/// <summary>An attribute that is no namespace declaration.</summary>
/// <param name="Name">The name as it stands there.</param>
/// <param name="Prefix">The prefix; empty for none.</param>
/// <param name="LocalName">The name without the prefix.</param>
/// <param name="NamespaceUri">The namespace; empty for none.</param>
/// <param name="Plain">The bytes of the value, where they are the value.</param>
/// <param name="Resolved">The value, where references or white space had to be resolved; null where it is <paramref name="Plain"/>.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct MessageAttribute(ReadOnlyMemory<byte> Name, string Prefix, string LocalName, string NamespaceUri, ReadOnlyMemory<byte> Plain, string? Resolved)
{
    /// <summary>The value.</summary>
    public string Value => Resolved ?? Encoding.UTF8.GetString(Plain.Span);
}

/// <summary>A declaration of a namespace.</summary>
/// <param name="Prefix">The prefix; empty for the default namespace.</param>
/// <param name="Uri">The namespace; empty for none.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct NamespaceDeclaration(string Prefix, string Uri);

/// <summary>An element.</summary>
/// <param name="document">The document.</param>
/// <param name="index">Its place among the elements of the document.</param>
internal sealed class MessageElement(MessageDocument document, int index) : MessageNode
{
    private MessageNode? _last;
    private ImmutableArray<MessageElement> _children;
    private int _childCount;

    /// <summary>The document that it is in.</summary>
    public MessageDocument Document { get; } = document;

    /// <summary>What it is in; null for the root.</summary>
    public required MessageElement? Parent { get; init; }

    /// <summary>The name as it stands there.</summary>
    public required ReadOnlyMemory<byte> Name { get; init; }

    /// <summary>The prefix; empty for none.</summary>
    public required string Prefix { get; init; }

    /// <summary>The name without the prefix.</summary>
    public required string LocalName { get; init; }

    /// <summary>The namespace; empty for none.</summary>
    public required string NamespaceUri { get; init; }

    /// <summary>The attributes, by namespace and name.</summary>
    public required ImmutableArray<MessageAttribute> Attributes { get; init; }

    /// <summary>The declarations that stand in its tag.</summary>
    public required ImmutableArray<NamespaceDeclaration> Declarations { get; init; }

    /// <summary>The first thing in it; null when it is empty.</summary>
    public MessageNode? First { get; private set; }

    /// <summary>Whether there is a comment in it, which is not in one of its children.</summary>
    public bool HasComments { get; set; }

    /// <summary>How many bytes it takes in the document.</summary>
    public int Length { get; set; }

    /// <summary>It and every element in it, in the order of the document.</summary>
    public ReadOnlySpan<MessageElement> Subtree => Document.Elements.Slice(index, SubtreeCount);

    /// <summary>How many elements that are.</summary>
    public int SubtreeCount { get; set; } = 1;

    /// <summary>Adds something at its end.</summary>
    public void Add(MessageNode node)
    {
        if (_last is null)
            First = node;
        else
            _last.Next = node;
        _last = node;
        if (node is MessageElement)
            _childCount++;
    }

    /// <summary>Whether it has a name, whatever its prefix.</summary>
    public bool Is(string localName, string ns) => LocalName == localName && NamespaceUri == ns;

    /// <summary>The elements directly in it.</summary>
    public ImmutableArray<MessageElement> Children()
    {
        if (!_children.IsDefault)
            return _children;
        var children = _childCount == 0 ? [] : new MessageElement[_childCount];
        var count = 0;
        for (var node = First; node is not null; node = node.Next)
        {
            if (node is MessageElement child)
                children[count++] = child;
        }

        return _children = ImmutableCollectionsMarshal.AsImmutableArray(children);
    }

    /// <summary>The text of an element that holds text alone; null when it holds an element or a comment.</summary>
    public string? Text() => First switch
    {
        _ when HasComments => null,
        null => "",
        MessageText { Next: null } text => text.Value,
        _ => null,
    };

    /// <summary>The bytes that the text of an element stands for in base64; null when it stands for none.</summary>
    public byte[]? Bytes()
    {
        if (HasComments || First is not MessageText { Next: null } text)
            return First is null && !HasComments ? [] : null;
        var encoded = text.IsPlain ? text.Plain : Encoding.UTF8.GetBytes(text.Value);
        var bytes = new byte[Base64.GetMaxDecodedFromUtf8Length(encoded.Length)];
        if (Base64.DecodeFromUtf8(encoded, bytes, out _, out var written) != OperationStatus.Done)
            return null;
        return written == bytes.Length ? bytes : bytes[..written];
    }

    /// <summary>What an attribute says; null when there is none.</summary>
    /// <param name="localName">Its name without a prefix.</param>
    /// <param name="ns">Its namespace; empty for none.</param>
    public string? Find(string localName, string ns = "")
    {
        foreach (var attribute in Attributes)
        {
            if (attribute.LocalName == localName && attribute.NamespaceUri == ns)
                return attribute.Value;
        }

        return null;
    }

    /// <summary>The namespace that a prefix stands for in it; null when it stands for none.</summary>
    public string? LookupNamespace(string prefix)
    {
        for (var at = this; at is not null; at = at.Parent)
        {
            foreach (var declaration in at.Declarations)
            {
                if (declaration.Prefix == prefix)
                    return declaration.Uri;
            }
        }

        return prefix.Length == 0 ? "" : null;
    }
}
