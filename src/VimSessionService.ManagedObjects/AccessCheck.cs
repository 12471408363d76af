using VimSessionService.Core.Authorization;
using VimSessionService.Core.Calls;
using VimSessionService.Core.Directory.Permissions;
using VimSessionService.Core.Sessions;
using VimSessionService.Vim25;

namespace VimSessionService.ManagedObjects;

/// <summary>Checks a declared privilege for the caller, and creates the fault for a missing one.</summary>
internal sealed class AccessCheck(IAuthorizer authorizer, ManagedObjectReference rootFolder)
{
    /// <summary>What every caller may do, with a session or without.</summary>
    private const string Anonymous = "System.Anonymous";

    /// <summary>The fault that the caller gets instead; null when the privilege is there.</summary>
    /// <param name="call">The call.</param>
    /// <param name="target">The object: an entity is checked itself, a part of one at that, a singleton manager at the root folder.</param>
    /// <param name="privilegeId">The declared privilege.</param>
    public ValueTask<NoPermission?> CheckAsync(CallContext call, ManagedObject<CallContext> target, string privilegeId) =>
        privilegeId == Anonymous ? default : CheckAsync(call, target.Type.Is("ManagedEntity") ? target.Reference : (target as IPartOfEntity)?.Entity ?? rootFolder, privilegeId);

    /// <summary>The fault that the caller gets instead of what takes a privilege on an entity; null when the privilege is there.</summary>
    public ValueTask<NoPermission?> CheckAsync(CallContext call, ManagedObjectReference entity, string privilegeId)
    {
        if (call.Session is not { } session)
            return new(NoSession(privilegeId));
        var data = session.Data;
        if (AuthorizerExtensions.HasByRule(data, privilegeId))
            return default;
        var grant = call.GrantsOf(authorizer, data.User).OnAsync(entity);
        return grant.IsCompletedSuccessfully ? new(FaultOf(grant.Result, entity, privilegeId)) : WhenAnsweredAsync(grant, entity, privilegeId);
    }

    /// <summary>Throws the fault that <see cref="CheckAsync(CallContext, ManagedObject{CallContext}, string)"/> gives.</summary>
    public async ValueTask DemandAsync(CallContext call, ManagedObject<CallContext> target, string privilegeId) =>
        Throw(await CheckAsync(call, target, privilegeId), privilegeId);

    /// <summary>Throws the fault that <see cref="CheckAsync(CallContext, ManagedObjectReference, string)"/> gives.</summary>
    public async ValueTask DemandAsync(CallContext call, ManagedObjectReference entity, string privilegeId) =>
        Throw(await CheckAsync(call, entity, privilegeId), privilegeId);

    /// <summary>Throws NotAuthenticated for a call without a session.</summary>
    public void DemandSession(CallContext call, string privilegeId)
    {
        if (call.Session is null)
            Throw(NoSession(privilegeId), privilegeId);
    }

    private static async ValueTask<NoPermission?> WhenAnsweredAsync(ValueTask<Grant> grant, ManagedObjectReference entity, string privilegeId) =>
        FaultOf(await grant, entity, privilegeId);

    private static NoPermission? FaultOf(Grant grant, ManagedObjectReference entity, string privilegeId) => grant.Privileges.Contains(privilegeId)
        ? null
        : new NoPermission
        {
            Object = entity,
            PrivilegeId = privilegeId,
            MissingPrivileges = [new NoPermissionEntityPrivileges { Entity = entity, PrivilegeIds = [privilegeId] }],
        };

    private NotAuthenticated NoSession(string privilegeId) => new() { Object = rootFolder, PrivilegeId = privilegeId };

    private static void Throw(NoPermission? fault, string privilegeId)
    {
        if (fault is not null)
            throw new VimFaultException(fault, fault is NotAuthenticated ? "the call has no live session" : $"{privilegeId} is missing");
    }
}
