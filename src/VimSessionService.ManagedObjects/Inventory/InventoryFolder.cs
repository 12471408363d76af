using VimSessionService.Core.Calls;
using VimSessionService.Core.Inventory;
using VimSessionService.Vim25;

namespace VimSessionService.ManagedObjects.Inventory;

/// <summary>A folder of the inventory: the root folder, where the inventory begins and permissions stand, or one of a datacenter.</summary>
public sealed class InventoryFolder(
    ManagedObjectReference reference, InventoryTree inventory, EntityReader entities, IReadOnlyList<string> childType)
    : FolderBase<Call>(reference)
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
    protected override ValueTask<string[]?> GetChildType(Call call) => new([.. childType]);

    /// <inheritdoc/>
    protected override ValueTask<ManagedObjectReference[]?> GetChildEntity(Call call) =>
        new([.. inventory.ChildrenOf(Reference).Select(static child => child.Reference)]);

    /// <inheritdoc/>
    protected override ValueTask<ManagedEntityStatus?> GetOverallStatus(Call call) => new(ManagedEntityStatus.Gray);

    /// <inheritdoc/>
    protected override ValueTask<ManagedEntityStatus?> GetConfigStatus(Call call) => new(ManagedEntityStatus.Gray);

    /// <inheritdoc/>
    protected override ValueTask<bool?> GetAlarmActionsEnabled(Call call) => new(true);
}
