using VimSessionService.Vim25;

namespace VimSessionService.ManagedObjects.Inventory;

/// <summary>How a product names its one datacenter and the four folders in it, and what those may hold.</summary>
/// <param name="Datacenter">The datacenter.</param>
/// <param name="VmFolder">The folder of virtual machines.</param>
/// <param name="HostFolder">The folder of hosts.</param>
/// <param name="DatastoreFolder">The folder of datastores.</param>
/// <param name="NetworkFolder">The folder of networks.</param>
/// <param name="HasSubfolders">Whether its folders may hold folders and more kinds of things, as in a vCenter.</param>
/// <param name="FixedName">The name that the datacenter always has; null where it exists only if the operator names it.</param>
internal sealed record DatacenterLayout(
    ManagedObjectReference Datacenter,
    ManagedObjectReference VmFolder,
    ManagedObjectReference HostFolder,
    ManagedObjectReference DatastoreFolder,
    ManagedObjectReference NetworkFolder,
    bool HasSubfolders,
    string? FixedName)
{
    /// <summary>A vCenter's, in the order in which a new vCenter numbers them.</summary>
    public static DatacenterLayout VCenter { get; } = new(
        new("Datacenter", "datacenter-2"),
        new("Folder", "group-v3"),
        new("Folder", "group-h4"),
        new("Folder", "group-s5"),
        new("Folder", "group-n6"),
        HasSubfolders: true,
        FixedName: null);

    /// <summary>An ESX host's, which always has one.</summary>
    public static DatacenterLayout Esx { get; } = new(
        new("Datacenter", "ha-datacenter"),
        new("Folder", "ha-folder-vm"),
        new("Folder", "ha-folder-host"),
        new("Folder", "ha-folder-datastore"),
        new("Folder", "ha-folder-network"),
        HasSubfolders: false,
        FixedName: "ha-datacenter");
}
