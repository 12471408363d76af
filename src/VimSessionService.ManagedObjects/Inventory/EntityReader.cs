using VimSessionService.Core.Authorization;
using VimSessionService.Core.Calls;
using VimSessionService.Core.Directory;
using VimSessionService.Core.Directory.Changes;
using VimSessionService.Vim25;

namespace VimSessionService.ManagedObjects.Inventory;

/// <summary>What every object of the inventory shows of itself: where it is, and who may do what on it.</summary>
internal sealed class EntityReader(InventoryTree inventory, PermissionService permissions, IAuthorizer authorizer)
{
    /// <summary>The object's name; null when it is not in the inventory any more.</summary>
    public string? Name(ManagedObjectReference reference) => Find(reference)?.Name;

    /// <summary>What the object is in; null for the root folder.</summary>
    public ManagedObjectReference? Parent(ManagedObjectReference reference) => Find(reference)?.Parent?.Reference;

    /// <summary>Whether what the object is directly in is of a type.</summary>
    public bool IsIn(ManagedObjectReference reference, string type) => Parent(reference)?.Type == type;

    /// <summary>The permissions on the object itself.</summary>
    public Permission[] Permissions(ManagedObjectReference reference) =>
        Find(reference) is { } entity ? [.. permissions.On(entity, inherited: false)] : [];

    /// <summary>The ids of the roles that the caller has on the object.</summary>
    public async ValueTask<int[]?> EffectiveRolesAsync(ManagedObjectReference reference, CallContext call) =>
        call.Session is { } session ? [.. (await call.GrantsOf(authorizer, session.Data.User).OnAsync(reference)).RoleIds] : [];

    private InventoryEntity? Find(ManagedObjectReference reference) => inventory.Find(reference.Value);
}
