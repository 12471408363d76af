using System.Text;
using VimSessionService.Core;

namespace VimSessionService.Lab.Journal;

/// <summary>
/// Paths and queries without secrets. Of a query the names stay, and the values of those parameters alone that are known to carry no secret; in a path what has the form of a
/// ticket or of a session's token is hidden.
/// </summary>
internal static class TargetText
{
    private const string Hidden = SecretTexts.Hidden;
    private const int Longest = 512;
    private const int LongestName = 64;

    /// <summary>The parameters whose values stay: what is done, where a file is, and which document is asked for.</summary>
    private static readonly HashSet<string> Harmless = new(StringComparer.OrdinalIgnoreCase) { "action", "~action", "~method", "dcPath", "dsName", "wsdl", "xsd", "vmw-task" };

    /// <summary>A target, cut where it is long. The same text where there is nothing to hide.</summary>
    public static string Clean(string target)
    {
        var query = target.IndexOf('?', StringComparison.Ordinal);
        if (query < 0)
            return CleanPath(target);
        var text = new StringBuilder(CleanPath(target[..query]));
        var mark = '?';
        foreach (var part in target.AsSpan(query + 1).Split('&'))
        {
            text.Append(mark);
            Append(text, target.AsSpan(query + 1)[part]);
            mark = '&';
            if (text.Length > Longest)
                break;
        }

        return text.ToString().Truncate(Longest);
    }

    /// <summary>A path without a query, cut where it is long.</summary>
    public static string CleanPath(string path)
    {
        if (!SecretTexts.IsIn(path))
            return path.Truncate(Longest);
        var segments = path.Split('/').Select(static segment => SecretTexts.IsIn(segment) ? Hidden : segment);
        return string.Join('/', segments).Truncate(Longest);
    }

    private static void Append(StringBuilder text, ReadOnlySpan<char> part)
    {
        var equals = part.IndexOf('=');
        var name = equals < 0 ? part : part[..equals];
        var isHarmless = Harmless.GetAlternateLookup<ReadOnlySpan<char>>().Contains(name) && !SecretTexts.IsIn(part);
        if (part.IsEmpty || isHarmless)
            text.Append(part);
        else if (equals < 0 || name.Length > LongestName)
            text.Append(Hidden); // a text alone may be anything
        else
            text.Append(name).Append('=').Append(Hidden);
    }
}
