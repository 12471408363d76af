using VimSessionService.Core.Calls;
using VimSessionService.Core.Inventory;
using VimSessionService.ManagedObjects.Inventory;
using VimSessionService.ManagedObjects.Properties;
using VimSessionService.Vim25;

namespace VimSessionService.ManagedObjects.Views;

/// <summary>What every view works with.</summary>
internal sealed record ViewServices(
    ManagedObjectReference Manager, InventoryTree Inventory, ManagedObjectRegistry Registry, AccessCheck Access, PropertyChanges Changes)
{
    /// <summary>What a caller may see of a container's content.</summary>
    public ManagedObjectReference[] Content(CallContext call, ManagedObjectReference container, string[] types, bool recursive) =>
    [
        .. (recursive ? Inventory.Below(container) : Inventory.ChildrenOf(container))
            .Select(entity => Registry.Find(entity.Reference, call))
            .OfType<ManagedObject<CallContext>>()
            .Where(found => (types.Length == 0 || Array.Exists(types, found.Type.Is)) && Access.Check(call, found, "System.View") is null)
            .Select(static found => found.Reference),
    ];

    /// <summary>Whether an inventory object is there for a caller.</summary>
    public bool CanSee(CallContext call, ManagedObjectReference entity) =>
        Registry.Find(entity, call) is { } found && Access.Check(call, found, "System.View") is null;

    /// <summary>Takes a view away; from then on it is not found.</summary>
    public void Destroy(CallContext call, ManagedObject<CallContext> view)
    {
        if (call.Session is { } session)
            SessionObjects.Of(session).Remove(view);
        Changes.Notify(Manager, "viewList");
    }
}
