using VimSessionService.Core.Sessions;
using VimSessionService.Core.Users;
using VimSessionService.Vim25;

namespace VimSessionService.Core.Authorization;

/// <summary>Decides what a caller may do. A change of roles or permissions shows at the next question.</summary>
public interface IAuthorizer
{
    /// <summary>Whether a session has a privilege on an entity; singleton managers are checked at the root folder (wire.md §6).</summary>
    bool HasPrivilege(ISession session, ManagedObjectReference entity, string privilegeId);

    /// <summary>Whether a user has any access at all, without which a login is refused.</summary>
    bool HasAccess(UserIdentity user);
}
