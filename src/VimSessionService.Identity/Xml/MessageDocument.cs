using System.Runtime.InteropServices;
using System.Xml;
using VimSessionService.Core.Federation;

namespace VimSessionService.Identity.Xml;

/// <summary>
/// A message as a tree of its elements and texts, read by the very reader that calls are read with, so that nobody finds in it what
/// another does not.
/// </summary>
internal sealed class MessageDocument
{
    private readonly List<MessageElement> _elements = new(64);

    /// <summary>The root.</summary>
    public MessageElement Root => _elements[0];

    /// <summary>Every element, in the order of the document.</summary>
    public ReadOnlySpan<MessageElement> Elements => CollectionsMarshal.AsSpan(_elements);

    /// <summary>
    /// Reads a copy of a hostile document: no document type, no processing instruction, nothing fetched, depth bounded, every blank kept as
    /// signatures need it. Its size is for the caller to bound.
    /// </summary>
    /// <exception cref="ProofRefusedException">It is not well formed, or goes beyond a bound.</exception>
    public static MessageDocument Load(ReadOnlyMemory<byte> utf8) => Load(utf8.ToArray(), new MessageReader());

    /// <summary>
    /// The same without a copy, so that the bytes have to stay as they are for as long as the tree is looked at, and with a reader that
    /// is used again, by one thread at a time.
    /// </summary>
    /// <exception cref="ProofRefusedException">It is not well formed, or goes beyond a bound.</exception>
    public static MessageDocument Load(ArraySegment<byte> utf8, MessageReader reader)
    {
        try
        {
            return reader.Read(utf8);
        }
        catch (XmlException e)
        {
            throw new ProofRefusedException($"the document is not well-formed XML within bounds: {e.Message}");
        }
    }

    /// <summary>Takes up the next element.</summary>
    internal void Add(MessageElement element) => _elements.Add(element);
}
