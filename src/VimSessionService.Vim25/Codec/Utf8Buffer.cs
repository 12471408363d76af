using System.Buffers;
using System.Text;

namespace VimSessionService.Vim25.Codec;

/// <summary>
/// A growing buffer of UTF-8 text from the shared pool, kept between uses. Beyond the first part it grows by further parts, so that
/// what was written is never copied and a large answer can be sent, and its memory given back, part by part.
/// </summary>
public sealed class Utf8Buffer : IBufferWriter<byte>, IDisposable
{
    /// <summary>The size of a part, from which on there is more than one.</summary>
    public const int PartSize = 64 * 1024;

    private const int InitialSize = 8 * 1024;

    private readonly List<ArraySegment<byte>> _full = [];
    private byte[] _bytes = ArrayPool<byte>.Shared.Rent(InitialSize);
    private int _length;
    private long _fullLength;

    /// <summary>Is told before the buffer takes another part of how many bytes that has, and may throw to refuse it; null for no bound.</summary>
    public Action<int>? Growing { get; init; }

    /// <summary>How many bytes were written since the last <see cref="Clear"/>.</summary>
    public long Length => _fullLength + _length;

    /// <summary>In how many parts it was written.</summary>
    public int PartCount => _full.Count + 1;

    /// <summary>What was written since the last <see cref="Clear"/>, in one piece; of more than one part it is a copy.</summary>
    public ReadOnlyMemory<byte> Written => _full.Count == 0 ? _bytes.AsMemory(0, _length) : Since(0);

    /// <summary>A part of what was written.</summary>
    public ReadOnlyMemory<byte> Part(int index) => index < _full.Count ? _full[index] : _bytes.AsMemory(0, _length);

    /// <summary>A copy of what was written from a place on.</summary>
    public byte[] Since(long position)
    {
        var copy = new byte[Length - position];
        var written = 0;
        for (var i = 0; i < PartCount; i++)
        {
            var part = Part(i).Span;
            if (position >= part.Length)
            {
                position -= part.Length;
                continue;
            }

            part[(int)position..].CopyTo(copy.AsSpan(written));
            written += part.Length - (int)position;
            position = 0;
        }

        return copy;
    }

    /// <summary>Returns the memory of a part that was sent and is not needed any longer; the last part stays.</summary>
    public void Release(int index)
    {
        if (index >= _full.Count || _full[index].Array is not { } sent)
            return;
        _full[index] = default;
        ArrayPool<byte>.Shared.Return(sent);
    }

    /// <summary>Empties the buffer for its next use.</summary>
    public void Clear()
    {
        for (var i = 0; i < _full.Count; i++)
            Release(i);
        _full.Clear();
        _length = 0;
        _fullLength = 0;
        if (_bytes.Length <= PartSize)
            return;
        ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = ArrayPool<byte>.Shared.Rent(InitialSize);
    }

    /// <summary>Room for at least <paramref name="size"/> bytes; follow with <see cref="Advance"/>.</summary>
    public Span<byte> Reserve(int size)
    {
        if (_bytes.Length - _length < size)
            Grow(size);
        return _bytes.AsSpan(_length);
    }

    /// <inheritdoc/>
    public Span<byte> GetSpan(int sizeHint = 0) => Reserve(Math.Max(sizeHint, 1));

    /// <inheritdoc/>
    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        Reserve(Math.Max(sizeHint, 1));
        return _bytes.AsMemory(_length);
    }

    /// <summary>Counts bytes as written.</summary>
    public void Advance(int count) => _length += count;

    /// <summary>Writes bytes as they are.</summary>
    public void Raw(ReadOnlySpan<byte> bytes)
    {
        while (bytes.Length > PartSize)
        {
            Raw(bytes[..PartSize]);
            bytes = bytes[PartSize..];
        }

        bytes.CopyTo(Reserve(bytes.Length));
        _length += bytes.Length;
    }

    /// <summary>Writes text that needs no escaping, such as a name of the API.</summary>
    public void Raw(string text) => Advance(Encoding.UTF8.GetBytes(text, Reserve(Encoding.UTF8.GetMaxByteCount(text.Length))));

    /// <inheritdoc/>
    public void Dispose()
    {
        Clear();
        ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = [];
    }

    /// <summary>The first part grows up to its full size; then another is begun.</summary>
    private void Grow(int size)
    {
        if (_full.Count == 0 && _length + size <= PartSize)
        {
            var larger = ArrayPool<byte>.Shared.Rent(Math.Min(PartSize, Math.Max(_bytes.Length * 2, _length + size)));
            _bytes.AsSpan(0, _length).CopyTo(larger);
            ArrayPool<byte>.Shared.Return(_bytes);
            _bytes = larger;
            return;
        }

        var needed = Math.Max(PartSize, size);
        Growing?.Invoke(needed);
        var next = ArrayPool<byte>.Shared.Rent(needed);
        _full.Add(new ArraySegment<byte>(_bytes, 0, _length));
        _fullLength += _length;
        _bytes = next;
        _length = 0;
    }
}
