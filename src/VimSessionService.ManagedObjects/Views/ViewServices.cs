using VimSessionService.Core.Calls;
using VimSessionService.Core.Directory;
using VimSessionService.Core.Directory.Permissions;
using VimSessionService.ManagedObjects.Inventory;
using VimSessionService.ManagedObjects.Properties;
using VimSessionService.ManagedObjects.Sharing;
using VimSessionService.Vim25;

namespace VimSessionService.ManagedObjects.Views;

/// <summary>What every view works with.</summary>
internal sealed record ViewServices(
    ManagedObjectReference Manager, InventoryTree Inventory, ManagedObjectRegistry Registry, AccessCheck Access, PropertyChanges Changes, ObjectSharing Sharing)
{
    /// <summary>What a caller may see of a container's content.</summary>
    public async ValueTask<ManagedObjectReference[]> ContentAsync(CallContext call, ManagedObjectReference container, string[] types, bool recursive)
    {
        var content = new List<ManagedObjectReference>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        await foreach (var reference in InAsync(call, container, recursive))
        {
            if (seen.Add(reference.Value)
                && Registry.Find(reference, call) is { } found
                && (types.Length == 0 || Array.Exists(types, found.Type.Is))
                && await Access.CheckAsync(call, found, Privileges.SystemView) is null)
            {
                content.Add(found.Reference);
            }
        }

        return [.. content];
    }

    /// <summary>
    /// What is in a container. Virtual machines are in folders; in a view of a cluster, a pool or a host there are also those that these name.
    /// </summary>
    private async IAsyncEnumerable<ManagedObjectReference> InAsync(CallContext call, ManagedObjectReference container, bool recursive)
    {
        var namesMachines = Registry.Find(container, call) is { } found && !found.Type.Is("Folder") && !found.Type.Is("Datacenter");
        var below = recursive ? Inventory.Below(container) : Inventory.ChildrenOf(container);
        foreach (var reference in below.Select(static entity => entity.Reference).Prepend(container))
        {
            call.Budget.Spend();
            await call.Budget.PauseAsync();
            if (reference != container)
                yield return reference;
            if (!namesMachines || (!recursive && reference != container) || Registry.Find(reference, call) is not { } holder || holder.Type.FindProperty("vm") is null)
                continue;
            foreach (var machine in await holder.ReadPropertyAsync("vm", call) as ManagedObjectReference[] ?? [])
            {
                call.Budget.Spend();
                yield return machine;
            }
        }
    }

    /// <summary>Whether an inventory object is there for a caller.</summary>
    public async ValueTask<bool> CanSeeAsync(CallContext call, ManagedObjectReference entity) =>
        Registry.Find(entity, call) is { } found && await Access.CheckAsync(call, found, Privileges.SystemView) is null;

    /// <summary>Takes a view away; from then on it is not found.</summary>
    public async ValueTask DestroyAsync(CallContext call, ISharedObject view)
    {
        await Sharing.RemoveAsync(call, [view]);
        view.Drop(call);
    }

    /// <summary>Takes a view away on this replica.</summary>
    public void Drop(CallContext call, ManagedObject<CallContext> view)
    {
        if (call.Session is not null)
            SessionObjects.Of(call).Remove(view);
        Changes.Notify(Manager, "viewList");
    }
}
