using VimSessionService.Core.Authorization;
using VimSessionService.Core.Directory.Permissions;
using VimSessionService.Core.Directory.Users;
using VimSessionService.Vim25;

namespace VimSessionService.Core.Sessions;

/// <summary>The questions of the service that follow from what a user holds.</summary>
internal static class AuthorizerExtensions
{
    /// <summary>Whether a session has a privilege on an entity.</summary>
    public static async ValueTask<bool> HasPrivilegeAsync(
        this IAuthorizer authorizer, SessionData session, ManagedObjectReference entity, string privilegeId, CancellationToken cancellationToken) =>
        HasByRule(session, privilegeId) || (await authorizer.GrantOfAsync(session.User, entity, cancellationToken)).Privileges.Contains(privilegeId);

    /// <summary>Whether a user has any access at all, without which a login is refused.</summary>
    public static async ValueTask<bool> HasAccessAsync(
        this IAuthorizer authorizer, UserIdentity user, ManagedObjectReference rootFolder, CancellationToken cancellationToken) =>
        (await authorizer.GrantOfAsync(user, rootFolder, cancellationToken)).Privileges.Contains(Privileges.SystemView);

    /// <summary>Whether a session has a privilege whatever its user holds: every session has System.Anonymous, that of an extension Sessions.ImpersonateUser.</summary>
    public static bool HasByRule(SessionData session, string privilegeId) =>
        privilegeId == Privileges.SystemAnonymous || (session.ExtensionSession && privilegeId == Privileges.SessionsImpersonateUser);
}
