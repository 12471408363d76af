using System.Runtime.InteropServices;
using System.Xml;
using VimSessionService.Core.Authentication;
using VimSessionService.Core.Limits;

namespace VimSessionService.Identity.Xml;

/// <summary>
/// A message as a tree of its elements and texts. It is read with the same reader as calls, so that both interpret a message in the
/// same way.
/// </summary>
/// <param name="length">How many bytes the message has.</param>
/// <param name="limits">What the work on it may cost.</param>
/// <param name="cancellationToken">Gives up work on the message, as when the client has gone.</param>
internal sealed class MessageDocument(int length, MessageLimits limits, CancellationToken cancellationToken)
{
    /// <summary>What a small message may make besides.</summary>
    private const int MoreCanonicalBytes = 32 * 1024;

    /// <summary>What no message may make more of.</summary>
    private const long MostCanonicalBytes = 64 * 1024 * 1024;

    private readonly List<MessageElement> _elements = new(64);
    private readonly WorkTime _worked = new(limits.MaxTime, limits.Time);
    private readonly long _mostCanonicalBytes = Math.Min(((long)length * limits.CanonicalMultiple) + MoreCanonicalBytes, MostCanonicalBytes);

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
    public static MessageDocument Load(ReadOnlyMemory<byte> utf8, MessageLimits? limits = null, CancellationToken cancellationToken = default) =>
        Load(utf8.ToArray(), new MessageReader(limits ?? MessageLimits.Usual), cancellationToken);

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
    /// <exception cref="ProofRefusedException">They are more than its size allows, or the work took too long.</exception>
    /// <exception cref="OperationCanceledException">Nobody waits for the answer any more.</exception>
    public void SpendCanonical(int bytes)
    {
        LookAtTime();
        CanonicalBytes += bytes;
        if (CanonicalBytes > _mostCanonicalBytes)
            throw new ProofRefusedException($"what is signed is more than {limits.CanonicalMultiple} times as large in canonical form as the message (--max-canonical-multiple)");
    }

    /// <summary>Ends the work on the message when its client has gone, or when it takes too long. To be called now and then while it is worked on.</summary>
    /// <exception cref="ProofRefusedException">The work took too long.</exception>
    /// <exception cref="OperationCanceledException">Nobody waits for the answer any more.</exception>
    public void LookAtTime()
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (!_worked.Count())
            throw new ProofRefusedException($"the message takes longer than {limits.MaxTime:c} of work (--max-request-time)");
    }

    /// <summary>A piece of work on the message is done. What follows may be waiting.</summary>
    public void EndWork() => _worked.Stop();

    /// <summary>Takes up the next element.</summary>
    internal void Add(MessageElement element) => _elements.Add(element);
}
