using VimSessionService.Core.Calls;
using VimSessionService.Vim25;

namespace VimSessionService.ManagedObjects.Inventory;

/// <summary>The root folder, where the inventory begins and permissions stand. It is empty.</summary>
public sealed class RootFolder(ManagedObjectReference reference, string name, IReadOnlyList<string> childType) : FolderBase<Call>(reference)
{
    /// <inheritdoc/>
    protected override ValueTask<string?> GetName(Call call) => new(name);

    /// <inheritdoc/>
    protected override ValueTask<string[]?> GetChildType(Call call) => new([.. childType]);

    /// <inheritdoc/>
    protected override ValueTask<ManagedObjectReference[]?> GetChildEntity(Call call) => new([]);

    /// <inheritdoc/>
    protected override ValueTask<ManagedEntityStatus?> GetOverallStatus(Call call) => new(ManagedEntityStatus.Gray);

    /// <inheritdoc/>
    protected override ValueTask<ManagedEntityStatus?> GetConfigStatus(Call call) => new(ManagedEntityStatus.Gray);

    /// <inheritdoc/>
    protected override ValueTask<bool?> GetAlarmActionsEnabled(Call call) => new(true);
}
