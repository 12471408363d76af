using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using VimSessionService.Core.Authorization;
using VimSessionService.Core.Sessions;
using VimSessionService.Core.Tickets.Http;
using VimSessionService.Core.Tickets.Local;
using VimSessionService.Core.Users;

namespace VimSessionService.Core.Tickets;

/// <summary>Registers tickets of every kind, and what is at ticketed paths.</summary>
internal static class TicketServices
{
    /// <summary>Adds them; what is registered already stays.</summary>
    public static IServiceCollection AddTickets(this IServiceCollection services)
    {
        services.TryAddSingleton(static _ => new ServiceTicketSettings());
        services.TryAddSingleton(static _ => new LocalTicketSettings());
        services.TryAddSingleton(static _ => new ResourceLimits());
        services.TryAddSingleton<ITicketIssuer>(static provider => new InMemoryTicketIssuer(
            provider.GetRequiredService<TimeProvider>(), newId: SessionServices.NewKey(provider)));
        services.TryAddSingleton(static provider => new ServiceTickets(
            provider.GetRequiredService<SessionService>(),
            provider.GetRequiredService<ISessionStore>(),
            provider.GetRequiredService<ITicketIssuer>(),
            provider.GetRequiredService<IAuthorizer>(),
            provider.GetRequiredService<ServedProduct>(),
            provider.GetRequiredService<ServiceTicketSettings>(),
            provider.GetService<ServerCertificateInfo>()));
        services.TryAddSingleton(static provider => new LocalTickets(
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<LocalTicketSettings>(),
            provider.GetRequiredService<ITicketIssuer>(),
            provider.GetRequiredService<AccountDirectory>(),
            provider.GetRequiredService<IAuthorizer>(),
            provider.GetRequiredService<ServedProduct>().RootFolder,
            provider.GetRequiredService<AccessSettings>().IsPermissive,
            provider.GetService<ILogger<LocalTickets>>()));
        services.TryAddSingleton(static provider => new PasswordAccess(
            provider.GetRequiredService<ICredentialValidator>(),
            provider.GetRequiredService<SessionService>(),
            provider.GetRequiredService<IAuthorizer>(),
            provider.GetRequiredService<ServedProduct>().RootFolder,
            provider.GetRequiredService<AccessSettings>()));
        services.TryAddSingleton<TicketedResources>();
        return services;
    }
}
