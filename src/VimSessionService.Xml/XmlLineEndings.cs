namespace VimSessionService.Xml;

/// <summary>Line ends as XML has them: whatever a document wrote becomes one line feed (XML 1.0, 2.11).</summary>
internal static class XmlLineEndings
{
    /// <summary>Replaces what other systems write.</summary>
    public static string ReplaceLineEndingsOfXml(this string text) =>
        text.Contains('\r', StringComparison.Ordinal)
            ? text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n')
            : text;
}
