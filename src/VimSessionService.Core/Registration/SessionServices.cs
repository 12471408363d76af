using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using VimSessionService.Core.Authentication;
using VimSessionService.Core.Authorization;
using VimSessionService.Core.Directory;
using VimSessionService.Core.Directory.Users;
using VimSessionService.Core.Events;
using VimSessionService.Core.Limits;
using VimSessionService.Core.Messages;
using VimSessionService.Core.Sessions;
using VimSessionService.Core.Sessions.Lifecycle;
using VimSessionService.Core.Sessions.Logins;
using VimSessionService.Core.Sessions.Tickets;
using VimSessionService.Core.Sessions.Tickets.Local;
using VimSessionService.Core.Tables;

namespace VimSessionService.Core.Registration;

/// <summary>Registers the sessions: their store, their rules, and every kind of login.</summary>
internal static class SessionServices
{
    /// <summary>Adds them; what is registered already stays.</summary>
    public static IServiceCollection AddSessions(this IServiceCollection services)
    {
        services.TryAddSingleton(static _ => new SessionLimits());
        services.TryAddSingleton(static _ => new WorkLimits());
        services.TryAddSingleton<ServiceLimits>();
        services.TryAddSingleton(static _ => new ServiceMessage());
        services.TryAddSingleton(Randomness.System);
        services.TryAddSingleton<ISessionTokenKey>(static provider => new RandomSessionTokenKey(provider.GetRequiredService<Randomness>()));
        services.TryAddSingleton(static provider => new SessionTokenIssuer(
            provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ISessionTokenKey>())
        {
            RandomBits = provider.GetRequiredService<Randomness>(),
        });
        services.TryAddSingleton<SessionScopes>();
        services.TryAddSingleton(static provider => new SessionEndObserver(
            provider.GetRequiredService<IEventLog>(), provider.GetRequiredService<ITicketIssuer>(), provider.GetRequiredService<ISessionStore>));
        services.TryAddSingleton(CreateNotifications);
        services.TryAddSingleton<ISessionStore>(static provider => new InMemorySessionStore(
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<SessionLimits>(),
            provider.GetRequiredService<SessionNotifications>(),
            NewKey(provider),
            provider.GetService<ILoggerFactory>()?.CreateLogger<InMemorySessionStore>()));
        services.TryAddSingleton<ISeparateSessionStores>(static provider => new InMemorySeparateSessionStores(
            provider.GetRequiredService<TimeProvider>(), NewKey(provider), provider.GetService<ILoggerFactory>()?.CreateLogger<InMemorySessionStore>()));
        services.TryAddSingleton(static provider => new AllSessions(provider.GetRequiredService<ISessionStore>(), provider.GetServices<SeparateStore>()));
        services.TryAddSingleton(static provider => new CookieAdoption(
            provider.GetRequiredService<SessionTokenIssuer>(),
            provider.GetRequiredService<ISessionStore>(),
            provider.GetRequiredService<SessionLimits>().AdoptsCookies));
        services.TryAddSingleton(static provider => RulesOf(provider.GetRequiredService<ISessionStore>(), provider));
        services.TryAddSingleton(static provider => new SessionCloning(
            provider.GetRequiredService<SessionService>(),
            provider.GetRequiredService<ISessionStore>(),
            provider.GetRequiredService<ITicketIssuer>(),
            provider.GetService<ServerCertificateInfo>()?.Sha1Thumbprint,
            provider.GetRequiredService<ServedProduct>().ApiVersion));
        services.TryAddSingleton(static provider => new SessionImpersonation(
            provider.GetRequiredService<SessionService>(),
            provider.GetRequiredService<ISessionStore>(),
            provider.GetRequiredService<LocaleCatalog>(),
            provider.GetRequiredService<ExtensionDirectory>(),
            provider.GetRequiredService<IAuthorizer>(),
            provider.GetRequiredService<ServedProduct>().RootFolder));
        services.TryAddSingleton<ExtensionLogin>();
        services.TryAddSingleton(static provider => new PrincipalMapping(
            provider.GetRequiredService<AccountDirectory>(),
            provider.GetRequiredService<ExtensionDirectory>(),
            provider.GetRequiredService<AccessOptions>().IsPermissive));
        services.TryAddSingleton(static provider => TokenLoginOf(provider.GetRequiredService<SessionService>(), provider));
        services.TryAddSingleton(static _ => new NegotiationLimits());
        services.TryAddSingleton(static provider => new PendingNegotiations<SecretHash, INegotiation>(
            provider.GetRequiredService<TimeProvider>(),
            SspiLogin.NegotiationLifetime,
            provider.GetRequiredService<NegotiationLimits>(),
            logger: provider.GetService<ILoggerFactory>()?.CreateLogger<SspiLogin>()));
        services.TryAddSingleton(static provider => new SspiLogin(
            provider.GetRequiredService<SessionService>(),
            provider.GetService<INegotiator>(),
            provider.GetRequiredService<PendingNegotiations<SecretHash, INegotiation>>(),
            provider.GetRequiredService<SessionTokenIssuer>(),
            provider.GetRequiredService<PrincipalMapping>(),
            provider.GetRequiredService<LocaleCatalog>()));
        return services;
    }

