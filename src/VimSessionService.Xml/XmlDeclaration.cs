using System.Text;
using System.Text.RegularExpressions;

namespace VimSessionService.Xml;

/// <summary>The XML declaration at the beginning of a document.</summary>
internal static partial class XmlDeclaration
{
    /// <summary>No declaration is longer.</summary>
    private const int Longest = 256;

    /// <summary>What nearly every client writes.</summary>
    private static ReadOnlySpan<byte> Usual => " version=\"1.0\" encoding=\"UTF-8\""u8;

    /// <summary>Whether a document's beginning is a declaration, and not an instruction of a longer name.</summary>
    public static bool IsAt(ReadOnlySpan<byte> beginning) => beginning.StartsWith("<?xml"u8) && beginning.Length >= 6 && (XmlCharacters.IsSpace(beginning[5]) || beginning[5] == '?');

    /// <summary>Whether it is what nearly every client writes.</summary>
    /// <param name="inside">What stands between <c>&lt;?xml</c> and <c>?&gt;</c>.</param>
    public static bool IsUsual(ReadOnlySpan<byte> inside) => inside.SequenceEqual(Usual);

    /// <summary>
    /// Reads a declaration as expat does: of any version, which it reads as 1.0.
    /// </summary>
    /// <param name="inside">What stands between <c>&lt;?xml</c> and <c>?&gt;</c>.</param>
    /// <param name="encoding">The encoding that it names; null for none.</param>
    public static bool TryRead(ReadOnlySpan<byte> inside, out string? encoding)
    {
        encoding = null;
        if (inside.Length > Longest)
            return false;
        var match = Any().Match(Encoding.UTF8.GetString(inside));
        if (match.Groups["encoding"] is { Success: true } named)
            encoding = named.Value;
        return match.Success;
    }

    /// <summary>Whether it says XML 1.0 in UTF-8 or ASCII, which is a part of that.</summary>
    /// <param name="inside">What stands between <c>&lt;?xml</c> and <c>?&gt;</c>.</param>
    public static bool IsAcceptable(ReadOnlySpan<byte> inside) => inside.SequenceEqual(Usual) || (inside.Length <= Longest && Pattern().IsMatch(Encoding.UTF8.GetString(inside)));

    [GeneratedRegex("""^\s+version\s*=\s*(?<v>["'])1\.0\k<v>(\s+encoding\s*=\s*(?<e>["'])(?i:utf-?8|us-ascii)\k<e>)?(\s+standalone\s*=\s*(?<s>["'])(yes|no)\k<s>)?\s*$""", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Pattern();

    [GeneratedRegex("""^\s+version\s*=\s*(?<v>["'])[A-Za-z0-9._:-]+\k<v>(\s+encoding\s*=\s*(?<e>["'])(?<encoding>[A-Za-z][A-Za-z0-9._-]*)\k<e>)?(\s+standalone\s*=\s*(?<s>["'])(yes|no)\k<s>)?\s*$""", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Any();
}
