using VimSessionService.Core;
using VimSessionService.ManagedObjects.Authorization;
using VimSessionService.ManagedObjects.Events;
using VimSessionService.ManagedObjects.Extensions;
using VimSessionService.ManagedObjects.Inventory;
using VimSessionService.ManagedObjects.Localization;
using VimSessionService.ManagedObjects.Properties;
using VimSessionService.ManagedObjects.Properties.Updates;
using VimSessionService.ManagedObjects.Service;
using VimSessionService.ManagedObjects.Sessions;
using VimSessionService.ManagedObjects.Users;
using VimSessionService.ManagedObjects.Views;

namespace VimSessionService.ManagedObjects;

/// <summary>The managed objects of a service, and what the endpoint needs to call them.</summary>
public sealed class ServiceObjects
{
    /// <summary>Makes the objects of a flavour on a core.</summary>
    public ServiceObjects(ServiceFlavor flavor, ServiceCore core)
    {
        var content = flavor.Content;
        Access = new AccessCheck(core.Authorizer, content.RootFolder);
        Properties = new PropertyReader(Access);
        Registry = new ManagedObjectRegistry(flavor.Listed);
        Registry.Add(new ServiceInstance(flavor, core.Settings.Time));
        var sessionManager = new SessionManager(content.SessionManager!, core, Changes);
        Registry.Add(flavor.Refused.Count == 0 ? sessionManager : new RefusingObject(sessionManager, flavor.Refused));
        if (content.ExtensionManager is { } extensionManager)
            Registry.Add(new ExtensionManager(extensionManager, core, Changes));
        Registry.Add(new PropertyCollector(content.PropertyCollector, new CollectorServices(core, Registry, Properties, Access, Changes)));
        InventoryObjects.Add(flavor, core, Registry);
        if (content.SearchIndex is { } searchIndex)
            Registry.Add(new SearchIndex(searchIndex, core.Inventory, Registry, Access, Properties));
        if (content.ViewManager is { } viewManager)
            Registry.Add(new ViewManager(viewManager, core.Inventory, Registry, Access, Changes));
        core.Inventory.Changed += Changes.NotifyAll;
        if (content.EventManager is { } events)
            Registry.Add(new EventManager(events, core, Registry, Changes, canQuery: !flavor.IsHost));
        if (content.LocalizationManager is { } localization)
            Registry.Add(new LocalizationManager(localization, core));
        if (content.Setting is { } setting)
            Registry.Add(new OptionManager(setting, core.Options, Access, Changes));
        if (content.AuthorizationManager is { } authorizationManager)
            Registry.Add(new AuthorizationManager(authorizationManager, core, Registry, flavor.IsHost));
        if (content.UserDirectory is { } userDirectory)
            Registry.Add(new UserDirectory(userDirectory, core, Access, flavor.IsHost));
        Constants = [content, flavor.Capability, .. sessionManager.Constants];
        core.Settings.Permissions.Changed += Changes.NotifyAll;
        core.Settings.Roles.Changed += Changes.NotifyAll;
    }

    /// <summary>Finds the objects.</summary>
    public ManagedObjectRegistry Registry { get; }

    /// <summary>Checks privileges.</summary>
    public AccessCheck Access { get; }

    /// <summary>Reads properties.</summary>
    public PropertyReader Properties { get; }

    /// <summary>The values of properties and results that stay the same object instances as long as the service runs.</summary>
    public IReadOnlyList<object> Constants { get; }

    /// <summary>Where the objects report changes.</summary>
    public PropertyChanges Changes { get; } = new();
}
