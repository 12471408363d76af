using VimSessionService.Core.Directory;
using VimSessionService.ManagedObjects.Inventory;
using VimSessionService.ManagedObjects.Service;
using VimSessionService.Vim25;

namespace VimSessionService.ManagedObjects.Registration;

/// <summary>Puts the small inventory together: the root folder, and the datacenter where there is one.</summary>
internal static class InventoryObjects
{
    /// <summary>Adds what there is to the inventory, and its objects to the registry.</summary>
    /// <param name="flavor">What the product calls them.</param>
    /// <param name="inventory">The inventory, of the root folder alone.</param>
    /// <param name="entities">Reads what every object of the inventory shows.</param>
    /// <param name="visibility">What callers may see.</param>
    /// <param name="registry">Finds objects.</param>
    public static void Add(ServiceFlavor flavor, InventoryTree inventory, EntityReader entities, Visibility visibility, ManagedObjectRegistry registry)
    {
        var root = flavor.Content.RootFolder;
        registry.Add(new InventoryFolder(root, inventory, entities, visibility, flavor.RootFolderChildren));
        var layout = flavor.Datacenter;
        if ((layout.FixedName ?? flavor.DatacenterName) is not { } name)
            return;
        inventory.Add(layout.Datacenter, root, InventoryNames.Escape(name));
        registry.Add(new Datacenter(layout, entities));
        AddFolder(layout.VmFolder, "vm", "VirtualMachine", "VirtualApp");
        AddFolder(layout.HostFolder, "host", "ComputeResource");
        AddFolder(layout.DatastoreFolder, "datastore", "Datastore", "StoragePod");
        AddFolder(layout.NetworkFolder, "network", "Network", "DistributedVirtualSwitch");

        void AddFolder(ManagedObjectReference reference, string folderName, params string[] types)
        {
            inventory.Add(reference, layout.Datacenter, folderName);
            registry.Add(new InventoryFolder(reference, inventory, entities, visibility, layout.HasSubfolders ? ["Folder", .. types] : [types[0]]));
        }
    }
}
