using System.Collections.Frozen;

namespace VimSessionService.Core.Directory.Permissions;

/// <summary>A privilege that exists.</summary>
/// <param name="Id">The id, such as <c>VirtualMachine.Interact.PowerOn</c>.</param>
/// <param name="Group">The group, such as <c>VirtualMachine.Interact</c>.</param>
public sealed record PrivilegeInfo(string Id, string Group)
{
    /// <summary>What is made in a container that must grant it, rather than done to an object that is there.</summary>
    private static readonly FrozenSet<string> OfTheParent = FrozenSet.ToFrozenSet(
    [
        "DVPortgroup.Create",
        "DVSwitch.Create",
        "Datacenter.Create",
        "Folder.Create",
        "Host.Inventory.AddHostToCluster",
        "Host.Inventory.AddStandaloneHost",
        "Host.Inventory.CreateCluster",
        "Resource.CreatePool",
        "VApp.Create",
        "VApp.Import",
        "VirtualMachine.Inventory.Create",
        "VirtualMachine.Inventory.CreateFromExisting",
        "VirtualMachine.Inventory.Register",
    ],
    StringComparer.Ordinal);

    /// <summary>The name within the group: the last part of the id.</summary>
    public string Name => Id[(Id.LastIndexOf('.') + 1)..];

    /// <summary>Whether the object's parent must grant it.</summary>
    public bool OnParent => OfTheParent.Contains(Id);

    /// <summary>A privilege whose group is the rest of its id.</summary>
    public static PrivilegeInfo Of(string id) => new(id, id[..Math.Max(0, id.LastIndexOf('.'))]);
}
