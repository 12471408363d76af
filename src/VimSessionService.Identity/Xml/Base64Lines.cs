using System.Text;

namespace VimSessionService.Identity.Xml;

/// <summary>Base64 in lines of 76 characters, as the signatures and certificates of real tokens have them.</summary>
internal static class Base64Lines
{
    private const int BytesOfLine = 57;

    /// <summary>The text, without a line break at its end. The break is a single line feed, which canonical XML keeps as it is.</summary>
    public static string Of(ReadOnlySpan<byte> bytes)
    {
        var text = new StringBuilder(bytes.Length * 3 / 2);
        while (bytes.Length > BytesOfLine)
        {
            text.Append(Convert.ToBase64String(bytes[..BytesOfLine])).Append('\n');
            bytes = bytes[BytesOfLine..];
        }

        return text.Append(Convert.ToBase64String(bytes)).ToString();
    }
}
