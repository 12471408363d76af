using Microsoft.Extensions.Hosting;
using VimSessionService.Lab.Snapshots;

namespace VimSessionService.Admin.Listening;

/// <summary>Takes note of the state of the service when it starts.</summary>
internal sealed class LabStart(SnapshotBook snapshots) : IHostedService
{
    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        snapshots.NoteStart();
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
