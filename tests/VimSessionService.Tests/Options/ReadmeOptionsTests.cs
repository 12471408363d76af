using VimSessionService.Options;

namespace VimSessionService.Tests.Options;

/// <summary>The table of the README says of every option what its declaration says.</summary>
public class ReadmeOptionsTests
{
    [Fact]
    public void The_table_of_the_README_lists_every_option()
    {
        var lines = File.ReadAllLines(Path.Combine(Repository.Root, "README.md"));
        var rows = lines.SkipWhile(static l => !l.StartsWith("| option | environment | ", StringComparison.Ordinal)).Skip(2).TakeWhile(static l => l.StartsWith('|')).ToArray();
        var expected = OptionTable.All.Select(Row).ToArray();

        Assert.True(rows.SequenceEqual(expected, StringComparer.Ordinal), "The rows of the table in the README have to be:\n" + string.Join('\n', expected));
    }

    private static string Row(OptionDefinition option)
    {
        var vcsim = option.VcsimName is { } name ? $", `-{name}`" : "";
        var bare = option.Kind == OptionKind.Duration && option.Unit != Durations.Seconds ? $" A bare number is in {option.Unit.Name}." : "";
        var choices = option.Kind == OptionKind.Choice ? $" One of {string.Join(", ", option.Choices)}." : "";
        var initial = option.Default is null ? "" : $" Default `{option.Default}`.";
        return $"| `{option.Flag} {option.ValueName.Replace("|", "\\|", StringComparison.Ordinal)}`{vcsim} | `{option.EnvironmentVariable}` | {option.Description}{choices}{bare}{initial} |";
    }
}
