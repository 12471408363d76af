using System.Text;
using System.Text.RegularExpressions;

namespace VimSessionService.Soap.Xml;

/// <summary>The XML declaration at the beginning of a document.</summary>
internal static partial class XmlDeclaration
{
    /// <summary>What nearly every client writes.</summary>
    private static ReadOnlySpan<byte> Usual => " version=\"1.0\" encoding=\"UTF-8\""u8;

    /// <summary>Whether it says XML 1.0 in UTF-8 or ASCII, which is a part of that.</summary>
    /// <param name="inside">What stands between <c>&lt;?xml</c> and <c>?&gt;</c>.</param>
    public static bool IsAcceptable(ReadOnlySpan<byte> inside) => inside.SequenceEqual(Usual) || Pattern().IsMatch(Encoding.UTF8.GetString(inside));

    [GeneratedRegex("""^\s+version\s*=\s*(?<v>["'])1\.0\k<v>(\s+encoding\s*=\s*(?<e>["'])(?i:utf-?8|us-ascii)\k<e>)?(\s+standalone\s*=\s*(?<s>["'])(yes|no)\k<s>)?\s*$""", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Pattern();
}
