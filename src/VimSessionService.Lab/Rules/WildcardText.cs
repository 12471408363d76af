namespace VimSessionService.Lab.Rules;

/// <summary>Compares texts with a pattern in which <c>*</c> stands for any text, in any case of letters.</summary>
internal static class WildcardText
{
    /// <summary>Whether a text is of a pattern. Takes at most the product of both lengths, which are bounded.</summary>
    public static bool Matches(ReadOnlySpan<char> text, ReadOnlySpan<char> pattern)
    {
        var (at, star, mark, i) = (0, -1, 0, 0);
        while (i < text.Length)
        {
            if (at < pattern.Length && pattern[at] == '*')
                (star, mark, at) = (at, i, at + 1);
            else if (at < pattern.Length && char.ToUpperInvariant(pattern[at]) == char.ToUpperInvariant(text[i]))
                (at, i) = (at + 1, i + 1);
            else if (star >= 0)
                (at, i) = (star + 1, ++mark);
            else
                return false;
        }

        return pattern[at..].IndexOfAnyExcept('*') < 0;
    }
}
