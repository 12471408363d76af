using VimSessionService.Core.Calls;
using VimSessionService.Core.Directory;
using VimSessionService.Core.Directory.Permissions;
using VimSessionService.Vim25;

namespace VimSessionService.ManagedObjects.Inventory;

/// <summary>What a caller may see of the inventory: the objects on which the caller has System.View, and what belongs to them.</summary>
/// <param name="inventory">The objects with names.</param>
/// <param name="registry">Has the others, which say what they belong to.</param>
/// <param name="access">Checks privileges.</param>
internal sealed class Visibility(InventoryTree inventory, ManagedObjectRegistry registry, AccessCheck access)
{
    /// <summary>Whether an object is hidden from a caller. What neither is part of the inventory nor belongs to a part of it is not.</summary>
    public async ValueTask<bool> HidesAsync(ManagedObjectReference reference, CallContext call) =>
        (inventory.Find(reference.Value)?.Reference ?? (registry.FindServed(reference.Value) as IPartOfEntity)?.Entity) is { } entity
        && await access.CheckAsync(call, entity, Privileges.SystemView) is not null;

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