    /// <summary>The rules of the sessions of a store: of the registered one, or of one that is apart from it.</summary>
    internal static SessionService RulesOf(ISessionStore store, IServiceProvider provider) => new(
        store,
        provider.GetRequiredService<SessionTokenIssuer>(),
        LoginCredentials(provider),
        provider.GetRequiredService<IAuthorizer>(),
        provider.GetRequiredService<LocaleCatalog>(),
        provider.GetRequiredService<IEventLog>(),
        provider.GetRequiredService<ServiceMessage>(),
        provider.GetRequiredService<ITableChanges>(),
        provider.GetRequiredService<ServedProduct>().RootFolder,
        provider.GetRequiredService<AccessOptions>());

    /// <summary>The logins by token that open sessions by these rules.</summary>
    internal static TokenLogin TokenLoginOf(SessionService sessions, IServiceProvider provider) => new(
        sessions,
        provider.GetService<ITokenValidator>(),
        provider.GetRequiredService<PrincipalMapping>(),
        provider.GetRequiredService<LocaleCatalog>());

    /// <summary>Makes keys of sessions and tickets in the form of the product's version.</summary>
    internal static Func<string> NewKey(IServiceProvider provider)
    {
        var version = provider.GetRequiredService<ServedProduct>().ApiVersion;
        var randomness = provider.GetRequiredService<Randomness>();
        return () => SessionKey.Create(version, randomness);
    }

    /// <summary>
    /// Tells what becomes of sessions: first the service's own observers, then those that are registered. The store needs it, and an observer may need the
    /// store, so the registered ones are made later.
    /// </summary>
    private static SessionNotifications CreateNotifications(IServiceProvider provider)
    {
        var notifications = new SessionNotifications(provider.GetRequiredService<RealClock>().Time, provider.GetService<ILoggerFactory>()?.CreateLogger<SessionNotifications>());
        notifications.Register(provider.GetRequiredService<SessionScopes>());
        notifications.Register(provider.GetRequiredService<SessionEndObserver>());
        notifications.Register(provider.GetServices<ISessionObserver>);
        return notifications;
    }

    /// <summary>What checks the password of a login: a local ticket's where these are given, then the registered validator.</summary>
    private static ICredentialValidator LoginCredentials(IServiceProvider provider)
    {
        var registered = provider.GetRequiredService<ICredentialValidator>();
        return provider.GetRequiredService<LocalTicketOptions>().Files is null
            ? registered
            : new LocalTicketCredentialValidator(provider.GetRequiredService<LocalTickets>(), registered);
    }
}
