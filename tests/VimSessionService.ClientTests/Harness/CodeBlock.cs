using System.Text.RegularExpressions;

namespace VimSessionService.ClientTests.Harness;

/// <summary>A code block of a document.</summary>
/// <param name="Document">The document's path from the root of the repository.</param>
/// <param name="Line">The line of its first fence.</param>
/// <param name="Language">The first word after the fence.</param>
/// <param name="Runs">Whether it is to run: false with <c>no-run</c> after the language.</param>
/// <param name="Text">What stands between the fences.</param>
internal sealed partial record CodeBlock(string Document, int Line, string Language, bool Runs, string Text)
{
    /// <summary>Where it is.</summary>
    public string Place => $"{Document}:{Line}";

    /// <summary>The blocks of a document, in order.</summary>
    public static IReadOnlyList<CodeBlock> Of(string document)
    {
        var text = File.ReadAllText(Path.Combine(Repository.Root, document));
        return
        [
            .. from Match block in Fenced().Matches(text)
               select new CodeBlock(
                   document,
                   text.AsSpan(0, block.Index).Count('\n') + 1,
                   block.Groups["language"].Value,
                   block.Groups["mark"].Value != "no-run",
                   block.Groups["text"].Value),
        ];
    }

    [GeneratedRegex("^```(?<language>\\w*)(?: (?<mark>\\S+))?\\n(?<text>.*?)^```$", RegexOptions.ExplicitCapture | RegexOptions.Multiline | RegexOptions.Singleline, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Fenced();
}
