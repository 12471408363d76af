using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using VimSessionService.Core.Authentication;
using VimSessionService.Core.Authorization;
using VimSessionService.Core.Directory;
using VimSessionService.Core.Directory.Users;
using VimSessionService.Core.Sessions;
using VimSessionService.Core.Sessions.Lifecycle;
using VimSessionService.Core.Sessions.Tickets;
using VimSessionService.Core.Sessions.Tickets.Http;
using VimSessionService.Core.Sessions.Tickets.Local;

namespace VimSessionService.Core.Registration;

/// <summary>Registers tickets of every kind, and what is at ticketed paths.</summary>
internal static class TicketServices
{
    /// <summary>Adds them; what is registered already stays.</summary>
    public static IServiceCollection AddTickets(this IServiceCollection services)
    {
        services.TryAddSingleton(static _ => new ServiceTicketSettings());
        services.TryAddSingleton(static _ => new LocalTicketSettings());
        services.TryAddSingleton(static _ => new TicketLimits());
        services.TryAddSingleton(static _ => new ResourceLimits());
        services.TryAddSingleton<ITicketIssuer>(static provider => new InMemoryTicketIssuer(
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<TicketLimits>().All,
            provider.GetRequiredService<TicketLimits>().OfUser,
            SessionServices.NewKey(provider)));
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
            provider.GetService<ILoggerFactory>()?.CreateLogger<LocalTickets>()));
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
