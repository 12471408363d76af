using System.Globalization;
using System.Text;

namespace VimSessionService.Logging;

/// <summary>
/// Writes text into one line of a log: characters that break lines, control a terminal or change the direction of text are written as
/// <c>\uXXXX</c>, so that nothing a client sends looks like a line of the log.
/// </summary>
internal sealed class EscapingWriter(TextWriter inner) : TextWriter(CultureInfo.InvariantCulture)
{
    public override Encoding Encoding => inner.Encoding;

    public override void Write(char value)
    {
        if (IsHarmless(value))
            inner.Write(value);
        else
            inner.Write($"\\u{(int)value:X4}");
    }

    public override void Write(string? value) => Write(value.AsSpan());

    public override void Write(char[] buffer, int index, int count) => Write(buffer.AsSpan(index, count));

    public override void Write(ReadOnlySpan<char> buffer)
    {
        while (!buffer.IsEmpty)
        {
            var harmless = 0;
            while (harmless < buffer.Length && IsHarmless(buffer[harmless]))
                harmless++;
            inner.Write(buffer[..harmless]);
            if (harmless < buffer.Length)
                Write(buffer[harmless++]);
            buffer = buffer[harmless..];
        }
    }

    private static bool IsHarmless(char value) => value is >= ' ' and <= '~' || (value > '\u009F' && char.GetUnicodeCategory(value) is not
        (UnicodeCategory.Control
        or UnicodeCategory.Format
        or UnicodeCategory.LineSeparator
        or UnicodeCategory.ParagraphSeparator
        or UnicodeCategory.PrivateUse
        or UnicodeCategory.OtherNotAssigned));
}
