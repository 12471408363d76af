using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using VimSessionService.Core.Authorization;
using VimSessionService.Core.Directory;
using VimSessionService.Core.Directory.Users;
using VimSessionService.Core.Sessions.Tickets;
using VimSessionService.Core.Sessions.Tickets.Local;

namespace VimSessionService.Core.Registration;

/// <summary>Registers what issues tickets, and local tickets.</summary>
internal static class TicketServices
{
    /// <summary>Adds them; what is registered already stays.</summary>
    public static IServiceCollection AddTickets(this IServiceCollection services)
    {
        services.TryAddSingleton(static _ => new LocalTicketOptions());
        services.TryAddSingleton(static _ => new TicketLimits());
        services.TryAddSingleton<ITicketIssuer>(static provider => new InMemoryTicketIssuer(
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<TicketLimits>().All,
            provider.GetRequiredService<TicketLimits>().OfUser,
            SessionServices.NewKey(provider)));
        services.TryAddSingleton(static provider => new LocalTickets(
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<LocalTicketOptions>(),
            provider.GetRequiredService<ITicketIssuer>(),
            provider.GetRequiredService<AccountDirectory>(),
            provider.GetRequiredService<IAuthorizer>(),
            provider.GetRequiredService<ServedProduct>().RootFolder,
            provider.GetRequiredService<AccessOptions>().IsPermissive,
            provider.GetService<ILoggerFactory>()?.CreateLogger<LocalTickets>()));
        return services;
    }
}
