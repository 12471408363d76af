using VimSessionService.Core.Calls;
using VimSessionService.Core.Directory;
using VimSessionService.Core.Directory.Permissions;
using VimSessionService.ManagedObjects.Properties;
using VimSessionService.ManagedObjects.Sharing;
using VimSessionService.Vim25;

namespace VimSessionService.ManagedObjects.Inventory.Search;

/// <summary>
/// Finds what the inventory has: by its path or its parent, virtual machines and hosts by UUID, DNS name, IP address and path in a datastore.
/// </summary>
internal sealed class SearchIndex(
    ManagedObjectReference reference, InventoryTree inventory, ManagedObjectRegistry registry, AccessCheck access, PropertyReader properties, ObjectSharing sharing)
    : SearchIndexBase<CallContext>(reference)
{
    private readonly SharedQueries? _shared = sharing.IsOn ? new SharedQueries(sharing, registry.Catalog) : null;
    private readonly MachineIndex _machines = new(inventory, registry);

    /// <summary>Has the next search see that the inventory has changed.</summary>
    public void Forget() => _machines.Forget();

    /// <summary>What the root folder is called by; a slash at either end means nothing.</summary>
    protected override async ValueTask<ManagedObjectReference?> FindByInventoryPath(CallContext call, string inventoryPath)
    {
        var at = inventory.Root;
        foreach (var name in inventoryPath.Trim('/').Split('/'))
        {
            if (name.Length == 0 && ReferenceEquals(at, inventory.Root))
                continue;
            if (await ChildAsync(call, at.Reference, name) is not { } child)
                return null;
            at = child;
        }

        return at.Reference;
    }

    /// <inheritdoc/>
    protected override async ValueTask<ManagedObjectReference?> FindChild(CallContext call, ManagedObjectReference entity, string name)
    {
        if (inventory.Find(entity.Value) is not { } parent)
            throw NotFound(entity);
        return (await ChildAsync(call, parent.Reference, name))?.Reference;
    }

    /// <inheritdoc/>
    protected override ValueTask<ManagedObjectReference?> FindByUuid(
        CallContext call, ManagedObjectReference? datacenter, string uuid, bool vmSearch, bool? instanceUuid) => FirstAsync(call, datacenter, ByUuid(uuid, vmSearch, instanceUuid));

    /// <inheritdoc/>
    protected override ValueTask<ManagedObjectReference?> FindByDatastorePath(CallContext call, ManagedObjectReference datacenter, string path) =>
        FirstAsync(call, datacenter, new SearchKey(SearchedBy.Path, IsMachine: true, path));

    /// <inheritdoc/>
    protected override ValueTask<ManagedObjectReference?> FindByDnsName(CallContext call, ManagedObjectReference? datacenter, string dnsName, bool vmSearch) =>
        FirstAsync(call, datacenter, new SearchKey(SearchedBy.DnsName, vmSearch, dnsName));

    /// <inheritdoc/>
    protected override ValueTask<ManagedObjectReference?> FindByIp(CallContext call, ManagedObjectReference? datacenter, string ip, bool vmSearch) =>
        FirstAsync(call, datacenter, new SearchKey(SearchedBy.IpAddress, vmSearch, ip));

    /// <inheritdoc/>
    protected override ValueTask<ManagedObjectReference[]> FindAllByUuid(
        CallContext call, ManagedObjectReference? datacenter, string uuid, bool vmSearch, bool? instanceUuid) => AllAsync(call, datacenter, ByUuid(uuid, vmSearch, instanceUuid));

    /// <inheritdoc/>
    protected override ValueTask<ManagedObjectReference[]> FindAllByDnsName(CallContext call, ManagedObjectReference? datacenter, string dnsName, bool vmSearch) =>
        AllAsync(call, datacenter, new SearchKey(SearchedBy.DnsName, vmSearch, dnsName));

    /// <inheritdoc/>
    protected override ValueTask<ManagedObjectReference[]> FindAllByIp(CallContext call, ManagedObjectReference? datacenter, string ip, bool vmSearch) =>
        AllAsync(call, datacenter, new SearchKey(SearchedBy.IpAddress, vmSearch, ip));

    /// <inheritdoc/>
    protected override async ValueTask<SearchIndexResultSet> Query(CallContext call, SearchIndexQuerySpec querySpec)
    {
        var query = new ObjectQuery(call, registry.Catalog, querySpec);
        var (page, hasMore) = await query.RunAsync(call, VisibleAsync(call), properties, 0, query.Limit);
        return hasMore ? page with { Marker = OpenQueries.Marker(await KeepAsync(call, query, querySpec), query.Limit!.Value) } : page;
    }

    /// <summary>A page as large as that of the query, unless another limit is given.</summary>
    protected override async ValueTask<SearchIndexResultSet> QueryNext(CallContext call, SearchIndexIterationSpec iterationSpec)
    {
        if (iterationSpec.Limit is <= 0)
            throw ObjectQuery.Invalid("iterationSpec.limit", "it is not positive");
        if (iterationSpec.Marker is not { } marker || OpenQueries.Parse(marker) is not var (id, skip) || await FindAsync(call, id) is not { } query)
            throw ObjectQuery.Invalid("iterationSpec.marker", "no query of the session has it");
        var limit = iterationSpec.Limit ?? query.Limit!.Value;
        var (page, hasMore) = await query.RunAsync(call, VisibleAsync(call), properties, skip, limit);
        return hasMore ? page with { Marker = OpenQueries.Marker(id, skip + limit) } : page;
    }

    private async ValueTask<string> KeepAsync(CallContext call, ObjectQuery query, SearchIndexQuerySpec spec) =>
        (_shared is null ? null : await _shared.KeepAsync(call, spec)) ?? OpenQueries.Of(call).Keep(query, ValueWeight.Of(spec));

    private async ValueTask<ObjectQuery?> FindAsync(CallContext call, string id) =>
        OpenQueries.Of(call).Find(id) ?? (_shared is null ? null : await _shared.FindAsync(call, id));

    /// <summary>The service instance and the objects of the inventory that the caller may see, each container before what is in it, in an order that stays from page to page.</summary>
    private async IAsyncEnumerable<ManagedObject<CallContext>> VisibleAsync(CallContext call)
    {
        var waiting = new Stack<ManagedObjectReference>([inventory.Root.Reference, new("ServiceInstance", "ServiceInstance")]);
        while (waiting.TryPop(out var at))
        {
            foreach (var child in inventory.ChildrenOf(at).OrderByDescending(static child => child.Reference.Value, StringComparer.Ordinal))
                waiting.Push(child.Reference);
            if (registry.Find(at, call) is { } found && await access.CheckAsync(call, found, Privileges.SystemView) is null)
                yield return found;
        }
    }

    private static VimFaultException NotFound(ManagedObjectReference reference) =>
        new(new ManagedObjectNotFound { Obj = reference }, $"there is no inventory object {reference.Value}");

    /// <summary>What the caller may not see is not found.</summary>
    private async ValueTask<InventoryEntity?> ChildAsync(CallContext call, ManagedObjectReference parent, string name)
    {
        foreach (var child in inventory.ChildrenOf(parent).Where(child => InventoryNames.Same(child.Name, name)))
        {
            if (registry.Find(child.Reference, call) is { } found && await access.CheckAsync(call, found, Privileges.SystemView) is null)
                return child;
        }

        return null;
    }

    private static SearchKey ByUuid(string uuid, bool vmSearch, bool? instanceUuid) =>
        new(vmSearch && instanceUuid is true ? SearchedBy.InstanceUuid : SearchedBy.Uuid, vmSearch, uuid);

    private async ValueTask<ManagedObjectReference?> FirstAsync(CallContext call, ManagedObjectReference? datacenter, SearchKey key) =>
        await AllAsync(call, datacenter, key) is [var first, ..] ? first : null;

    private async ValueTask<ManagedObjectReference[]> AllAsync(CallContext call, ManagedObjectReference? datacenter, SearchKey key)
    {
        RequireDatacenter(datacenter);
        var found = new List<ManagedObjectReference>();
        foreach (var entity in await _machines.FindAsync(key, call))
        {
            if ((datacenter is null || entity.IsBelow(inventory.Find(datacenter.Value)!)) && await access.CheckAsync(call, entity.Reference, Privileges.SystemView) is null)
                found.Add(entity.Reference);
        }

        return [.. found];
    }

    private void RequireDatacenter(ManagedObjectReference? datacenter)
    {
        if (datacenter is not null && inventory.Find(datacenter.Value) is not { Reference.Type: "Datacenter" })
            throw NotFound(datacenter);
    }
}
