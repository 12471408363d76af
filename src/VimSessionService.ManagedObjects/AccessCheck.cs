using VimSessionService.Core.Authorization;
using VimSessionService.Core.Calls;
using VimSessionService.Core.Sessions;
using VimSessionService.Vim25;

namespace VimSessionService.ManagedObjects;

/// <summary>Checks a declared privilege for the caller, and creates the fault for a missing one.</summary>
public sealed class AccessCheck(IAuthorizer authorizer, ManagedObjectReference rootFolder)
{
    /// <summary>What every caller may do, with a session or without.</summary>
    private const string Anonymous = "System.Anonymous";

    /// <summary>The fault that the caller gets instead; null when the privilege is there.</summary>
    /// <param name="call">The call.</param>
    /// <param name="target">The object: an entity is checked itself, a singleton manager at the root folder.</param>
    /// <param name="privilegeId">The declared privilege.</param>
    public NoPermission? Check(CallContext call, ManagedObject<CallContext> target, string privilegeId) =>
        privilegeId == Anonymous ? null : Check(call, target.Type.Is("ManagedEntity") ? target.Reference : rootFolder, privilegeId);

    /// <summary>The fault that the caller gets instead of what takes a privilege on an entity; null when the privilege is there.</summary>
    public NoPermission? Check(CallContext call, ManagedObjectReference entity, string privilegeId)
    {
        if (call.Session is not { } session)
            return NoSession(privilegeId);
        if (authorizer.HasPrivilege(session, entity, privilegeId))
            return null;
        return new NoPermission
        {
            Object = entity,
            PrivilegeId = privilegeId,
            MissingPrivileges = [new NoPermissionEntityPrivileges { Entity = entity, PrivilegeIds = [privilegeId] }],
        };
    }

    /// <summary>Throws the fault that <see cref="Check(CallContext, ManagedObject{CallContext}, string)"/> gives.</summary>
    public void Demand(CallContext call, ManagedObject<CallContext> target, string privilegeId) => Throw(Check(call, target, privilegeId), privilegeId);

    /// <summary>Throws the fault that <see cref="Check(CallContext, ManagedObjectReference, string)"/> gives; gives the caller's session.</summary>
    public ISession Demand(CallContext call, ManagedObjectReference entity, string privilegeId)
    {
        Throw(Check(call, entity, privilegeId), privilegeId);
        return call.Session!;
    }

    /// <summary>Throws NotAuthenticated for a call without a session.</summary>
    public void DemandSession(CallContext call, string privilegeId)
    {
        if (call.Session is null)
            Throw(NoSession(privilegeId), privilegeId);
    }

    private NotAuthenticated NoSession(string privilegeId) => new() { Object = rootFolder, PrivilegeId = privilegeId };

    private static void Throw(NoPermission? fault, string privilegeId)
    {
        if (fault is not null)
            throw new VimFaultException(fault, fault is NotAuthenticated ? "the call has no live session" : $"{privilegeId} is missing");
    }
}
