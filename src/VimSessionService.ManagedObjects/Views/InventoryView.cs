using VimSessionService.Core.Calls;
using VimSessionService.Core.Directory;
using VimSessionService.ManagedObjects.Inventory;
using VimSessionService.ManagedObjects.Sharing;
using VimSessionService.Vim25;

namespace VimSessionService.ManagedObjects.Views;

/// <summary>
/// A view of the root folder and of what is in the objects that its client opens (published API, InventoryView). It follows the
/// inventory and what the caller may see of it. Only what exists can be opened, so it cannot outgrow the inventory.
/// </summary>
internal sealed class InventoryView(ManagedObjectReference reference, ViewServices services) : InventoryViewBase<CallContext>(reference), IChangingObject
{
    private readonly Lock _lock = new();
    private readonly HashSet<string> _open = new(StringComparer.Ordinal);
    private readonly HashSet<string> _closed = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public SharedObjectRecord Describe()
    {
        lock (_lock)
            return new() { Kind = Reference.Type, Names = [.. _open.Order(StringComparer.Ordinal)], Closed = [.. _closed.Order(StringComparer.Ordinal)] };
    }

    /// <inheritdoc/>
    public void Take(CallContext call, SharedObjectRecord record)
    {
        lock (_lock)
        {
            _open.Clear();
            _open.UnionWith(record.Names ?? []);
            _closed.Clear();
            _closed.UnionWith(record.Closed ?? []);
        }

        services.Changes.Notify(Reference, "view");
    }

    /// <inheritdoc/>
    public void Drop(CallContext call) => services.Drop(call, this);

    /// <inheritdoc/>
    protected override async ValueTask<ManagedObjectReference[]?> GetView(CallContext call)
    {
        var shown = new List<InventoryEntity>();
        lock (_lock)
            Show(services.Inventory.Root, shown);
        var visible = new List<ManagedObjectReference>();
        foreach (var entity in shown)
        {
            if (await services.CanSeeAsync(call, entity.Reference))
                visible.Add(entity.Reference);
        }

        return [.. visible];
    }

    /// <summary>Opens objects in the order given, and what they are in with them. Tells which there are not.</summary>
    protected override ValueTask<ManagedObjectReference[]?> OpenInventoryViewFolder(CallContext call, ManagedObjectReference[] entity) =>
        ChangeAsync(call, entity, opened =>
        {
            for (var at = opened; at is not null; at = at.Parent)
            {
                _open.Add(at.Reference.Value);
                _closed.Remove(at.Reference.Value);
            }

            _closed.ExceptWith(services.Inventory.ChildrenOf(opened.Reference).Select(static child => child.Reference.Value));
        });

    /// <summary>Closes objects with everything below them; they themselves stay. Tells which there are not.</summary>
    protected override ValueTask<ManagedObjectReference[]?> CloseInventoryViewFolder(CallContext call, ManagedObjectReference[] entity) =>
        ChangeAsync(call, entity, closed =>
        {
            _open.Remove(closed.Reference.Value);
            _open.ExceptWith(services.Inventory.Below(closed.Reference).Select(static below => below.Reference.Value));
            _closed.Add(closed.Reference.Value);
        });

    /// <inheritdoc/>
    protected override ValueTask DestroyView(CallContext call) => services.DestroyAsync(call, this);

    private async ValueTask<ManagedObjectReference[]?> ChangeAsync(CallContext call, ManagedObjectReference[] entities, Action<InventoryEntity> change)
    {
        var resolved = new List<InventoryEntity>();
        var unresolved = new List<ManagedObjectReference>();
        foreach (var entity in entities)
        {
            if (services.Inventory.Find(entity.Value) is { } found && await services.CanSeeAsync(call, found.Reference))
                resolved.Add(found);
            else
                unresolved.Add(entity);
        }

        await services.Sharing.ChangeAsync(call, this, () =>
        {
            lock (_lock)
                resolved.ForEach(change);
            return new ValueTask<bool>(true);
        });
        services.Changes.Notify(Reference, "view");
        return unresolved.Count > 0 ? [.. unresolved] : null;
    }

    private void Show(InventoryEntity entity, List<InventoryEntity> shown)
    {
        shown.Add(entity);
        foreach (var child in services.Inventory.ChildrenOf(entity.Reference).Where(child => IsShownIn(entity, child)))
            Show(child, shown);
    }

    /// <summary>What is in an open object; and with a datacenter that is shown come its folders of machines and hosts, unless it was closed.</summary>
    private bool IsShownIn(InventoryEntity container, InventoryEntity child) =>
        _open.Contains(container.Reference.Value)
        || (container.Reference.Type == "Datacenter" && child.Name is "vm" or "host" && !_closed.Contains(container.Reference.Value));
}
