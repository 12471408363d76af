using VimSessionService.Core.Directory;
using VimSessionService.Inventory;
using VimSessionService.ManagedObjects.Inventory;
using VimSessionService.ManagedObjects.Inventory.Edits;
using VimSessionService.ManagedObjects.Service;
using VimSessionService.Vim25;

namespace VimSessionService.ManagedObjects.Registration;

/// <summary>Adds the objects of an inventory that is served. Objects that the service implements stay its own.</summary>
internal static class ServedObjects
{
    /// <summary>Adds them to the tree and to the registry.</summary>
    /// <param name="served">The inventory.</param>
    /// <param name="flavor">The product, with the root folder of the inventory where it has one.</param>
    /// <param name="inventory">The tree, of the root folder alone.</param>
    /// <param name="entities">Reads what every object of the inventory shows.</param>
    /// <param name="visibility">What callers may see.</param>
    /// <param name="registry">Has the service's own objects.</param>
    /// <param name="edits">Has what changes of the inventory, and makes its objects.</param>
    public static void Add(ServedInventory served, ServiceFlavor flavor, InventoryTree inventory, EntityReader entities, Visibility visibility, ManagedObjectRegistry registry, InventoryEdits edits)
    {
        var root = flavor.Content.RootFolder;
        inventory.AddRange(served.Entries.Select(entry => (entry.Object.Reference, entry.Parent ?? root, entry.Name)));
        if (served.Root is { } recorded)
            Serve(root, recorded.Object);
        else
            registry.Add(new InventoryFolder(root, inventory, entities, visibility, flavor.RootFolderChildren));
        foreach (var entry in served.Entries)
            Serve(entry.Object.Reference, entry.Object);

        var managers = Managers(served, flavor.Content);
        foreach (var other in served.Others)
        {
            var reference = managers.GetValueOrDefault(other.Reference.Value, other.Reference);
            if (!IsOwn(other, reference))
                Serve(reference, other);
        }

        void Serve(ManagedObjectReference reference, InventoryObject source) => registry.Add(edits.Make(reference, source));

        bool IsOwn(InventoryObject other, ManagedObjectReference reference) => OwnTypes.Contains(other.Type.Name) || registry.IsImplemented(reference);
    }

    /// <summary>The types of which the service has the only object.</summary>
    internal static readonly HashSet<string> OwnTypes = new(StringComparer.Ordinal)
    {
        "SessionManager", "PropertyCollector", "ViewManager", "SearchIndex", "AuthorizationManager", "UserDirectory", "EventManager", "ExtensionManager", "LocalizationManager",
    };

    /// <summary>What the service content of the service calls the managers that the inventory's names, by their values there.</summary>
    private static Dictionary<string, ManagedObjectReference> Managers(ServedInventory served, ServiceContent own)
    {
        var managers = new Dictionary<string, ManagedObjectReference>(StringComparer.Ordinal);
        foreach (var (member, recorded) in served.Content)
        {
            if (ServiceContent.Schema.FindField(member)?.Get(own) is ManagedObjectReference reference)
                managers.TryAdd(recorded.Value, reference);
        }

        return managers;
    }
}
