using System.Buffers;
using System.Text.Unicode;

namespace VimSessionService.Identity.Xml;

/// <summary>
/// Takes canonical bytes and hands them on in parts, so that they are never held together. Every part is counted against what the message
/// may cost.
/// </summary>
/// <param name="document">The message that the bytes are made of.</param>
/// <param name="next">Where full parts go.</param>
internal sealed class CanonicalOutput(MessageDocument document, Action<ReadOnlySpan<byte>> next) : IDisposable
{
    /// <summary>The size of a part in bytes. What a client signs is smaller as a rule, and then no part is handed on before the end.</summary>
    private const int PartSize = 16 * 1024;

    private byte[] _part = ArrayPool<byte>.Shared.Rent(PartSize);
    private int _length;

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
    public void End() => document.SpendCanonical(_length);

    /// <inheritdoc/>
    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_part);
        _part = [];
        _length = 0;
    }

    private void HandOn()
    {
        document.SpendCanonical(_length);
        next(Rest);
        _length = 0;
    }
}
