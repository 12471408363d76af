using VimSessionService.Core.Calls;
using VimSessionService.Core.Directory;
using VimSessionService.Core.Directory.Permissions;
using VimSessionService.ManagedObjects.Inventory;
using VimSessionService.ManagedObjects.Properties;
using VimSessionService.Vim25;

namespace VimSessionService.ManagedObjects.Views;

/// <summary>What every view works with.</summary>
internal sealed record ViewServices(
    ManagedObjectReference Manager, InventoryTree Inventory, ManagedObjectRegistry Registry, AccessCheck Access, PropertyChanges Changes)
{
    /// <summary>What a caller may see of a container's content.</summary>
    public async ValueTask<ManagedObjectReference[]> ContentAsync(CallContext call, ManagedObjectReference container, string[] types, bool recursive)
    {
        var content = new List<ManagedObjectReference>();
        foreach (var entity in recursive ? Inventory.Below(container) : Inventory.ChildrenOf(container))
        {
            if (Registry.Find(entity.Reference, call) is { } found
                && (types.Length == 0 || Array.Exists(types, found.Type.Is))
                && await Access.CheckAsync(call, found, Privileges.SystemView) is null)
            {
                content.Add(found.Reference);
            }
        }

        return [.. content];
    }

    /// <summary>Whether an inventory object is there for a caller.</summary>
    public async ValueTask<bool> CanSeeAsync(CallContext call, ManagedObjectReference entity) =>
        Registry.Find(entity, call) is { } found && await Access.CheckAsync(call, found, Privileges.SystemView) is null;

    /// <summary>Takes a view away; from then on it is not found.</summary>
    public void Destroy(CallContext call, ManagedObject<CallContext> view)
    {
        if (call.Session is not null)
            SessionObjects.Of(call).Remove(view);
        Changes.Notify(Manager, "viewList");
    }
}
