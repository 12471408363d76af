namespace VimSessionService.ClientTests.Harness;

/// <summary>The service with a scenario of the repository.</summary>
/// <param name="scenario">The name of the scenario.</param>
public sealed class ScenarioVCenter(string scenario) : LabVCenter
{
    /// <summary>The folder of the scenarios.</summary>
    public static string Folder => Path.Combine(Repository.Root, "scenarios");

    /// <inheritdoc/>
    public override IEnumerable<KeyValuePair<string, string>> Environment => [.. base.Environment, new("VIM_SCENARIO", scenario)];

    /// <inheritdoc/>
    protected override IEnumerable<string> Arguments => ["--scenario", Path.Combine(Folder, scenario + ".yaml"), "--admin-token", AdminToken, "--reserved-sessions", "0"];
}
