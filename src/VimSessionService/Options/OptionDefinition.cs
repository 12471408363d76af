using System.Globalization;
using VimSessionService.Vim25;

namespace VimSessionService.Options;

/// <summary>What an option's value may be.</summary>
internal enum OptionKind
{
    /// <summary>Any text.</summary>
    Text,

    /// <summary>True or false.</summary>
    Flag,

    /// <summary>A whole number.</summary>
    Integer,

    /// <summary>A time, see <see cref="Durations"/>.</summary>
    Duration,

    /// <summary>One of a list.</summary>
    Choice,

    /// <summary>The name of an API version, or the beginning of one.</summary>
    Version,
}

/// <summary>
/// One option as users see it. Command-line name, environment variable and configuration key derive from the one name:
/// <c>api-version</c> is <c>--api-version</c>, <c>VIMSESSION_API_VERSION</c> and <c>ApiVersion</c>.
/// </summary>
internal sealed record OptionDefinition
{
    /// <summary>What every environment variable of the service begins with.</summary>
    public const string EnvironmentPrefix = "VIMSESSION_";

    /// <summary>The name in lower case, words joined by dashes.</summary>
    public required string Name { get; init; }

    /// <summary>What the value may be.</summary>
    public required OptionKind Kind { get; init; }

    /// <summary>What stands for the value in the help.</summary>
    public required string ValueName { get; init; }

    /// <summary>What it does, a sentence or two.</summary>
    public required string Description { get; init; }

    /// <summary>The default as the help shows it; null for none.</summary>
    public string? Default { get; init; }

    /// <summary>The values of a <see cref="OptionKind.Choice"/>, or the versions of a <see cref="OptionKind.Version"/>, oldest first.</summary>
    public IReadOnlyList<string> Choices { get; init; } = [];

    /// <summary>The least value of an <see cref="OptionKind.Integer"/>.</summary>
    public int Minimum { get; init; }

    /// <summary>The greatest value of an <see cref="OptionKind.Integer"/>.</summary>
    public int Maximum { get; init; } = int.MaxValue;

    /// <summary>The unit of a <see cref="OptionKind.Duration"/> that is a bare number.</summary>
    public DurationUnit Unit { get; init; } = Durations.Seconds;

    /// <summary>The shortest and the longest <see cref="OptionKind.Duration"/>.</summary>
    public (TimeSpan Shortest, TimeSpan Longest) Bounds { get; init; }

    /// <summary>How vcsim spells it, without dashes; null where vcsim has no such option or the same spelling.</summary>
    public string? VcsimName { get; init; }

    /// <summary>Whether it names the configuration file, and so cannot stand in one.</summary>
    public bool NamesConfigurationFile { get; init; }

    /// <summary>Whether it may be given more than once on the command line; the values are then joined by commas.</summary>
    public bool IsRepeatable { get; init; }

    /// <summary>The name on the command line.</summary>
    public string Flag => "--" + Name;

    /// <summary>The name in the environment.</summary>
    public string EnvironmentVariable => EnvironmentPrefix + Name.Replace('-', '_').ToUpperInvariant();

    /// <summary>The name in configuration files.</summary>
    public string Key => string.Concat(Name.Split('-').Select(static word => char.ToUpperInvariant(word[0]) + word[1..]));

    /// <summary>
    /// Brings a value into the form that binding understands. False, with what is wrong, when it is none of this option's; only
    /// values that cannot be secret are repeated.
    /// </summary>
    public bool TryNormalize(string value, out string normalized, out string problem)
    {
        normalized = value;
        problem = "";
        switch (Kind)
        {
            case OptionKind.Flag:
                if (ParseFlag(value) is not { } flag)
                    problem = $"'{value}' is neither true nor false.";
                else
                    normalized = flag ? "true" : "false";
                break;
            case OptionKind.Integer:
                if (!int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number < Minimum || number > Maximum)
                    problem = $"'{value}' is not a whole number from {Minimum} to {Maximum}.";
                break;
            case OptionKind.Duration:
                if (!Durations.TryParse(value, Unit, out var duration) || duration < Bounds.Shortest || duration > Bounds.Longest)
                    problem = $"'{value}' is not a time from {Durations.Format(Bounds.Shortest)} to {Durations.Format(Bounds.Longest)}. Write a time such as 10s, 30m, 1h or 7d, or a number of {Unit.Name}.";
                else
                    normalized = duration.ToString("c", CultureInfo.InvariantCulture);
                break;
            case OptionKind.Choice:
                problem = Choose(Choices.FirstOrDefault(c => c.Equals(value, StringComparison.OrdinalIgnoreCase)), value, ref normalized);
                break;
            case OptionKind.Version:
                problem = Choose(NewestOf(value), value, ref normalized);
                break;
        }

        return problem.Length == 0;
    }

    private string Choose(string? choice, string value, ref string normalized)
    {
        if (choice is null)
            return $"'{value}' is not known. Known are {string.Join(", ", Choices)}.";
        normalized = choice;
        return "";
    }

    /// <summary>The version of that name, or the newest of a line of at least two numbers: 8.0 is 8.0.3.0.</summary>
    private static string? NewestOf(string value) => ApiVersions.TryParseRelease(value.ToLowerInvariant(), out var version) ? version.Name() : null;

    private static bool? ParseFlag(string value) => value.ToUpperInvariant() switch
    {
        "TRUE" or "1" or "YES" or "ON" => true,
        "FALSE" or "0" or "NO" or "OFF" => false,
        _ => null,
    };
}
