using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using VimSessionService.Endpoint.Pipeline;
using VimSessionService.Hosting;
using VimSessionService.Lab;
using VimSessionService.Lab.Outages;
using VimSessionService.Vapi.SharedSession;

namespace VimSessionService.Admin.Outages;

/// <summary>Registers what stands at the doors in an outage.</summary>
internal static class OutageGateServices
{
    /// <summary>Adds it.</summary>
    public static IServiceCollection AddOutageGate(this IServiceCollection services) => services
        .AddSingleton(static provider => new OutageConnections(provider.GetRequiredService<OutageSwitch>()))
        .AddSingleton<IStartupFilter>(static provider => new OutageGate(
            provider.GetRequiredService<OutageSwitch>(),
            provider.GetRequiredService<CallObservers>(),
            new Lazy<OptionPaths>(() => PathsOf(provider)),
            provider.GetRequiredService<TimeProvider>()));

    private static OptionPaths PathsOf(IServiceProvider provider) => new(
        TicketedPaths.Split(provider.GetRequiredService<IOptions<VimSessionServiceOptions>>().Value.Tickets.TicketedPaths),
        provider.GetService<SharedSessionSettings>() is { } shared ? [shared.Path] : []);
}
