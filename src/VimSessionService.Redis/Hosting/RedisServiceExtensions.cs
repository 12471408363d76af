using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using VimSessionService.Core;
using VimSessionService.Core.AdvancedSettings;
using VimSessionService.Core.Directory;
using VimSessionService.Core.Events;
using VimSessionService.Core.Registration;
using VimSessionService.Core.Sessions;
using VimSessionService.Core.Sessions.Lifecycle;
using VimSessionService.Core.Sessions.Objects;
using VimSessionService.Core.Sessions.Tickets;
using VimSessionService.Core.Tables;
using VimSessionService.Core.Work;
using VimSessionService.Identity.WsSecurity;
using VimSessionService.Redis.Clock;
using VimSessionService.Redis.Engine;
using VimSessionService.Redis.Events;
using VimSessionService.Redis.Objects;
using VimSessionService.Redis.Replays;
using VimSessionService.Redis.Replicas;
using VimSessionService.Redis.Secrets;
using VimSessionService.Redis.Sessions;
using VimSessionService.Redis.Tables;
using VimSessionService.Redis.Tables.Directory;
using VimSessionService.Redis.Tickets;
using VimSessionService.Redis.Turns;
using VimSessionService.Redis.Work;
using VimSessionService.Vim25.Schema;

namespace VimSessionService.Redis.Hosting;

