using Microsoft.Extensions.Hosting;
using VimSessionService.Core.Sessions;
using VimSessionService.Core.Sessions.Lifecycle;
using VimSessionService.Core.Sessions.Tickets.Local;

namespace VimSessionService.Hosting;

/// <summary>Makes the observers of sessions and notes the start of the service in the event log; removes the files of local tickets at its end.</summary>
internal sealed class ServiceLifetime(SessionService sessions, LocalTickets localTickets, SessionNotifications notifications) : IHostedService
{
    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        notifications.MakeObservers();
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
