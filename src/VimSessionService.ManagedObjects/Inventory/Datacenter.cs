using VimSessionService.Core.Calls;
using VimSessionService.Vim25;

namespace VimSessionService.ManagedObjects.Inventory;

/// <summary>The one datacenter, with its four folders. It holds no host, and so no datastore and no network.</summary>
public sealed class Datacenter(DatacenterLayout layout, EntityReader entities) : DatacenterBase<Call>(layout.Datacenter)
{
    /// <inheritdoc/>
    protected override ValueTask<string?> GetName(Call call) => new(entities.Name(Reference));

    /// <inheritdoc/>
    protected override ValueTask<ManagedObjectReference?> GetParent(Call call) => new(entities.Parent(Reference));

    /// <inheritdoc/>
    protected override ValueTask<Permission[]?> GetPermission(Call call) => new(entities.Permissions(Reference));

    /// <inheritdoc/>
    protected override ValueTask<int[]?> GetEffectiveRole(Call call) => new(entities.EffectiveRoles(Reference, call));

    /// <inheritdoc/>
    protected override ValueTask<string[]?> GetDisabledMethod(Call call) => new([]);

    /// <inheritdoc/>
    protected override ValueTask<ManagedObjectReference[]?> GetRecentTask(Call call) => new([]);

    /// <inheritdoc/>
    protected override ValueTask<Event[]?> GetConfigIssue(Call call) => new([]);

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
    protected override ValueTask<DatacenterConfigInfo?> GetConfiguration(Call call) => new(new DatacenterConfigInfo());

    /// <inheritdoc/>
    protected override ValueTask<CustomFieldDef[]?> GetAvailableField(Call call) => new([]);

    /// <inheritdoc/>
    protected override ValueTask<CustomFieldValue[]?> GetValue(Call call) => new([]);

    /// <inheritdoc/>
    protected override ValueTask<CustomFieldValue[]?> GetCustomValue(Call call) => new([]);

    /// <inheritdoc/>
    protected override ValueTask<Tag[]?> GetTag(Call call) => new([]);

    /// <inheritdoc/>
    protected override ValueTask<ManagedEntityStatus?> GetOverallStatus(Call call) => new(ManagedEntityStatus.Gray);

    /// <inheritdoc/>
    protected override ValueTask<ManagedEntityStatus?> GetConfigStatus(Call call) => new(ManagedEntityStatus.Gray);

    /// <inheritdoc/>
    protected override ValueTask<bool?> GetAlarmActionsEnabled(Call call) => new(true);
}
