using VimSessionService.Core.Calls;
using VimSessionService.Core.Directory;
using VimSessionService.Vim25;

namespace VimSessionService.ManagedObjects.Inventory.Search;

/// <summary>
/// The virtual machines and hosts of an inventory by what the SearchIndex finds them by. It is made at the first search after a change, while others wait.
/// </summary>
internal sealed class MachineIndex(InventoryTree inventory, ManagedObjectRegistry registry)
{
    private readonly Lock _lock = new();
    private Task<Dictionary<SearchKey, List<InventoryEntity>>>? _byKey;

    /// <summary>Has it made again at the next search, since the inventory has changed.</summary>
    public void Forget()
    {
        lock (_lock)
            _byKey = null;
    }

    /// <summary>What is found under a key, in the order of the references.</summary>
    /// <exception cref="VimFaultException">A value of the inventory cannot be read.</exception>
    public async ValueTask<IReadOnlyList<InventoryEntity>> FindAsync(SearchKey key, CallContext call)
    {
        Task<Dictionary<SearchKey, List<InventoryEntity>>> made;
        TaskCompletionSource<Dictionary<SearchKey, List<InventoryEntity>>>? making = null;
        lock (_lock)
        {
            if (_byKey is not { IsFaulted: false })
                _byKey = (making = new(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
            made = _byKey;
        }

        if (making is not null)
            await MakeAsync(making, call);
        return (await made.WaitAsync(call.Cancelled)).GetValueOrDefault(key with { Value = key.Value.ToLowerInvariant() }) ?? [];
    }

    /// <summary>Makes it for all who wait, also when the client of this call has gone.</summary>
    private async ValueTask MakeAsync(TaskCompletionSource<Dictionary<SearchKey, List<InventoryEntity>>> making, CallContext call)
    {
        try
        {
            making.SetResult(await BuildAsync(call));
        }
        catch (Exception failure)
        {
            making.SetException(failure);
        }
    }

    private async ValueTask<Dictionary<SearchKey, List<InventoryEntity>>> BuildAsync(CallContext call)
    {
        var byKey = new Dictionary<SearchKey, List<InventoryEntity>>();
        foreach (var entity in inventory.All.Where(static entity => entity.Reference.Type is "VirtualMachine" or "HostSystem").OrderBy(static entity => entity.Reference.Value, StringComparer.Ordinal))
        {
            if (registry.Find(entity.Reference, call) is not { } found)
                continue;
            var keys = await (entity.Reference.Type == "HostSystem" ? SearchedValues.OfHostAsync(found, call) : SearchedValues.OfMachineAsync(found, call));
            foreach (var key in keys.Distinct())
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
