namespace VimSessionService.Vim25;

/// <summary>Keeps roles and permissions, and answers who may do what.</summary>
[ManagedType]
public interface IAuthorizationManager : IManagedObject
{
    [Privilege("System.View")]
    AuthorizationPrivilege[]? PrivilegeList { get; }

    [Privilege("System.View")]
    AuthorizationRole[]? RoleList { get; }

    [Privilege("System.View")]
    AuthorizationDescription Description { get; }

    [Privilege("Authorization.ModifyRoles"), Throws(typeof(AlreadyExists), typeof(InvalidName))]
    int AddAuthorizationRole(string name, string[]? privIds);

    [Privilege("Authorization.ModifyRoles"), Throws(typeof(NotFound), typeof(RemoveFailed))]
    void RemoveAuthorizationRole(int roleId, bool failIfUsed);

    [Privilege("Authorization.ModifyRoles"), Throws(typeof(NotFound), typeof(InvalidName), typeof(AlreadyExists))]
    void UpdateAuthorizationRole(int roleId, string newName, string[]? privIds);

    [Privilege("Authorization.ReassignRolePermissions"), Throws(typeof(NotFound), typeof(AuthMinimumAdminPermission))]
    void MergePermissions(int srcRoleId, int dstRoleId);

    [Privilege("System.View"), Throws(typeof(NotFound))]
    Permission[]? RetrieveRolePermissions(int roleId);

    Permission[]? RetrieveEntityPermissions([Privilege("System.Read"), Reference("ManagedEntity")] ManagedObjectReference entity, bool inherited);

    [Privilege("System.View")]
    Permission[]? RetrieveAllPermissions();

    [Throws(typeof(UserNotFound), typeof(NotFound), typeof(AuthMinimumAdminPermission))]
    void SetEntityPermissions([Privilege("Authorization.ModifyPermissions"), Reference("ManagedEntity")] ManagedObjectReference entity, Permission[]? permission);

    [Throws(typeof(UserNotFound), typeof(NotFound), typeof(AuthMinimumAdminPermission))]
    void ResetEntityPermissions([Privilege("Authorization.ModifyPermissions"), Reference("ManagedEntity")] ManagedObjectReference entity, Permission[]? permission);

    [Throws(typeof(NotFound), typeof(AuthMinimumAdminPermission))]
    void RemoveEntityPermission([Privilege("Authorization.ModifyPermissions"), Reference("ManagedEntity")] ManagedObjectReference entity, string user, bool isGroup);

    [Since(ApiVersion.V5_0), Privilege("System.View")]
    bool[]? HasPrivilegeOnEntity([Privilege("System.Read"), Reference("ManagedEntity")] ManagedObjectReference entity, string sessionId, string[]? privId);

    [Since(ApiVersion.V5_5), Privilege("System.View")]
    EntityPrivilege[]? HasPrivilegeOnEntities(
        [Privilege("System.Read"), Reference("ManagedEntity")] ManagedObjectReference[] entity, string sessionId, string[]? privId);

    [Since(ApiVersion.V6_5)]
    EntityPrivilege[]? HasUserPrivilegeOnEntities([Privilege("System.View")] ManagedObjectReference[] entities, string userName, string[]? privId);

    [Since(ApiVersion.V6_5)]
    UserPrivilegeResult[]? FetchUserPrivilegeOnEntities([Privilege("System.View"), Reference("ManagedEntity")] ManagedObjectReference[] entities, string userName);
}
