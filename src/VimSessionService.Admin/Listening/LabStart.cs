using Microsoft.Extensions.Hosting;
using VimSessionService.Lab.Scenarios;
using VimSessionService.Lab.Snapshots;

namespace VimSessionService.Admin.Listening;

/// <summary>Takes note of the state of the service when it starts, and applies the scenarios of the start.</summary>
internal sealed class LabStart(SnapshotBook snapshots, ScenarioRunner runner, StartScenarios scenarios) : IHostedService
{
    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        snapshots.NoteStart();
        runner.Start(scenarios.Documents);
        return runner.Running;
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
