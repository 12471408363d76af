using VimSessionService.AdminClient.Access;
using VimSessionService.AdminClient.Json;
using VimSessionService.AdminClient.Snapshots;
using VimSessionService.AdminClient.Users;

namespace VimSessionService.AdminClient;

/// <summary>Users, groups, roles, permissions, extensions, and the state as a whole.</summary>
public sealed partial class AdminApiClient
{
    /// <summary>The accounts.</summary>
    public Task<UserList> ListUsersAsync(CancellationToken cancellationToken = default) => GetAsync("users", AdminJson.Default.UserList, cancellationToken);

    /// <summary>An account, by any spelling of its name.</summary>
    public Task<UserInfo> GetUserAsync(string name, CancellationToken cancellationToken = default) => GetAsync(OfUser(name), AdminJson.Default.UserInfo, cancellationToken);

    /// <summary>Creates an account.</summary>
    public Task<UserInfo> CreateUserAsync(UserCreation user, CancellationToken cancellationToken = default) =>
        PostAsync("users", Json(user, AdminJson.Default.UserCreation), AdminJson.Default.UserInfo, cancellationToken);

    /// <summary>Changes an account.</summary>
    public Task<UserInfo> ChangeUserAsync(string name, UserChange change, CancellationToken cancellationToken = default) =>
        SendAsync(HttpMethod.Patch, OfUser(name), Json(change, AdminJson.Default.UserChange), AdminJson.Default.UserInfo, cancellationToken);

    /// <summary>Deletes an account. Its sessions and permissions stay.</summary>
    public Task DeleteUserAsync(string name, CancellationToken cancellationToken = default) => DoAsync(HttpMethod.Delete, OfUser(name), null, cancellationToken);

    /// <summary>Locks an account, for a time or until it is unlocked.</summary>
    public Task<UserInfo> LockUserAsync(string name, TimeSpan? duration = null, CancellationToken cancellationToken = default) =>
        PostAsync(OfUser(name) + "/lock", Json(new UserLock(duration), AdminJson.Default.UserLock), AdminJson.Default.UserInfo, cancellationToken);

    /// <summary>Unlocks an account, and forgets its wrong passwords.</summary>
    public Task<UserInfo> UnlockUserAsync(string name, CancellationToken cancellationToken = default) => PostAsync(OfUser(name) + "/unlock", null, AdminJson.Default.UserInfo, cancellationToken);

    /// <summary>The groups.</summary>
    public Task<GroupList> ListGroupsAsync(CancellationToken cancellationToken = default) => GetAsync("groups", AdminJson.Default.GroupList, cancellationToken);

    /// <summary>A group, by any spelling of its name.</summary>
    public Task<GroupInfo> GetGroupAsync(string name, CancellationToken cancellationToken = default) => GetAsync(OfGroup(name), AdminJson.Default.GroupInfo, cancellationToken);

    /// <summary>Creates a group.</summary>
    public Task<GroupInfo> CreateGroupAsync(GroupSetting group, CancellationToken cancellationToken = default) =>
        PostAsync("groups", Json(group, AdminJson.Default.GroupSetting), AdminJson.Default.GroupInfo, cancellationToken);

    /// <summary>Changes who is in a group. What its members may do by it changes for their sessions too.</summary>
    public Task<GroupInfo> ChangeGroupAsync(string name, GroupChange change, CancellationToken cancellationToken = default) =>
        SendAsync(HttpMethod.Patch, OfGroup(name), Json(change, AdminJson.Default.GroupChange), AdminJson.Default.GroupInfo, cancellationToken);

    /// <summary>Deletes a group and its permissions. Its members stay.</summary>
    public Task DeleteGroupAsync(string name, CancellationToken cancellationToken = default) => DoAsync(HttpMethod.Delete, OfGroup(name), null, cancellationToken);

    /// <summary>When accounts are locked after wrong passwords.</summary>
    public Task<LockoutSetting> GetLockoutPolicyAsync(CancellationToken cancellationToken = default) => GetAsync("lockout", AdminJson.Default.LockoutSetting, cancellationToken);

