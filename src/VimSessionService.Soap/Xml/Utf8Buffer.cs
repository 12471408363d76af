using System.Buffers;
using System.Text;

namespace VimSessionService.Soap.Xml;

/// <summary>A growing buffer of UTF-8 text from the shared pool, kept between uses.</summary>
public sealed class Utf8Buffer : IDisposable
{
    private const int InitialSize = 8 * 1024;

    /// <summary>A buffer that one large answer made larger than this goes back to the pool.</summary>
    private const int KeptSize = 256 * 1024;

    /// <summary>What stands for itself: nearly all text is made of nothing else, and a set within ASCII is found fastest.</summary>
    private static readonly SearchValues<char> Plain = SearchValues.Create(
        [.. Enumerable.Range(' ', '~' - ' ' + 1).Select(static c => (char)c).Except("&<>\""), '\t', '\n']);

    private static readonly SearchValues<char> SpecialInText = SearchValues.Create(Specials());

    private byte[] _bytes = ArrayPool<byte>.Shared.Rent(InitialSize);
    private int _length;

    /// <summary>What was written since the last <see cref="Clear"/>.</summary>
    public ReadOnlyMemory<byte> Written => _bytes.AsMemory(0, _length);

    /// <summary>Empties the buffer for its next use.</summary>
    public void Clear()
    {
        _length = 0;
        if (_bytes.Length <= KeptSize)
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

    /// <summary>Counts bytes as written.</summary>
    public void Advance(int count) => _length += count;

    /// <summary>Writes bytes as they are.</summary>
    public void Raw(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(Reserve(bytes.Length));
        _length += bytes.Length;
    }

    /// <summary>Writes text that needs no escaping, such as a name of the API.</summary>
    public void Raw(string text) => Advance(Encoding.UTF8.GetBytes(text, Reserve(Encoding.UTF8.GetMaxByteCount(text.Length))));

    /// <summary>
    /// Writes character data. What XML cannot carry, and halves of surrogate pairs, become U+FFFD; a carriage return is written as a
    /// reference, since a parser would turn it into a line feed.
    /// </summary>
    public void Text(ReadOnlySpan<char> text)
    {
        if (text.ContainsAnyExcept(Plain))
        {
            Escaped(text);
            return;
        }

        Ascii.FromUtf16(text, Reserve(text.Length), out var written);
        Advance(written);
    }

    private void Escaped(ReadOnlySpan<char> text)
    {
        while (true)
        {
            var special = text.IndexOfAny(SpecialInText);
            var plain = special < 0 ? text : text[..special];
            Advance(Encoding.UTF8.GetBytes(plain, Reserve(Encoding.UTF8.GetMaxByteCount(plain.Length))));
            if (special < 0)
                return;
            Raw(text[special] switch
            {
                '&' => "&amp;"u8,
                '<' => "&lt;"u8,
                '>' => "&gt;"u8,
                '"' => "&quot;"u8,
                '\r' => "&#xD;"u8,
                _ => "\uFFFD"u8,
            });
            text = text[(special + 1)..];
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = [];
        _length = 0;
    }

    private static string Specials()
    {
        var specials = new StringBuilder("&<>\"\uFFFE\uFFFF");
        for (var c = '\0'; c < ' '; c++)
        {
            if (c is not ('\t' or '\n'))
                specials.Append(c);
        }

        return specials.ToString();
    }

    private void Grow(int size)
    {
        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(_bytes.Length * 2, _length + size));
        _bytes.AsSpan(0, _length).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = larger;
    }
}
