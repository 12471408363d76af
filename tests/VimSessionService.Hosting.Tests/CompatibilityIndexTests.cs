using System.Reflection;
using System.Text.RegularExpressions;

namespace VimSessionService.Hosting.Tests;

/// <summary>docs/compatibility.md lists every door, with a page that is there.</summary>
public sealed partial class CompatibilityIndexTests
{
    private static readonly string Docs = Path.Combine(
        typeof(CompatibilityIndexTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(static attribute => attribute.Key == "RepositoryRoot").Value!, "docs");

    /// <summary>The page that is of no door.</summary>
    private const string ManagedTypes = "managed-types.md";

    private static IEnumerable<string[]> Rows =>
        from line in File.ReadLines(Path.Combine(Docs, "compatibility.md")).SkipWhile(static line => !line.StartsWith("| door |", StringComparison.Ordinal)).Skip(2).TakeWhile(static line => line.StartsWith('|'))
        select line.Split('|', StringSplitOptions.TrimEntries);

    [Fact]
    public void Every_door_is_there() => Assert.Equal(
        ServiceDoors.Table.Names.Order(StringComparer.Ordinal),
        Rows.SelectMany(static cells => Name().Matches(cells[1]).Select(static match => match.Groups[1].Value)).Order(StringComparer.Ordinal));

    [Fact]
    public void The_paths_of_a_door_belong_to_it()
    {
        foreach (var cells in Rows)
        {
            var names = Name().Matches(cells[1]).Select(static match => match.Groups[1].Value).ToArray();
            var doors = ServiceDoors.Table.All.Where(door => names.Contains(door.Name)).ToArray();
            foreach (var path in Name().Matches(cells[2]).Select(static match => match.Groups[1].Value.Split(' ')[^1].Split('?')[0]).Where(static path => path.StartsWith('/') && !path.StartsWith("/folder", StringComparison.Ordinal)))
                Assert.Contains(doors, door => door.ExactPaths.Contains(path) || door.Paths.Any(own => path.StartsWith(own, StringComparison.Ordinal)));
        }
    }

    [Fact]
    public void Every_page_is_there_and_listed()
    {
        var listed = Rows.SelectMany(static cells => Page().Matches(cells[4]).Select(static match => match.Groups[1].Value)).Append(ManagedTypes).Distinct(StringComparer.Ordinal);
        Assert.Equal(Directory.GetFiles(Path.Combine(Docs, "compatibility"), "*.md").Select(Path.GetFileName).Order(StringComparer.Ordinal), listed.Order(StringComparer.Ordinal));
    }

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Name();

    [GeneratedRegex("\\(compatibility/([a-z-]+\\.md)")]
    private static partial Regex Page();
}
