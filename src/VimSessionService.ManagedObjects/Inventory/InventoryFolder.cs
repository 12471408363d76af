using VimSessionService.Core.Calls;
using VimSessionService.Core.Directory;
using VimSessionService.Vim25;

namespace VimSessionService.ManagedObjects.Inventory;

/// <summary>A folder of the inventory: the root folder, where the inventory begins and permissions stand, or one of a datacenter.</summary>
internal sealed class InventoryFolder(
    ManagedObjectReference reference, InventoryTree inventory, EntityReader entities, Visibility visibility, IReadOnlyList<string> childType)
    : FolderBase<CallContext>(reference)
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
    protected override ValueTask<string[]?> GetChildType(CallContext call) => new([.. childType]);

    /// <inheritdoc/>
    protected override async ValueTask<ManagedObjectReference[]?> GetChildEntity(CallContext call) =>
        await visibility.OfAsync([.. inventory.ChildrenOf(Reference).Select(static child => child.Reference)], call);

    /// <inheritdoc/>
    protected override ValueTask<ManagedEntityStatus?> GetOverallStatus(CallContext call) => new(ManagedEntityStatus.Gray);

    /// <inheritdoc/>
    protected override ValueTask<ManagedEntityStatus?> GetConfigStatus(CallContext call) => new(ManagedEntityStatus.Gray);

    /// <inheritdoc/>
    protected override ValueTask<bool?> GetAlarmActionsEnabled(CallContext call) => new(true);
}