    /// <summary>Sets when accounts are locked after wrong passwords.</summary>
    public Task<LockoutSetting> SetLockoutPolicyAsync(LockoutSetting policy, CancellationToken cancellationToken = default) =>
        SendAsync(HttpMethod.Put, "lockout", Json(policy, AdminJson.Default.LockoutSetting), AdminJson.Default.LockoutSetting, cancellationToken);

    /// <summary>The roles.</summary>
    public Task<RoleList> ListRolesAsync(CancellationToken cancellationToken = default) => GetAsync("roles", AdminJson.Default.RoleList, cancellationToken);

    /// <summary>Creates a role.</summary>
    public Task<RoleInfo> CreateRoleAsync(RoleSetting role, CancellationToken cancellationToken = default) =>
        PostAsync("roles", Json(role, AdminJson.Default.RoleSetting), AdminJson.Default.RoleInfo, cancellationToken);

    /// <summary>Gives a role another name and other privileges.</summary>
    public Task<RoleInfo> ChangeRoleAsync(string name, RoleSetting role, CancellationToken cancellationToken = default) =>
        SendAsync(HttpMethod.Put, $"roles/{Uri.EscapeDataString(name)}", Json(role, AdminJson.Default.RoleSetting), AdminJson.Default.RoleInfo, cancellationToken);

    /// <summary>Deletes a role and the permissions that grant it.</summary>
    public Task DeleteRoleAsync(string name, CancellationToken cancellationToken = default) => DoAsync(HttpMethod.Delete, $"roles/{Uri.EscapeDataString(name)}", null, cancellationToken);

    /// <summary>The permissions.</summary>
    public Task<PermissionList> ListPermissionsAsync(CancellationToken cancellationToken = default) => GetAsync("permissions", AdminJson.Default.PermissionList, cancellationToken);

    /// <summary>Sets the permission of a user or group on an object.</summary>
    public Task<PermissionInfo> SetPermissionAsync(PermissionInfo permission, CancellationToken cancellationToken = default) =>
        SendAsync(HttpMethod.Put, "permissions", Json(permission, AdminJson.Default.PermissionInfo), AdminJson.Default.PermissionInfo, cancellationToken);

    /// <summary>Deletes the permission of a user or group on an object; null for the root folder.</summary>
    public Task DeletePermissionAsync(string principal, bool group = false, string? entity = null, CancellationToken cancellationToken = default) =>
        DoAsync(HttpMethod.Delete, "permissions" + Query(("principal", principal), ("group", group ? "true" : null), ("entity", entity)), null, cancellationToken);

    /// <summary>The extensions.</summary>
    public Task<ExtensionList> ListExtensionsAsync(CancellationToken cancellationToken = default) => GetAsync("extensions", AdminJson.Default.ExtensionList, cancellationToken);

    /// <summary>Registers an extension.</summary>
    public Task<ExtensionInfo> RegisterExtensionAsync(ExtensionInfo extension, CancellationToken cancellationToken = default) =>
        PostAsync("extensions", Json(extension, AdminJson.Default.ExtensionInfo), AdminJson.Default.ExtensionInfo, cancellationToken);

    /// <summary>Takes an extension out.</summary>
    public Task UnregisterExtensionAsync(string key, CancellationToken cancellationToken = default) => DoAsync(HttpMethod.Delete, $"extensions/{Uri.EscapeDataString(key)}", null, cancellationToken);

    /// <summary>The state of the service, with secrets as hashes.</summary>
    public Task<Snapshot> TakeSnapshotAsync(CancellationToken cancellationToken = default) => GetAsync("snapshot", AdminJson.Default.Snapshot, cancellationToken);

    /// <summary>Brings the service into the state of a snapshot.</summary>
    public Task RestoreSnapshotAsync(Snapshot snapshot, CancellationToken cancellationToken = default) =>
        DoAsync(HttpMethod.Put, "snapshot", Json(snapshot, AdminJson.Default.Snapshot), cancellationToken);

    /// <summary>Brings the service into the state of its start.</summary>
    public Task ResetAsync(CancellationToken cancellationToken = default) => DoAsync(HttpMethod.Post, "reset", null, cancellationToken);

    private static string OfUser(string name) => "users/" + Uri.EscapeDataString(name);

    private static string OfGroup(string name) => "groups/" + Uri.EscapeDataString(name);
}
