using VimSessionService.Core.Directory.Users;
using VimSessionService.Vim25;

namespace VimSessionService.Core.Directory.Permissions;

/// <summary>What a user or group may do on an object.</summary>
/// <param name="Principal">The user or group.</param>
/// <param name="IsGroup">Whether it is a group.</param>
/// <param name="RoleId">The role that is granted.</param>
/// <param name="Propagate">Whether it holds below the object too.</param>
/// <param name="Entity">The object; null for the root folder.</param>
internal sealed record PermissionEntry(
    AccountName Principal, bool IsGroup, int RoleId, bool Propagate = true, ManagedObjectReference? Entity = null)
{
    internal PermissionKey Key => new(Entity?.Value, Principal, IsGroup);
}

/// <summary>What there is one permission of at most.</summary>
internal readonly record struct PermissionKey(string? Entity, AccountName Principal, bool IsGroup);
