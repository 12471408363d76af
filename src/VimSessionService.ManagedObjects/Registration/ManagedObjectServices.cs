using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using VimSessionService.Core;
using VimSessionService.Core.AdvancedSettings;
using VimSessionService.Core.Authorization;
using VimSessionService.Core.Directory;
using VimSessionService.Core.Directory.Changes;
using VimSessionService.Core.Events;
using VimSessionService.Core.Messages;
using VimSessionService.Core.Sessions;
using VimSessionService.Core.Sessions.Lifecycle;
using VimSessionService.Core.Sessions.Logins;
using VimSessionService.Core.Sessions.Objects;
using VimSessionService.Core.Sessions.Tickets;
using VimSessionService.Core.Sessions.Tickets.Local;
using VimSessionService.Core.Tables;
using VimSessionService.Core.Work;
using VimSessionService.Inventory;
using VimSessionService.ManagedObjects.Authorization;
using VimSessionService.ManagedObjects.Datastores;
using VimSessionService.ManagedObjects.Events;
using VimSessionService.ManagedObjects.Extensions;
using VimSessionService.ManagedObjects.Inventory;
using VimSessionService.ManagedObjects.Inventory.Search;
using VimSessionService.ManagedObjects.Localization;
using VimSessionService.ManagedObjects.Machines;
using VimSessionService.ManagedObjects.Properties;
using VimSessionService.ManagedObjects.Properties.Collector;
using VimSessionService.ManagedObjects.Properties.Updates;
using VimSessionService.ManagedObjects.Service;
using VimSessionService.ManagedObjects.Sessions;
using VimSessionService.ManagedObjects.Sharing;
using VimSessionService.ManagedObjects.Tickets;
using VimSessionService.ManagedObjects.Users;
using VimSessionService.ManagedObjects.Views;
using VimSessionService.Schema.Values;

namespace VimSessionService.ManagedObjects.Registration;

/// <summary>Registers the managed objects of the product that is emulated.</summary>
internal static class ManagedObjectServices
{
    /// <summary>
    /// Adds them; what is registered already stays. The core and a <see cref="ServiceFlavor"/> must be registered too.
    /// </summary>
    public static IServiceCollection AddManagedObjects(this IServiceCollection services)
    {
        services.TryAddSingleton(static _ => new InventoryChoice(null));
        services.TryAddSingleton(ImplementedMethods.None);
        services.TryAddSingleton<PropertyChanges>();
        services.TryAddSingleton(static provider => new AccessCheck(
            provider.GetRequiredService<IAuthorizer>(), provider.GetRequiredService<ServedProduct>().RootFolder));
        services.TryAddSingleton<PropertyReader>();
        services.TryAddSingleton<EntityReader>();
        services.TryAddSingleton(static provider => new ObjectSharing(provider.GetService<ISessionObjectStore>()));
        services.TryAddSingleton(static _ => new ServiceTicketOptions());
        services.TryAddSingleton(static provider => new ServiceTickets(
            provider.GetRequiredService<SessionService>(),
            provider.GetRequiredService<ISessionStore>(),
            provider.GetRequiredService<ITicketIssuer>(),
            provider.GetRequiredService<IAuthorizer>(),
            provider.GetRequiredService<ServedProduct>(),
            provider.GetRequiredService<ServiceTicketOptions>(),
            provider.GetService<ServerCertificateInfo>()));
        services.TryAddSingleton(Create);
        services.TryAddSingleton(new UndeclaredEvents(static value => value is DynamicObject undeclared ? DeclaredEvents.Of(undeclared) : null));
        services.TryAddSingleton<IWorkChanges>(static provider => new LocalWorkChanges(provider.GetRequiredService<TimeProvider>()));
        services.TryAddSingleton(static provider => new WorkStates(() => provider.GetRequiredService<ServiceObjects>().Served?.Work));
        services.TryAddSingleton(static provider => provider.GetRequiredService<ServiceObjects>().Registry);
        services.TryAddSingleton(static provider => new DatastoreFiles(provider.GetRequiredService<InventoryTree>(), provider.GetRequiredService<ServiceObjects>().Served?.Edits));
        return services;
    }