/// <summary>Has replicas of a service share their state.</summary>
public static class RedisServiceExtensions
{
    /// <summary>
    /// Keeps sessions, tickets, events, the replay memory of single sign-on, users, roles, permissions, extensions, settings and the message in an engine, and takes clock, keys of session
    /// tokens and signing keys from it. What is registered before stays. To be called before <c>AddVimSessionService</c>.
    /// </summary>
    /// <param name="services">The services of the host.</param>
    /// <param name="store">The engine. It is not disposed of with the host.</param>
    /// <returns><paramref name="services"/>.</returns>
    public static IServiceCollection AddVimSessionRedis(this IServiceCollection services, RedisStore store)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(store);
        services.TryAddSingleton(store.Clock);
        services.TryAddSingleton(store.TokenKey);
        services.TryAddSingleton(store.SigningKeys);
        services.TryAddSingleton(provider => new Replica(
            store.Engine, store.Keys, store.EngineClock, RealTime(provider), provider.GetService<ILoggerFactory>()?.CreateLogger<Replica>()));
        services.TryAddSingleton<IStateAvailability>(static provider => provider.GetRequiredService<Replica>());
        services.TryAddSingleton(static provider => new SharedTimeline(
            provider.GetRequiredService<TimeProvider>(), isOfEngine: provider.GetRequiredService<RealClock>().Time is EngineClock));
        services.TryAddSingleton(provider => new RedisEventLog(
            store.Engine,
            store.Keys,
            provider.GetRequiredService<Replica>(),
            provider.GetRequiredService<TimeProvider>(),
            RealTime(provider),
            provider.GetRequiredService<EventRetention>(),
            provider.GetService<VimCatalog>(),
            provider.GetService<ILoggerFactory>()?.CreateLogger<RedisEventLog>(),
            provider.GetService<UndeclaredEvents>()));
        services.TryAddSingleton<IEventLog>(static provider => provider.GetRequiredService<RedisEventLog>());
        services.TryAddSingleton(provider => StoreOf(
            provider, store, store.Keys, provider.GetRequiredService<SessionLimits>(), provider.GetRequiredService<SessionNotifications>(), provider.GetRequiredService<ITicketIssuer>() is RedisTicketIssuer));
        services.TryAddSingleton(provider => new RedisSeparateSessionStores(
            (limits, notifications) => StoreOf(provider, store, store.Keys.Apart, limits, notifications, withdrawsTickets: true, provider.GetRequiredService<RedisSessionStore>()),
            provider.GetService<ILoggerFactory>()?.CreateLogger<RedisSeparateSessionStores>()));
        services.TryAddSingleton<ISeparateSessionStores>(static provider => provider.GetRequiredService<RedisSeparateSessionStores>());
        services.TryAddSingleton<ISessionObjectStore>(provider => new RedisSessionObjects(store.Engine, store.Keys, provider.GetRequiredService<Replica>()));
        services.TryAddSingleton<ISessionStore>(static provider => provider.GetRequiredService<RedisSessionStore>());
        services.TryAddSingleton<IHeldSession>(provider => new EngineHeldSession(store.Engine, store.Keys, provider.GetRequiredService<Replica>(), store.Secrets));
        services.TryAddSingleton<ITicketIssuer>(provider => new RedisTicketIssuer(
            store.Engine,
            store.Keys,
            provider.GetRequiredService<Replica>(),
            provider.GetRequiredService<SharedTimeline>(),
            provider.GetRequiredService<TicketLimits>().All,
            provider.GetRequiredService<TicketLimits>().OfUser,
            SessionServices.NewKey(provider)));
        services.TryAddSingleton<ISharedTurns>(provider => new RedisTurns(store.Engine, store.Keys, provider.GetRequiredService<Replica>()));
        services.TryAddSingleton(provider =>
            RedisReplayMemory.Create(
                store.Engine, store.Keys, provider.GetRequiredService<Replica>(), provider.GetRequiredService<TimeProvider>(), provider.GetService<ReplayLimits>()));
        services.TryAddSingleton(provider => new SharedText(
            store.Engine, store.Keys, "lab-clock", provider.GetRequiredService<Replica>(), RealTime(provider), provider.GetRequiredService<ILogger<SharedText>>()));
        services.AddSingleton<ISharedTable>(static provider => new DirectoryTable(provider.GetRequiredService<ServiceDirectory>()));
        services.AddSingleton<ISharedTable>(static provider => new SettingTable(provider.GetRequiredService<ServerAdvancedSettings>()));
        services.AddSingleton<ISharedTable>(static provider => new ServiceMessageTable(provider.GetRequiredService<ServiceMessage>()));
        services.TryAddSingleton(provider => new SharedTableChanges(
            store.Engine,
            store.Keys,
            provider.GetRequiredService<Replica>(),
            provider.GetServices<ISharedTable>(),
            provider.GetRequiredService<IEventLog>() as RedisEventLog,
            provider.GetRequiredService<ILoggerFactory>().CreateLogger<SharedTableChanges>()));
        services.TryAddSingleton<ITableChanges>(static provider => provider.GetRequiredService<SharedTableChanges>());
        services.TryAddSingleton(provider => new SharedWork(
            store.Engine,
            store.Keys,
            provider.GetRequiredService<Replica>(),
            provider.GetService<WorkStates>(),
            provider.GetRequiredService<SharedTimeline>(),
            new WorkTexts(store.Secrets, provider.GetRequiredService<ILoggerFactory>().CreateLogger<SharedWork>()),
            provider.GetRequiredService<IEventLog>() as RedisEventLog));
        services.TryAddSingleton<IWorkChanges>(static provider => provider.GetRequiredService<SharedWork>());
        services.AddHealthChecks().AddCheck<EngineCheck>(EngineCheck.Name, tags: [EngineCheck.Tag]);
        services.AddHostedService<ReplicaLifetime>();
        return services;
    }

    /// <summary>The sessions that the doors share, or, beside these, those that are kept apart. The latter have no tickets that would have to be withdrawn.</summary>
    private static RedisSessionStore StoreOf(
        IServiceProvider provider, RedisStore store, EngineKeys keys, SessionLimits limits, SessionNotifications notifications, bool withdrawsTickets, RedisSessionStore? doors = null) => new(
        store.Engine,
        keys,
        provider.GetRequiredService<Replica>(),
        provider.GetRequiredService<SharedTimeline>(),
        provider.GetRequiredService<TimeProvider>(),
        RealTime(provider),
        limits,
        notifications,
        provider.GetRequiredService<IEventLog>() as RedisEventLog,
        withdrawsTickets,
        SessionServices.NewKey(provider),
        provider.GetService<ILoggerFactory>()?.CreateLogger<RedisSessionStore>(),
        doors);

    private static TimeProvider RealTime(IServiceProvider provider) => provider.GetRequiredService<RealClock>().Time;
}
