using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;

namespace VimSessionService.Tests.Shared;

/// <summary>The tables of docs/compatibility, for tests that hold them against the service.</summary>
internal static partial class CompatibilityPage
{
    /// <summary>The rows of a table, as their cells.</summary>
    /// <param name="page">The name of the page.</param>
    /// <param name="head">The first line of the table.</param>
    /// <param name="section">The title of the section that the table is in; null for the first table with that line.</param>
    public static IEnumerable<string[]> Table(string page, string head, string? section = null) => Lines(page)
        .SkipWhile(line => section is not null && line != $"## {section}")
        .SkipWhile(line => line != head)
        .Skip(2)
        .TakeWhile(static line => line.StartsWith('|'))
        .Select(static line => line.Split('|', StringSplitOptions.TrimEntries)[1..^1]);

    /// <summary>The lines of a page.</summary>
    /// <param name="page">Its name.</param>
    public static IEnumerable<string> Lines(string page) => File.ReadLines(Path.Combine(Root, "docs", "compatibility", page));

    /// <summary>The statuses of refusals that a text names.</summary>
    /// <param name="text">The text.</param>
    public static IEnumerable<int> Refusals(string text) => Refusal().Matches(text).Select(static match => int.Parse(match.Value, CultureInfo.InvariantCulture));

    /// <summary>The status that a text names last before a phrase of it, or in it; null for none.</summary>
    /// <param name="text">The text.</param>
    /// <param name="phrase">The phrase, which has to be there.</param>
    public static int? StatusOf(string text, string phrase)
    {
        var at = text.IndexOf(phrase, StringComparison.Ordinal);
        Assert.True(at >= 0, $"\"{text}\" does not say: {phrase}");
        var statuses = Refusals(text[..(at + phrase.Length)]).ToArray();
        return statuses.Length > 0 ? statuses[^1] : null;
    }

    /// <summary>Whether phrases are all that a text says: what is left of it are commas and the like, conjunctions and statuses.</summary>
    /// <param name="text">The text.</param>
    /// <param name="phrases">The phrases, each a part of it.</param>
    public static void AssertWhole(string text, IEnumerable<string> phrases)
    {
        var rest = text;
        foreach (var phrase in phrases.Distinct(StringComparer.Ordinal).OrderByDescending(static phrase => phrase.Length))
        {
            var at = rest.IndexOf(phrase, StringComparison.Ordinal);
            Assert.True(at >= 0, $"\"{text}\" does not say: {phrase}");
            rest = rest.Remove(at, phrase.Length);
        }

        Assert.True(Glue().IsMatch(rest), $"\"{text}\" says more than is tested: {rest}");
    }

    private static string Root =>
        typeof(CompatibilityPage).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(static attribute => attribute.Key == "RepositoryRoot").Value!;

    [GeneratedRegex("\\b[45][0-9]{2}\\b")]
    private static partial Regex Refusal();

    [GeneratedRegex("^[ ,;:.]*(?:(?:yes|with|and|or|for|[45][0-9]{2})[ ,;:.]*)*$")]
    private static partial Regex Glue();
}
