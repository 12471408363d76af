using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using VimSessionService.Core.Sessions;
using VimSessionService.Core.Sessions.Lifecycle;
using VimSessionService.Core.Tables;
using VimSessionService.Endpoint.Doors;

namespace VimSessionService.Lab.Outages;

/// <summary>Registers outages.</summary>
internal static class OutageServices
{
    /// <summary>Adds them. What is at the doors asks for them.</summary>
    public static IServiceCollection AddOutages(this IServiceCollection services) => services
        .AddSingleton(static provider => new OutageSwitch(
            provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<DoorTable>(), provider.GetService<ILogger<OutageSwitch>>() ?? NullLogger<OutageSwitch>.Instance))
        .AddSingleton<ISharedTable>(static provider => new OutageTable(provider.GetRequiredService<OutageSwitch>()))
        .AddSingleton(static provider => new ServiceRestart(
            provider.GetRequiredService<OutageSwitch>(), provider.GetRequiredService<ITableChanges>(), provider.GetRequiredService<AllSessions>(), provider.GetRequiredService<SessionService>()));
}
