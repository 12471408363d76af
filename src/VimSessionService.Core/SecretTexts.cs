using System.Buffers;
using System.Text;

namespace VimSessionService.Core;

/// <summary>Recognizes secrets of this service in the texts of clients: session tokens, which have 40 hexadecimal digits, and tickets.</summary>
internal static class SecretTexts
{
    /// <summary>What stands in the place of a secret.</summary>
    public const string Hidden = "***";

    private const int TokenLength = 40;
    private const string TicketMark = "VCT-";

    private static readonly SearchValues<char> TokenDigits = SearchValues.Create("0123456789abcdef");
    private static readonly SearchValues<char> WordCharacters = SearchValues.Create("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-");

    /// <summary>Whether a text has a secret in it.</summary>
    public static bool IsIn(ReadOnlySpan<char> text)
    {
        if (text.Contains(TicketMark, StringComparison.OrdinalIgnoreCase))
            return true;
        while (text.Length >= TokenLength)
        {
            var length = LengthOfWord(text);
            if (IsSecret(text[..length]))
                return true;
            text = text[Math.Max(length, 1)..];
        }

        return false;
    }

    /// <summary>The text with each secret replaced; the same text where there is none. Takes time linear in its length.</summary>
    public static string Clean(string text)
    {
        if (!IsIn(text))
            return text;
        var cleaned = new StringBuilder();
        var rest = text.AsSpan();
        while (!rest.IsEmpty)
        {
            var length = Math.Max(LengthOfWord(rest), 1);
            cleaned.Append(IsSecret(rest[..length]) ? Hidden : rest[..length]);
            rest = rest[length..];
        }

        return cleaned.ToString();
    }

    private static int LengthOfWord(ReadOnlySpan<char> text) => text.IndexOfAnyExcept(WordCharacters) is >= 0 and var end ? end : text.Length;

    private static bool IsSecret(ReadOnlySpan<char> word) =>
        (word.Length == TokenLength && !word.ContainsAnyExcept(TokenDigits)) || word.Contains(TicketMark, StringComparison.OrdinalIgnoreCase);
}
