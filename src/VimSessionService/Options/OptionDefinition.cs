using System.Globalization;

namespace VimSessionService.Options;

/// <summary>What an option's value may be.</summary>
public enum OptionKind
{
    Text,
    Flag,
    Integer,
    Choice,
}

/// <summary>
/// One option as users see it. Command-line name, environment variable and configuration key derive from the one name:
/// <c>api-version</c> is <c>--api-version</c>, <c>VIMSESSION_API_VERSION</c> and <c>ApiVersion</c>.
/// </summary>
public sealed record OptionDefinition
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

    /// <summary>The values of a <see cref="OptionKind.Choice"/>.</summary>
    public IReadOnlyList<string> Choices { get; init; } = [];

    /// <summary>The least value of an <see cref="OptionKind.Integer"/>.</summary>
    public int Minimum { get; init; }

    /// <summary>The greatest value of an <see cref="OptionKind.Integer"/>.</summary>
    public int Maximum { get; init; } = int.MaxValue;

    /// <summary>Whether it names the configuration file, and so cannot stand in one.</summary>
    public bool NamesConfigurationFile { get; init; }

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
            case OptionKind.Choice:
                var choice = Choices.FirstOrDefault(c => c.Equals(value, StringComparison.OrdinalIgnoreCase));
                if (choice is null)
                    problem = $"'{value}' is not known. Known are {string.Join(", ", Choices)}.";
                else
                    normalized = choice;
                break;
        }

        return problem.Length == 0;
    }

    private static bool? ParseFlag(string value) => value.ToUpperInvariant() switch
    {
        "TRUE" or "1" or "YES" or "ON" => true,
        "FALSE" or "0" or "NO" or "OFF" => false,
        _ => null,
    };
}
