using Microsoft.Extensions.Hosting;
using VimSessionService.Core.Sessions.Lifecycle;
using VimSessionService.Core.Sessions.Tickets.Local;

namespace VimSessionService.Hosting;

/// <summary>Notes the start of the service in the event log, and removes the files of local tickets at its end.</summary>
internal sealed class ServiceLifetime(SessionService sessions, LocalTickets localTickets) : IHostedService
{
    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        sessions.NoteStart();
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken)
    {
        localTickets.Dispose();
        return Task.CompletedTask;
    }
}
