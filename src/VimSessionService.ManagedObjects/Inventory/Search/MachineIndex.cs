using VimSessionService.Core.Calls;
using VimSessionService.Core.Directory;
using VimSessionService.Vim25;

namespace VimSessionService.ManagedObjects.Inventory.Search;

/// <summary>
/// The virtual machines and hosts of an inventory by what the SearchIndex finds them by. It is made at the first search; an inventory that is served
/// does not change.
/// </summary>
internal sealed class MachineIndex(InventoryTree inventory, ManagedObjectRegistry registry)
{
    private readonly Lock _lock = new();
    private Dictionary<SearchKey, List<InventoryEntity>>? _byKey;

    /// <summary>What is found under a key, in the order of the references.</summary>
    public IReadOnlyList<InventoryEntity> Find(SearchKey key, CallContext call)
    {
        lock (_lock)
            return (_byKey ??= Build(call)).GetValueOrDefault(key with { Value = key.Value.ToLowerInvariant() }) ?? [];
    }

    private Dictionary<SearchKey, List<InventoryEntity>> Build(CallContext call)
    {
        var byKey = new Dictionary<SearchKey, List<InventoryEntity>>();
        foreach (var entity in inventory.All.Where(static entity => entity.Reference.Type is "VirtualMachine" or "HostSystem").OrderBy(static entity => entity.Reference.Value, StringComparer.Ordinal))
        {
            if (registry.Find(entity.Reference, call) is not { } found)
                continue;
            foreach (var key in (entity.Reference.Type == "HostSystem" ? SearchedValues.OfHost(found, call) : SearchedValues.OfMachine(found, call)).Distinct())
            {
                if (!byKey.TryGetValue(key, out var entities))
                    byKey.Add(key, entities = []);
                entities.Add(entity);
            }
        }

        return byKey;
    }
}

/// <summary>What kind of value an object is found by.</summary>
internal enum SearchedBy
{
    Uuid,
    InstanceUuid,
    DnsName,
    IpAddress,
    Path,
}

/// <summary>A value that an object is found by.</summary>
/// <param name="By">What it is.</param>
/// <param name="IsMachine">Whether it is one of virtual machines rather than of hosts.</param>
/// <param name="Value">The value, in lower case.</param>
internal readonly record struct SearchKey(SearchedBy By, bool IsMachine, string Value);
