using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using VimSessionService.Core;
using VimSessionService.Core.Directory;
using VimSessionService.Core.Events;
using VimSessionService.Core.Limits;
using VimSessionService.Core.Registration;
using VimSessionService.Core.Sessions;
using VimSessionService.Core.Sessions.Lifecycle;
using VimSessionService.Core.Sessions.Tickets;
using VimSessionService.Endpoint;
using VimSessionService.Endpoint.Pipeline;
using VimSessionService.Endpoint.Steps;
using VimSessionService.ManagedObjects;
using VimSessionService.ManagedObjects.Sharing;
using VimSessionService.Vim25;

namespace VimSessionService.Vapi.Sessions;

/// <summary>
/// The sessions of the vSphere Automation API of a server before 8.0.3.0: they open no other door, are not in sessionList, and have limits of their own. Their calls go through the same
/// steps as all others, and their logins and ends are among the events.
/// </summary>
internal sealed class SeparateSessions : IDisposable
{
    private readonly SessionLimits _common;
    private readonly SessionLimits _settings;
    private readonly SessionNotifications _notifications;
    private readonly ISessionStore _store;

    /// <summary>Makes them.</summary>
    /// <param name="provider">Has everything else.</param>
    /// <param name="sessionManager">What the calls are addressed to.</param>
    public SeparateSessions(IServiceProvider provider, ManagedObjectReference sessionManager)
    {
        var limits = provider.GetRequiredService<VapiSessionLimits>();
        var time = provider.GetRequiredService<TimeProvider>();
        _common = provider.GetRequiredService<SessionLimits>();
        _settings = new SessionLimits
        {
            IdleTimeout = _common.IdleTimeout,
            MaxSessions = _common.MaxSessions,
            MaxUserSessions = limits.MaxUserSessions,
            MaxLifetime = limits.Lifetime,
            ReservedSessions = 0,
            AdoptsCookies = false,
        };
        _common.Changed += Follow;
        _notifications = new SessionNotifications(time, provider.GetService<ILogger<SessionNotifications>>());
        _notifications.Register(new SessionEndObserver(provider.GetRequiredService<IEventLog>(), provider.GetRequiredService<ITicketIssuer>(), () => _store!));
        _notifications.Register(provider.GetServices<ISessionObserver>);
        var stores = provider.GetRequiredService<ISeparateSessionStores>();
        _store = stores.Create(_settings, _notifications);

        var store = new VapiSessionStore(_store, limits.Lifetime, time);
        Store = new SeparateStore(store, _store as ISessionStateStore, stores.AreShared);
        var rules = SessionServices.RulesOf(store, provider);
        var registry = new ManagedObjectRegistry([]);
        registry.Add(new VapiSessionManager(sessionManager, rules, SessionServices.TokenLoginOf(rules, provider)));
        var scopes = new SessionScopes();
        var pipeline = new CallPipeline(
            new FindSessionStep(store, scopes, new CookieAdoption(provider.GetRequiredService<SessionTokenIssuer>(), store, isOn: false)),
            ObjectSharing.None,
            new DecodeStep(registry, provider.GetRequiredService<ServedProduct>().RootFolder, store),
            new CheckPrivilegeStep(provider.GetRequiredService<AccessCheck>(), registry, provider.GetRequiredService<InventoryTree>()),
            provider.GetRequiredService<InvokeStep>(),
            provider.GetRequiredService<EncodeStep>(),
            store,
            scopes,
            provider.GetRequiredService<IEventLog>(),
            [.. provider.GetServices<CallStepRegistration>()],
            provider.GetService<IStateAvailability>());
        Calls = new CallEndpoint(pipeline, provider.GetRequiredService<ServiceLimits>(), provider.GetRequiredService<CallObservers>(), time);
    }

    /// <summary>Where they are kept.</summary>
    public SeparateStore Store { get; }

    /// <summary>Answers calls in these sessions.</summary>
    public CallEndpoint Calls { get; }

    /// <summary>Follows the settings no more.</summary>
    public void Dispose()
    {
        _common.Changed -= Follow;
        _notifications.Dispose();
    }

    /// <summary>The idle time and the number of all sessions are those of SOAP, which clients may change.</summary>
    private void Follow()
    {
        _settings.IdleTimeout = _common.IdleTimeout;
        _settings.MaxSessions = _common.MaxSessions;
    }
}
