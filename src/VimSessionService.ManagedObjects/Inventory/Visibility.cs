using VimSessionService.Core.Calls;
using VimSessionService.Core.Directory;
using VimSessionService.Core.Directory.Permissions;
using VimSessionService.Vim25;

namespace VimSessionService.ManagedObjects.Inventory;

/// <summary>What a caller may see of the inventory: the objects on which the caller has System.View.</summary>
internal sealed class Visibility(InventoryTree inventory, AccessCheck access)
{
    /// <summary>Whether an object is hidden from a caller. What is not part of the inventory is not.</summary>
    public async ValueTask<bool> HidesAsync(ManagedObjectReference reference, CallContext call) =>
        inventory.Find(reference.Value) is { } entity && await access.CheckAsync(call, entity.Reference, Privileges.SystemView) is not null;

    /// <summary>Those of some references that a caller may see.</summary>
    public async ValueTask<ManagedObjectReference[]> OfAsync(ManagedObjectReference[] references, CallContext call)
    {
        List<ManagedObjectReference>? visible = null;
        for (var i = 0; i < references.Length; i++)
        {
            call.Budget.Spend();
            if (await HidesAsync(references[i], call))
                visible ??= [.. references[..i]];
            else
                visible?.Add(references[i]);
        }

        return visible is null ? references : [.. visible];
    }
}
