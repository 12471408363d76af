using System.Collections.Frozen;
using VimSessionService.Core.Sessions;
using VimSessionService.Vim25;

namespace VimSessionService.Core.Authorization;

/// <summary>Compares what a session may do with what a role grants (specification, ImpersonateUser).</summary>
public sealed class AuthorizationLevel(IAuthorizer authorizer, RoleDirectory roles, ManagedObjectReference rootFolder)
{
    /// <summary>
    /// Whether a session may do exactly what an extension of the role may. Sessions.ImpersonateUser counts for neither: whoever asks
    /// has it.
    /// </summary>
    public bool IsThatOf(ISession session, int? roleId)
    {
        var granted = (roleId is { } id ? roles.Find(id)?.Privileges : null) ?? FrozenSet<string>.Empty;
        return Privileges.All
            .Where(privilege => privilege is not (Privileges.SystemAnonymous or Privileges.SessionsImpersonateUser))
            .All(privilege => authorizer.HasPrivilege(session, rootFolder, privilege) == granted.Contains(privilege));
    }
}
