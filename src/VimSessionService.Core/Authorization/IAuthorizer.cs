using VimSessionService.Core.Sessions;
using VimSessionService.Core.Users;
using VimSessionService.Vim25;

namespace VimSessionService.Core.Authorization;

/// <summary>What a user holds on an object.</summary>
/// <param name="RoleIds">The roles that give it; empty when no permission reaches the user there.</param>
/// <param name="Privileges">The privileges of these roles.</param>
public sealed record Grant(IReadOnlyList<int> RoleIds, PrivilegeSet Privileges)
{
    /// <summary>Nothing.</summary>
    public static Grant None { get; } = new([], PrivilegeSet.None);

    /// <summary>What one role gives.</summary>
    public static Grant Of(Role role) => new([role.RoleId], role.Privileges);
}

/// <summary>Decides what a caller may do. A change of roles or permissions shows at the next question.</summary>
public interface IAuthorizer
{
    /// <summary>Whether a session has a privilege on an entity; singleton managers are checked at the root folder (docs/facts/privileges-and-events.md).</summary>
    bool HasPrivilege(ISession session, ManagedObjectReference entity, string privilegeId);

    /// <summary>Whether a user has any access at all, without which a login is refused.</summary>
    bool HasAccess(UserIdentity user);

    /// <summary>What a user holds on an entity.</summary>
    Grant GrantOf(UserIdentity user, ManagedObjectReference entity);
}
