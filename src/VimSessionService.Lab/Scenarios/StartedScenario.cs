using VimSessionService.Core.Tables;

namespace VimSessionService.Lab.Scenarios;

/// <summary>Which scenarios of the start were applied last.</summary>
/// <param name="Digest">A digest of them; empty for none.</param>
internal sealed record StartedScenario(string Digest);

/// <summary>Where it is noted which scenarios of the start were applied, by whatever replica.</summary>
internal sealed class StartedScenarios
{
    /// <summary>Those of the latest start.</summary>
    public TableCell<StartedScenario> Cell { get; } = new(new StartedScenario(""));
}

/// <summary>The same as a table of one item: replicas that are started with the same scenarios apply them once.</summary>
internal sealed class StartedScenarioTable(StartedScenarios started) : SharedTable<StartedScenario>("scenario", started.Cell)
{
    private const string Key = "start";

    /// <inheritdoc/>
    public override string Write(object item) => "=" + (string)item;

    /// <inheritdoc/>
    public override object Read(string key, string text) => text.Length > 0 ? text[1..] : "";

    /// <inheritdoc/>
    protected override IEnumerable<KeyValuePair<string, object>> Items(StartedScenario state) => [KeyValuePair.Create(Key, (object)state.Digest)];

    /// <inheritdoc/>
    protected override StartedScenario Make(StartedScenario state, IReadOnlyDictionary<string, object> items, IReadOnlyCollection<string> changed) =>
        new(items.GetValueOrDefault(Key) as string ?? "");
}
