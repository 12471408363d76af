using VimSessionService.Core.Calls;
using VimSessionService.Vim25;

namespace VimSessionService.ManagedObjects.Inventory;

/// <summary>The one datacenter, with its four folders. It holds no host, and so no datastore and no network.</summary>
internal sealed class Datacenter(DatacenterLayout layout, EntityReader entities) : DatacenterBase<CallContext>(layout.Datacenter)
{
    /// <inheritdoc/>
    protected override ValueTask<string?> GetName(CallContext call) => new(entities.Name(Reference));

    /// <inheritdoc/>
    protected override ValueTask<ManagedObjectReference?> GetParent(CallContext call) => new(entities.Parent(Reference));

    /// <inheritdoc/>
    protected override ValueTask<Permission[]?> GetPermission(CallContext call) => new(entities.Permissions(Reference));

    /// <inheritdoc/>
    protected override ValueTask<int[]?> GetEffectiveRole(CallContext call) => entities.EffectiveRolesAsync(Reference, call);

    /// <inheritdoc/>
    protected override ValueTask<string[]?> GetDisabledMethod(CallContext call) => new([]);

    /// <inheritdoc/>
    protected override ValueTask<ManagedObjectReference[]?> GetRecentTask(CallContext call) => new([]);

    /// <inheritdoc/>
    protected override ValueTask<Event[]?> GetConfigIssue(CallContext call) => new([]);

    /// <inheritdoc/>
    protected override ValueTask<ManagedObjectReference?> GetVmFolder(CallContext call) => new(layout.VmFolder);

    /// <inheritdoc/>
    protected override ValueTask<ManagedObjectReference?> GetHostFolder(CallContext call) => new(layout.HostFolder);

    /// <inheritdoc/>
    protected override ValueTask<ManagedObjectReference?> GetDatastoreFolder(CallContext call) => new(layout.DatastoreFolder);

    /// <inheritdoc/>
    protected override ValueTask<ManagedObjectReference?> GetNetworkFolder(CallContext call) => new(layout.NetworkFolder);

    /// <inheritdoc/>
    protected override ValueTask<ManagedObjectReference[]?> GetDatastore(CallContext call) => new([]);

    /// <inheritdoc/>
    protected override ValueTask<ManagedObjectReference[]?> GetNetwork(CallContext call) => new([]);

    /// <inheritdoc/>
    protected override ValueTask<DatacenterConfigInfo?> GetConfiguration(CallContext call) => new(new DatacenterConfigInfo());

    /// <inheritdoc/>
    protected override ValueTask<CustomFieldDef[]?> GetAvailableField(CallContext call) => new([]);

    /// <inheritdoc/>
    protected override ValueTask<CustomFieldValue[]?> GetValue(CallContext call) => new([]);

    /// <inheritdoc/>
    protected override ValueTask<CustomFieldValue[]?> GetCustomValue(CallContext call) => new([]);

    /// <inheritdoc/>
    protected override ValueTask<Tag[]?> GetTag(CallContext call) => new([]);

    /// <inheritdoc/>
    protected override ValueTask<ManagedEntityStatus?> GetOverallStatus(CallContext call) => new(ManagedEntityStatus.Gray);

    /// <inheritdoc/>
    protected override ValueTask<ManagedEntityStatus?> GetConfigStatus(CallContext call) => new(ManagedEntityStatus.Gray);

    /// <inheritdoc/>
    protected override ValueTask<bool?> GetAlarmActionsEnabled(CallContext call) => new(true);
}
