using VimSessionService.Core;
using VimSessionService.ManagedObjects.Service;
using VimSessionService.Vim25;

namespace VimSessionService.ManagedObjects.Inventory;

/// <summary>Puts the small inventory together: the root folder, and the datacenter where there is one.</summary>
internal static class InventoryObjects
{
    /// <summary>Adds what there is to the inventory, and its objects to the registry.</summary>
    /// <param name="flavor">What the product calls them.</param>
    /// <param name="core">The inventory, of the root folder alone, and the name that the operator gave the datacenter.</param>
    /// <param name="registry">Finds objects.</param>
    public static void Add(ServiceFlavor flavor, ServiceCore core, ManagedObjectRegistry registry)
    {
        var inventory = core.Inventory;
        var entities = new EntityReader(core);
        var root = flavor.Content.RootFolder;
        registry.Add(new InventoryFolder(root, inventory, entities, flavor.RootFolderChildren));
        var layout = flavor.Datacenter;
        if ((layout.FixedName ?? core.Settings.DatacenterName) is not { } name)
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
            registry.Add(new InventoryFolder(reference, inventory, entities, layout.HasSubfolders ? ["Folder", .. types] : [types[0]]));
        }
    }
}
