using System.Buffers.Text;

namespace VimSessionService.Vim25.Codec;

/// <summary>Writes values that every format spells alike.</summary>
internal static class Utf8Values
{
    /// <summary>Writes bytes in base64, in pieces that take no more room than they need.</summary>
    public static void WriteBase64(this Utf8Buffer output, ReadOnlySpan<byte> bytes)
    {
        const int Piece = 30 * 1024; // a multiple of three, so that only the last piece is padded
        while (true)
        {
            var piece = bytes[..Math.Min(Piece, bytes.Length)];
            Base64.EncodeToUtf8(piece, output.Reserve(Base64.GetMaxEncodedToUtf8Length(piece.Length)), out _, out var written);
            output.Advance(written);
            if (piece.Length == bytes.Length)
                return;
            bytes = bytes[piece.Length..];
        }
    }
}
