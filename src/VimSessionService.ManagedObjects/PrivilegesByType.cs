using VimSessionService.Vim25;

namespace VimSessionService.ManagedObjects;

/// <summary>What methods take whose declaration names no privilege because it depends on the type of the object.</summary>
internal static class PrivilegesByType
{
    /// <summary>The privilege that a method takes on an object of a type; null for a method that checks for itself.</summary>
    public static string? Of(VimMethod method, VimManagedType type) => (method.Name, type.Name) switch
    {
        ("Rename_Task", "Folder") => "Folder.Rename",
        ("Rename_Task", "Datacenter") => "Datacenter.Rename",
        ("Destroy_Task", "Folder") => "Folder.Delete",
        ("Destroy_Task", "Datacenter") => "Datacenter.Delete",
        ("Rename_Task", "VirtualMachine") => "VirtualMachine.Config.Rename",
        ("Destroy_Task", "VirtualMachine") => "VirtualMachine.Inventory.Delete",
        ("CloneVM_Task", "VirtualMachine") => "VirtualMachine.Provisioning.Clone",
        ("CancelTask", _) => "Global.CancelTask",
        ("MoveIntoFolder_Task", _) => "System.View", // what is moved decides further
        ("setCustomValue", _) => "Global.SetCustomField",
        ("BatchAddHostsToCluster_Task", _) => "Host.Inventory.AddHostToCluster",
        _ => null,
    };
}
