using Microsoft.Extensions.Hosting;
using VimSessionService.Lab.Clock;
using VimSessionService.Lab.Scenarios;
using VimSessionService.Lab.Snapshots;

namespace VimSessionService.Admin.Listening;

/// <summary>Takes note of the state of the service when it starts, and applies the scenarios of the start.</summary>
internal sealed class LabStart(ClockSharing clock, SnapshotBook snapshots, ScenarioRunner runner, StartScenarios scenarios) : IHostedService
{
    /// <inheritdoc/>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await clock.StartAsync();
        snapshots.NoteStart();
        runner.Start(scenarios.Documents);
        await runner.Running;
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
