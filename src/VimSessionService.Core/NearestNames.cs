namespace VimSessionService.Core;

/// <summary>Finds what a user may have meant by a name that is not known.</summary>
internal static class NearestNames
{
    private const int Most = 3;
    private const int LongestName = 100;

    /// <summary>The known names that differ from <paramref name="name"/> in few letters, the nearest first; none for a name that is far from all.</summary>
    public static IReadOnlyList<string> Find(string name, IEnumerable<string> known)
    {
        if (name.Length is 0 or > LongestName)
            return [];
        var near = from candidate in known
                   let distance = Distance(name.ToUpperInvariant(), candidate.ToUpperInvariant())
                   where distance <= Math.Max(1, Math.Min(name.Length, candidate.Length) / 3)
                   orderby distance
                   select candidate;
        return [.. near.Distinct(StringComparer.OrdinalIgnoreCase).Take(Most)];
    }

    /// <summary>The end of a message about an unknown name, beginning with a blank: <c> Did you mean en_US or en_GB?</c>; empty when nothing is near.</summary>
    public static string Hint(string name, IEnumerable<string> known) => Find(name, known).ToArray() switch
    {
        [] => "",
        [var one] => $" Did you mean {one}?",
        [.. var first, var last] => $" Did you mean {string.Join(", ", first)} or {last}?",
    };

    /// <summary>The number of letters to insert, remove, replace or swap with the next one (optimal string alignment distance).</summary>
    private static int Distance(string a, string b)
    {
        var (before, previous, current) = (new int[b.Length + 1], new int[b.Length + 1], new int[b.Length + 1]);
        for (var j = 0; j <= b.Length; j++)
            previous[j] = j;
        for (var i = 1; i <= a.Length; i++)
        {
            current[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                current[j] = Math.Min(Math.Min(current[j - 1], previous[j]) + 1, previous[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1));
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                    current[j] = Math.Min(current[j], before[j - 2] + 1);
            }

            (before, previous, current) = (previous, current, before);
        }

        return previous[b.Length];
    }
}
