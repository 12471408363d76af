using System.Buffers;
using System.Globalization;
using System.Text;

namespace VimSessionService.Logging;

/// <summary>
/// Writes text into one line of a log: characters that break lines, control a terminal, change the direction of text or cannot be seen are
/// written as <c>\uXXXX</c>, those above U+FFFF as <c>\UXXXXXXXX</c>, so that nothing a client sends looks like a line of the log.
/// </summary>
internal sealed class EscapingWriter(TextWriter inner) : TextWriter(CultureInfo.InvariantCulture)
{
    public override Encoding Encoding => inner.Encoding;

    public override void Write(char value) => Write(new ReadOnlySpan<char>(in value));

    public override void Write(string? value) => Write(value.AsSpan());

    public override void Write(char[] buffer, int index, int count) => Write(buffer.AsSpan(index, count));

    public override void Write(ReadOnlySpan<char> buffer)
    {
        while (!buffer.IsEmpty)
        {
            var harmless = 0;
            var next = 0;
            while (harmless < buffer.Length && IsHarmless(buffer[harmless..], out next))
                harmless += next;
            inner.Write(buffer[..harmless]);
            if (harmless < buffer.Length)
            {
                inner.Write(next == 1 ? $"\\u{(int)buffer[harmless]:X4}" : $"\\U{char.ConvertToUtf32(buffer[harmless], buffer[harmless + 1]):X8}");
                harmless += next;
            }

            buffer = buffer[harmless..];
        }
    }

    /// <summary>Whether the first character of a text may be written as it is, and how many UTF-16 units it has. Half a pair may not.</summary>
    private static bool IsHarmless(ReadOnlySpan<char> text, out int length)
    {
        length = 1;
        return text[0] is >= ' ' and <= '~' || (Rune.DecodeFromUtf16(text, out var character, out length) == OperationStatus.Done && LogText.IsPrintable(character));
    }
}
