using VimSessionService.Core.Calls;
using VimSessionService.Core.Inventory;
using VimSessionService.Vim25;

namespace VimSessionService.ManagedObjects.Inventory;

/// <summary>The one datacenter, with its four folders. It holds no host, and so no datastore and no network.</summary>
public sealed class Datacenter(DatacenterLayout layout, InventoryTree inventory) : DatacenterBase<Call>(layout.Datacenter)
{
    /// <inheritdoc/>
    protected override ValueTask<string?> GetName(Call call) => new(inventory.Find(Reference.Value)?.Name);

    /// <inheritdoc/>
    protected override ValueTask<ManagedObjectReference?> GetParent(Call call) => new(inventory.Find(Reference.Value)?.Parent?.Reference);

    /// <inheritdoc/>
    protected override ValueTask<ManagedObjectReference?> GetVmFolder(Call call) => new(layout.VmFolder);

    /// <inheritdoc/>
    protected override ValueTask<ManagedObjectReference?> GetHostFolder(Call call) => new(layout.HostFolder);

    /// <inheritdoc/>
    protected override ValueTask<ManagedObjectReference?> GetDatastoreFolder(Call call) => new(layout.DatastoreFolder);

    /// <inheritdoc/>
    protected override ValueTask<ManagedObjectReference?> GetNetworkFolder(Call call) => new(layout.NetworkFolder);

    /// <inheritdoc/>
    protected override ValueTask<ManagedObjectReference[]?> GetDatastore(Call call) => new([]);

    /// <inheritdoc/>
    protected override ValueTask<ManagedObjectReference[]?> GetNetwork(Call call) => new([]);

    /// <inheritdoc/>
    protected override ValueTask<ManagedEntityStatus?> GetOverallStatus(Call call) => new(ManagedEntityStatus.Gray);

    /// <inheritdoc/>
    protected override ValueTask<ManagedEntityStatus?> GetConfigStatus(Call call) => new(ManagedEntityStatus.Gray);

    /// <inheritdoc/>
    protected override ValueTask<bool?> GetAlarmActionsEnabled(Call call) => new(true);
}