    /// <summary>Makes the objects that the product has.</summary>
    private static ServiceObjects Create(IServiceProvider provider)
    {
        var flavor = provider.GetRequiredService<ServiceFlavor>();
        var content = flavor.Content;
        var changes = provider.GetRequiredService<PropertyChanges>();
        var access = provider.GetRequiredService<AccessCheck>();
        var inventory = provider.GetRequiredService<InventoryTree>();
        var served = provider.GetRequiredService<InventoryChoice>().Served;
        var sharing = provider.GetRequiredService<ObjectSharing>();
        var registry = new ManagedObjectRegistry(flavor.Listed, served?.Catalog);
        var makers = new List<ISharedObjectMaker>();

        registry.Add(new ServiceInstance(flavor, provider.GetRequiredService<TimeProvider>()));
        var sessionManager = SessionManagerOf(provider, content.SessionManager!, changes);
        registry.Add(flavor.Refused.Count == 0 ? sessionManager : new RefusingObject(sessionManager, flavor.Refused));
        if (content.ExtensionManager is { } extensionManager)
        {
            registry.Add(new ExtensionManager(
                extensionManager,
                provider.GetRequiredService<ExtensionDirectory>(),
                provider.GetRequiredService<ITableChanges>(),
                provider.GetService<ServerCertificateInfo>(),
                changes));
        }

        var collector = new PropertyCollector(content.PropertyCollector, new CollectorServices(
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ISessionStore>(),
            provider.GetService<ServiceStopping>(),
            registry,
            provider.GetRequiredService<PropertyReader>(),
            access,
            changes,
            sharing));
        registry.Add(collector);
        makers.Add(collector);
        SearchIndex? search = null;
        if (content.SearchIndex is { } searchIndex)
            registry.Add(search = new SearchIndex(searchIndex, inventory, registry, access, provider.GetRequiredService<PropertyReader>(), sharing));
        if (content.ViewManager is { } viewManager)
        {
            var views = new ViewManager(viewManager, inventory, registry, access, changes, sharing);
            registry.Add(views);
            makers.Add(views);
        }

        if (content.EventManager is { } eventManager)
        {
            var events = EventManagerOf(provider, eventManager, registry, changes);
            registry.Add(events);
            makers.Add(events);
        }

        if (content.LocalizationManager is { } localization)
            registry.Add(new LocalizationManager(localization, provider.GetRequiredService<LocaleCatalog>(), provider.GetRequiredService<CatalogFiles>()));
        if (content.Setting is { } setting)
            registry.Add(new OptionManager(setting, provider.GetRequiredService<ServerAdvancedSettings>(), provider.GetRequiredService<ITableChanges>(), access, changes));
        if (content.AuthorizationManager is { } authorizationManager)
            registry.Add(AuthorizationManagerOf(provider, authorizationManager, registry));
        if (content.UserDirectory is { } userDirectory)
            registry.Add(new UserDirectory(userDirectory, inventory, provider.GetRequiredService<PrincipalDirectory>(), access, flavor.IsHost));

        ServedParts? parts = null;
        if (served is null)
            InventoryObjects.Add(flavor, inventory, provider.GetRequiredService<EntityReader>(), new Visibility(inventory, registry, access), registry);
        else
            parts = ServedParts.Create(provider, served, flavor, registry, search, makers);

        sharing.MakeBy(makers);
        inventory.Changed += changes.NotifyAll;
        provider.GetRequiredService<PermissionTable>().Changed += changes.NotifyAll;
        provider.GetRequiredService<RoleDirectory>().Changed += changes.NotifyAll;
        return new ServiceObjects(registry, [content, flavor.Capability, .. sessionManager.Constants], parts);
    }

    private static SessionManager SessionManagerOf(IServiceProvider provider, Vim25.ManagedObjectReference reference, PropertyChanges changes) => new(
        reference,
        provider.GetRequiredService<SessionService>(),
        provider.GetRequiredService<SessionNotifications>(),
        provider.GetRequiredService<SessionCloning>(),
        provider.GetRequiredService<SessionImpersonation>(),
        provider.GetRequiredService<ExtensionLogin>(),
        provider.GetRequiredService<TokenLogin>(),
        provider.GetRequiredService<SspiLogin>(),
        provider.GetRequiredService<ServiceTickets>(),
        provider.GetRequiredService<LocalTickets>(),
        provider.GetRequiredService<ServiceMessage>(),
        provider.GetRequiredService<LocaleCatalog>(),
        changes);

    private static EventManager EventManagerOf(
        IServiceProvider provider, Vim25.ManagedObjectReference reference, ManagedObjectRegistry registry, PropertyChanges changes) => new(
        reference,
        provider.GetRequiredService<ServedProduct>(),
        provider.GetRequiredService<IEventLog>(),
        provider.GetRequiredService<EventTexts>(),
        provider.GetRequiredService<EventPosting>(),
        provider.GetRequiredService<MessageCatalog>(),
        provider.GetRequiredService<LocaleCatalog>(),
        provider.GetRequiredService<ExtensionDirectory>(),
        registry,
        new EventVisibility(provider.GetRequiredService<InventoryTree>(), provider.GetRequiredService<AccessCheck>()),
        changes,
        provider.GetRequiredService<ObjectSharing>());

    private static AuthorizationManager AuthorizationManagerOf(IServiceProvider provider, Vim25.ManagedObjectReference reference, ManagedObjectRegistry registry) => new(
        reference,
        provider.GetRequiredService<ServedProduct>(),
        provider.GetRequiredService<RoleService>(),
        provider.GetRequiredService<PermissionService>(),
        provider.GetRequiredService<RoleDirectory>(),
        provider.GetRequiredService<ExtensionDirectory>(),
        provider.GetRequiredService<PrincipalDirectory>(),
        provider.GetRequiredService<InventoryTree>(),
        provider.GetRequiredService<IAuthorizer>(),
        provider.GetRequiredService<ISessionStore>(),
        registry);
}
