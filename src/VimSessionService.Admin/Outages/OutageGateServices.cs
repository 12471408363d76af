using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using VimSessionService.Endpoint.Doors;
using VimSessionService.Endpoint.Pipeline;
using VimSessionService.Lab.Outages;

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
            provider.GetRequiredService<DoorTable>(),
            provider.GetRequiredService<TimeProvider>()));
}
