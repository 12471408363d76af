using VimSessionService.Core.Calls;
using VimSessionService.Core.Inventory;
using VimSessionService.Vim25;

namespace VimSessionService.ManagedObjects.Inventory;

/// <summary>
/// Finds what the inventory has by its path or its parent. Virtual machines and hosts, for which the other searches are, it has
/// none: those answer that nothing was found, after they have made sure of the datacenter.
/// </summary>
public sealed class SearchIndex(ManagedObjectReference reference, InventoryTree inventory, ManagedObjectRegistry registry, AccessCheck access)
    : SearchIndexBase<CallContext>(reference)
{
    /// <summary>What the root folder is called by; a slash at either end means nothing.</summary>
    protected override ValueTask<ManagedObjectReference?> FindByInventoryPath(CallContext call, string inventoryPath)
    {
        var at = inventory.Root;
        foreach (var name in inventoryPath.Trim('/').Split('/'))
        {
            if (name.Length == 0 && ReferenceEquals(at, inventory.Root))
                continue;
            if (Child(call, at.Reference, name) is not { } child)
                return default;
            at = child;
        }

        return new(at.Reference);
    }

    /// <inheritdoc/>
    protected override ValueTask<ManagedObjectReference?> FindChild(CallContext call, ManagedObjectReference entity, string name)
    {
        if (inventory.Find(entity.Value) is not { } parent)
            throw NotFound(entity);
        return new(Child(call, parent.Reference, name)?.Reference);
    }

    /// <inheritdoc/>
    protected override ValueTask<ManagedObjectReference?> FindByUuid(
        CallContext call, ManagedObjectReference? datacenter, string uuid, bool vmSearch, bool? instanceUuid) => NothingIn(datacenter);

    /// <inheritdoc/>
    protected override ValueTask<ManagedObjectReference?> FindByDatastorePath(CallContext call, ManagedObjectReference datacenter, string path) =>
        NothingIn(datacenter);

    /// <inheritdoc/>
    protected override ValueTask<ManagedObjectReference?> FindByDnsName(CallContext call, ManagedObjectReference? datacenter, string dnsName, bool vmSearch) =>
        NothingIn(datacenter);

    /// <inheritdoc/>
    protected override ValueTask<ManagedObjectReference?> FindByIp(CallContext call, ManagedObjectReference? datacenter, string ip, bool vmSearch) =>
        NothingIn(datacenter);

    /// <inheritdoc/>
    protected override ValueTask<ManagedObjectReference[]> FindAllByUuid(
        CallContext call, ManagedObjectReference? datacenter, string uuid, bool vmSearch, bool? instanceUuid) => NoneIn(datacenter);

    /// <inheritdoc/>
    protected override ValueTask<ManagedObjectReference[]> FindAllByDnsName(CallContext call, ManagedObjectReference? datacenter, string dnsName, bool vmSearch) =>
        NoneIn(datacenter);

    /// <inheritdoc/>
    protected override ValueTask<ManagedObjectReference[]> FindAllByIp(CallContext call, ManagedObjectReference? datacenter, string ip, bool vmSearch) =>
        NoneIn(datacenter);

    private static VimFaultException NotFound(ManagedObjectReference reference) =>
        new(new ManagedObjectNotFound { Obj = reference }, $"there is no inventory object {reference.Value}");

    /// <summary>What the caller may not see is not found.</summary>
    private InventoryEntity? Child(CallContext call, ManagedObjectReference parent, string name) =>
        inventory.ChildrenOf(parent).FirstOrDefault(child =>
            InventoryNames.Same(child.Name, name)
            && registry.Find(child.Reference, call) is { } found
            && access.Check(call, found, "System.View") is null);

    private ValueTask<ManagedObjectReference?> NothingIn(ManagedObjectReference? datacenter)
    {
        RequireDatacenter(datacenter);
        return default;
    }

    private ValueTask<ManagedObjectReference[]> NoneIn(ManagedObjectReference? datacenter)
    {
        RequireDatacenter(datacenter);
        return new(Array.Empty<ManagedObjectReference>());
    }

    private void RequireDatacenter(ManagedObjectReference? datacenter)
    {
        if (datacenter is not null && inventory.Find(datacenter.Value) is not { Reference.Type: "Datacenter" })
            throw NotFound(datacenter);
    }
}
