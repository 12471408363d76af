using System.Runtime.InteropServices;
using System.Xml;
using VimSessionService.Core.Authentication;

namespace VimSessionService.Identity.Xml;

/// <summary>
/// A message as a tree of its elements and texts. It is read with the same reader as calls, so that both interpret a message in the
/// same way.
/// </summary>
/// <param name="length">How many bytes the message has.</param>
/// <param name="canonicalMultiple">
/// How many canonical bytes may be made for each byte of the message. Canonical form repeats a namespace declaration in every element that needs it, so a
/// hostile message could make thousands.
/// </param>
/// <param name="cancellationToken">Gives up work on the message, as when the client has gone.</param>
internal sealed class MessageDocument(int length, int canonicalMultiple, CancellationToken cancellationToken)
{
    /// <summary>How many canonical bytes are made for each byte of a message at most, as a rule. Real messages make less than two.</summary>
    public const int UsualCanonicalMultiple = 8;

    /// <summary>What a small message may make besides.</summary>
    private const int MoreCanonicalBytes = 32 * 1024;

    /// <summary>What no message may make more of.</summary>
    private const long MostCanonicalBytes = 64 * 1024 * 1024;

    private readonly List<MessageElement> _elements = new(64);
    private readonly long _mostCanonicalBytes = Math.Min(((long)length * canonicalMultiple) + MoreCanonicalBytes, MostCanonicalBytes);

    /// <summary>The root.</summary>
    public MessageElement Root => _elements[0];

    /// <summary>Every element, in the order of the document.</summary>
    public ReadOnlySpan<MessageElement> Elements => CollectionsMarshal.AsSpan(_elements);

    /// <summary>
    /// Reads a copy of a hostile document: no document type, no processing instruction, nothing fetched, depth bounded, every blank kept as
    /// signatures need it. Its size is for the caller to bound.
    /// </summary>
    /// <exception cref="ProofRefusedException">It is not well formed, or goes beyond a bound.</exception>
    /// <exception cref="OperationCanceledException">Nobody waits for the answer any more.</exception>
    public static MessageDocument Load(ReadOnlyMemory<byte> utf8, CancellationToken cancellationToken = default) =>
        Load(utf8.ToArray(), new MessageReader(), cancellationToken);

    /// <summary>
    /// The same without a copy, so that the bytes have to stay as they are for as long as the tree is looked at, and with a reader that
    /// is used again, by one thread at a time.
    /// </summary>
    /// <exception cref="ProofRefusedException">It is not well formed, or goes beyond a bound.</exception>
    /// <exception cref="OperationCanceledException">Nobody waits for the answer any more.</exception>
    public static MessageDocument Load(ArraySegment<byte> utf8, MessageReader reader, CancellationToken cancellationToken = default)
    {
        try
        {
            return reader.Read(utf8, cancellationToken);
        }
        catch (XmlException e)
        {
            throw new ProofRefusedException($"the document is not well-formed XML within bounds: {e.Message}");
        }
    }

    /// <summary>How many canonical bytes were made of the message.</summary>
    public long CanonicalBytes { get; private set; }

    /// <summary>Counts canonical bytes that were made of the message, for all of its signatures together.</summary>
    /// <exception cref="ProofRefusedException">They are more than its size allows.</exception>
    /// <exception cref="OperationCanceledException">Nobody waits for the answer any more.</exception>
    public void SpendCanonical(int bytes)
    {
        ThrowIfAbandoned();
        CanonicalBytes += bytes;
        if (CanonicalBytes > _mostCanonicalBytes)
            throw new ProofRefusedException($"what is signed is more than {canonicalMultiple} times as large in canonical form as the message (--max-canonical-multiple)");
    }

    /// <summary>Ends the work on the message when its client has gone.</summary>
    /// <exception cref="OperationCanceledException">Nobody waits for the answer any more.</exception>
    public void ThrowIfAbandoned() => cancellationToken.ThrowIfCancellationRequested();

    /// <summary>Takes up the next element.</summary>
    internal void Add(MessageElement element) => _elements.Add(element);
}
