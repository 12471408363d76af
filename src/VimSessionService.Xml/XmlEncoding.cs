using System.Text;

namespace VimSessionService.Xml;

/// <summary>The encodings that expat reads beside UTF-8: UTF-16 and ISO-8859-1. A document in one of them is made UTF-8.</summary>
internal static class XmlEncoding
{
    private const int LongestDeclaration = 256;

    /// <summary>The document in UTF-8; itself when it is in no other encoding.</summary>
    /// <exception cref="DecoderFallbackException">It is not in the encoding that it begins in.</exception>
    public static ArraySegment<byte> ToUtf8(ArraySegment<byte> document)
    {
        var bytes = document.AsSpan();
        if (bytes.Length < 2 || (bytes[0] == '<' && bytes[1] != 0 && !bytes.StartsWith("<?xml"u8)))
            return document;
        return (bytes[0], bytes[1]) switch
        {
            (0xFE, 0xFF) or (0, (byte)'<') => Convert(document, new UnicodeEncoding(bigEndian: true, byteOrderMark: false, throwOnInvalidBytes: true)),
            (0xFF, 0xFE) or ((byte)'<', 0) => Convert(document, new UnicodeEncoding(bigEndian: false, byteOrderMark: false, throwOnInvalidBytes: true)),
            _ when IsLatin1(bytes) => Convert(document, Encoding.Latin1),
            _ => document,
        };
    }

    /// <summary>Whether a declared encoding is UTF-8 or a part of it.</summary>
    public static bool IsOfUtf8(string? encoding) => encoding is null || Is(encoding, "UTF-8") || Is(encoding, "UTF8") || Is(encoding, "US-ASCII") || Is(encoding, "ISO-8859-1");

    /// <summary>Whether a declared encoding is UTF-16.</summary>
    public static bool IsUtf16(string? encoding) => encoding is not null && (Is(encoding, "UTF-16") || Is(encoding, "UTF-16BE") || Is(encoding, "UTF-16LE"));

    private static bool IsLatin1(ReadOnlySpan<byte> bytes)
    {
        if (!XmlDeclaration.IsAt(bytes))
            return false;
        var length = bytes[..Math.Min(bytes.Length, LongestDeclaration)].IndexOf("?>"u8);
        return length > 0 && !XmlDeclaration.IsUsual(bytes[5..length])
            && XmlDeclaration.TryRead(bytes[5..length], out var encoding) && encoding is not null && Is(encoding, "ISO-8859-1") && !Ascii.IsValid(bytes);
    }

    private static ArraySegment<byte> Convert(ArraySegment<byte> document, Encoding from) =>
        Encoding.Convert(from, Encoding.UTF8, document.Array!, document.Offset, document.Count);

    private static bool Is(string encoding, string name) => encoding.Equals(name, StringComparison.OrdinalIgnoreCase);
}
