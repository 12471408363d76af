namespace VimSessionService.Options;

/// <summary>Where options come from, the one that wins first.</summary>
internal sealed record OptionSources
{
    /// <summary>What was given on the command line, by <see cref="OptionDefinition.Name"/>.</summary>
    public IReadOnlyDictionary<string, string> CommandLine { get; init; } = new Dictionary<string, string>();

    /// <summary>The environment's variables.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>Where <c>appsettings.json</c> is looked for; null for nowhere.</summary>
    public string? WorkingDirectory { get; init; }
}
