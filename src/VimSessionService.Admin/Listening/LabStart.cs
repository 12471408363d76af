using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using VimSessionService.Core;
using VimSessionService.Lab.Clock;
using VimSessionService.Lab.Scenarios;
using VimSessionService.Lab.Snapshots;

namespace VimSessionService.Admin.Listening;

/// <summary>
/// Takes note of the state of the service when it starts, and applies the scenarios of the start. Where replicas share their state and it cannot be changed, the service starts
/// nevertheless, and they are applied as soon as it can be.
/// </summary>
internal sealed class LabStart(ClockSharing clock, SnapshotBook snapshots, ScenarioRunner runner, StartScenarios scenarios, RealClock real, ILogger<LabStart> logger) : IHostedService, IDisposable
{
    private static readonly TimeSpan TryAgainAfter = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource _stop = new();

    /// <inheritdoc/>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await clock.StartAsync();
        snapshots.NoteStart();
        try
        {
            await runner.StartAsync(scenarios.Documents, cancellationToken);
        }
        catch (ServiceBusyException)
        {
            _ = BackgroundWork.RunAsync(logger, "the scenarios of the start", TryAgainAsync);
        }

        await runner.Running;
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => _stop.CancelAsync();

    /// <inheritdoc/>
    public void Dispose() => _stop.Dispose();

    private async ValueTask TryAgainAsync()
    {
        while (true)
        {
            await Task.Delay(TryAgainAfter, real.Time, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (_stop.IsCancellationRequested)
                return;
            try
            {
                await runner.StartAsync(scenarios.Documents, _stop.Token);
                return;
            }
            catch (ServiceBusyException)
            {
                // As before.
            }
        }
    }
}
