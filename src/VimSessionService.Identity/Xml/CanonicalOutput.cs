using System.Buffers;
using System.Text.Unicode;

namespace VimSessionService.Identity.Xml;

/// <summary>
/// Takes canonical bytes and hands them on in parts, so that they are never held together. Every part is counted against what the message
/// may cost.
/// </summary>
internal sealed class CanonicalOutput : IDisposable
{
    /// <summary>The size of a part in bytes. What a client signs is smaller as a rule, and then no part is handed on before the end.</summary>
    private const int PartSize = 16 * 1024;

    private readonly MessageDocument _document;
    private readonly Action<ReadOnlySpan<byte>> _next;
    private byte[] _part = [];
    private int _length;

    /// <summary>Begins a piece of work on a message.</summary>
    /// <param name="document">The message that the bytes are made of.</param>
    /// <param name="next">Where full parts go.</param>
    /// <exception cref="Core.Authentication.ProofRefusedException">There was too much work on the message already.</exception>
    public CanonicalOutput(MessageDocument document, Action<ReadOnlySpan<byte>> next)
    {
        _document = document;
        _next = next;
        document.LookAtTime();
        _part = ArrayPool<byte>.Shared.Rent(PartSize);
    }

    /// <summary>What came since the last part was handed on.</summary>
    public ReadOnlySpan<byte> Rest => _part.AsSpan(0, _length);

    /// <summary>Takes bytes as they are.</summary>
    /// <exception cref="Core.Authentication.ProofRefusedException">The canonical form of the message's parts is too large.</exception>
    public void Raw(ReadOnlySpan<byte> bytes)
    {
        while (bytes.Length > _part.Length - _length)
        {
            var fitting = _part.Length - _length;
            bytes[..fitting].CopyTo(_part.AsSpan(_length));
            _length += fitting;
            HandOn();
            bytes = bytes[fitting..];
        }

        bytes.CopyTo(_part.AsSpan(_length));
        _length += bytes.Length;
    }

    /// <summary>Takes a text in UTF-8.</summary>
    /// <exception cref="Core.Authentication.ProofRefusedException">The canonical form of the message's parts is too large.</exception>
    public void Text(ReadOnlySpan<char> text)
    {
        while (!text.IsEmpty)
        {
            var status = Utf8.FromUtf16(text, _part.AsSpan(_length), out var read, out var written);
            text = text[read..];
            _length += written;
            if (status == OperationStatus.DestinationTooSmall)
                HandOn();
        }
    }

    /// <summary>Counts what was not handed on. To be called once, at the end.</summary>
    /// <exception cref="Core.Authentication.ProofRefusedException">The canonical form of the message's parts is too large.</exception>
    public void End() => _document.SpendCanonical(_length);

    /// <inheritdoc/>
    public void Dispose()
    {
        _document.EndWork();
        ArrayPool<byte>.Shared.Return(_part);
        _part = [];
        _length = 0;
    }

    private void HandOn()
    {
        _document.SpendCanonical(_length);
        _next(Rest);
        _length = 0;
    }
}
