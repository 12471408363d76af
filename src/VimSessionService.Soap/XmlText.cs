using System.Buffers;
using System.Text;
using VimSessionService.Vim25.Codec;

namespace VimSessionService.Soap;

/// <summary>Writes character data of XML.</summary>
internal static class XmlText
{
    /// <summary>Texts are written in pieces of so many characters, which take no more memory than they need.</summary>
    private const int PieceSize = 8 * 1024;

    /// <summary>What stands for itself: nearly all text is made of nothing else, and a set within ASCII is found fastest.</summary>
    private static readonly SearchValues<char> Plain = SearchValues.Create(
        [.. Enumerable.Range(' ', '~' - ' ' + 1).Select(static c => (char)c).Except("&<>\""), '\t', '\n']);

    private static readonly SearchValues<char> SpecialInText = SearchValues.Create(Specials());

    /// <summary>
    /// Writes character data. What XML cannot carry, and halves of surrogate pairs, become U+FFFD; a carriage return is written as a
    /// reference, since a parser would turn it into a line feed.
    /// </summary>
    public static void Text(this Utf8Buffer output, ReadOnlySpan<char> text)
    {
        while (text.Length > PieceSize)
        {
            var end = char.IsHighSurrogate(text[PieceSize - 1]) ? PieceSize - 1 : PieceSize;
            Piece(output, text[..end]);
            text = text[end..];
        }

        Piece(output, text);
    }

    private static void Piece(Utf8Buffer output, ReadOnlySpan<char> text)
    {
        if (text.ContainsAnyExcept(Plain))
        {
            Escaped(output, text);
            return;
        }

        Ascii.FromUtf16(text, output.Reserve(text.Length), out var written);
        output.Advance(written);
    }

    private static void Escaped(Utf8Buffer output, ReadOnlySpan<char> text)
    {
        while (true)
        {
            var special = text.IndexOfAny(SpecialInText);
            var plain = special < 0 ? text : text[..special];
            output.Advance(Encoding.UTF8.GetBytes(plain, output.Reserve(Encoding.UTF8.GetMaxByteCount(plain.Length))));
            if (special < 0)
                return;
            output.Raw(text[special] switch
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
}
