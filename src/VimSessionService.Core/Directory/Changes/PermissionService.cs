using VimSessionService.Core.Authorization;
using VimSessionService.Core.Calls;
using VimSessionService.Core.Directory.Permissions;
using VimSessionService.Core.Directory.Users;
using VimSessionService.Core.Sessions;
using VimSessionService.Core.Tables;
using VimSessionService.Vim25;

namespace VimSessionService.Core.Directory.Changes;

/// <summary>The rules by which callers read and change permissions. One change of roles or permissions is made at a time.</summary>
internal sealed class PermissionService
{
    private readonly RoleDirectory _roles;
    private readonly PermissionTable _permissions;
    private readonly PrincipalDirectory _principals;
    private readonly InventoryTree _inventory;
    private readonly IAuthorizer _authorizer;
    private readonly AuthorizationEvents _events;
    private readonly GrantedChanges _changes;

    /// <summary>Makes it; the permissions on an object go with the object from now on.</summary>
    public PermissionService(
        RoleDirectory roles,
        PermissionTable permissions,
        PrincipalDirectory principals,
        InventoryTree inventory,
        IAuthorizer authorizer,
        AuthorizationEvents events,
        GrantedChanges changes)
    {
        _roles = roles;
        _permissions = permissions;
        _principals = principals;
        _inventory = inventory;
        _authorizer = authorizer;
        _events = events;
        _changes = changes;
        inventory.Changed += () => permissions.RemoveWhere(entry => entry.Entity is { } entity && inventory.Find(entity.Value) is null);
    }

    /// <summary>The permissions on objects that a caller sees.</summary>
    public ValueTask<Permission[]> AllAsync(CallContext call) => VisibleToAsync(call, _permissions.All);

    /// <summary>The permissions that grant a role, on objects that a caller sees.</summary>
    /// <exception cref="VimFaultException">NotFound: there is no such role.</exception>
    public ValueTask<Permission[]> OfRoleAsync(CallContext call, int roleId)
    {
        RequireRole(roleId);
        return VisibleToAsync(call, _permissions.All.Where(entry => entry.RoleId == roleId));
    }

    /// <summary>The permissions on an object and, if wanted, those that it inherits because nothing nearer overrides them.</summary>
    public IEnumerable<Permission> On(InventoryEntity entity, bool inherited)
    {
        var seen = new HashSet<(AccountName, bool)>();
        var self = entity.Holder;
        for (var at = self; at is not null; at = inherited ? at.Parent : null)
        {
            foreach (var entry in Standing(at))
            {
                if ((entry.Propagate || at == self) && seen.Add((entry.Principal, entry.IsGroup)))
                    yield return ToPermission(entry);
            }
        }
    }

    /// <summary>Sets permissions on an object, one after the other; at a fault those before it stay set.</summary>
    /// <exception cref="VimFaultException">
    /// InvalidArgument, NotFound for an unknown role, UserNotFound, NoPermission, AuthMinimumAdminPermission.
    /// </exception>
    public async ValueTask SetAsync(Session caller, InventoryEntity entity, IReadOnlyList<Permission> wanted, CancellationToken cancellationToken)
    {
        RequireHolder(entity);
        await _changes.RunAsync(caller.Data.User, entity.Reference, (own, then) => Set(caller, own, entity, wanted, then), cancellationToken);
    }

    /// <summary>Sets permissions as <see cref="SetAsync"/> does, then removes the object's others.</summary>
    /// <exception cref="VimFaultException">
    /// InvalidArgument, NotFound for an unknown role, UserNotFound, NoPermission, AuthMinimumAdminPermission.
    /// </exception>
    public async ValueTask ResetAsync(Session caller, InventoryEntity entity, IReadOnlyList<Permission> wanted, CancellationToken cancellationToken)
    {
        RequireHolder(entity);
        await _changes.RunAsync(
            caller.Data.User,
            entity.Reference,
            (own, then) =>
            {
                var kept = Set(caller, own, entity, wanted, then);
                foreach (var entry in Standing(entity).Where(entry => !kept.Contains(entry.Key)).ToList())
                    Remove(caller, own, entity, entry, then);
            },
            cancellationToken);
    }

    /// <summary>Removes the permission of a user or group on an object.</summary>
    /// <exception cref="VimFaultException">InvalidArgument, NotFound, NoPermission, AuthMinimumAdminPermission.</exception>
    public async ValueTask RemoveAsync(Session caller, InventoryEntity entity, string principal, bool isGroup, CancellationToken cancellationToken)
    {
        RequireHolder(entity);
        await _changes.RunAsync(
            caller.Data.User,
            entity.Reference,
            (own, then) =>
            {
                var entry = Names(principal, isGroup).Select(name => _permissions.Find(name, isGroup, KeyOf(entity))).FirstOrDefault(found => found is not null)
                    ?? throw new VimFaultException(new NotFound(), $"{principal.Truncate(Truncation.UserName)} has no permission on {entity.Reference}");
                Remove(caller, own, entity, entry, then);
            },
            cancellationToken);
    }

    /// <summary>Gives every permission of a role another role.</summary>
    /// <exception cref="VimFaultException">NotFound, InvalidArgument, NoPermission, AuthMinimumAdminPermission.</exception>
    public async ValueTask MergeAsync(Session caller, int fromRoleId, int toRoleId, CancellationToken cancellationToken)
    {
        var root = _inventory.Root.Reference;
        await _changes.RunAsync(
            caller.Data.User,
            root,
            (own, then) =>
            {
                var from = RequireRole(fromRoleId);
                var to = RequireRole(toRoleId);
                if (fromRoleId == toRoleId || !CanBeGranted(to))
                    throw new VimFaultException(new InvalidArgument { InvalidProperty = "dstRoleId" }, $"role {toRoleId} cannot take them over");
                OwnPrivileges.Demand(own, root, from.Privileges.Union(to.Privileges));
                foreach (var previous in _permissions.Reassign(fromRoleId, toRoleId))
                    _events.PermissionSet(then, caller, previous with { RoleId = toRoleId }, previous);
            },
            cancellationToken);
    }

    private HashSet<PermissionKey> Set(Session caller, Grant own, InventoryEntity entity, IReadOnlyList<Permission> wanted, FollowUps then)
    {
        var set = new HashSet<PermissionKey>();
        foreach (var permission in wanted)
        {
            var role = RequireRole(permission.RoleId);
            if (!CanBeGranted(role))
                throw new VimFaultException(new InvalidArgument { InvalidProperty = "permission.roleId" }, $"{role.Name} cannot be granted");
            var principal = _principals.Resolve(permission.Principal, permission.Group) ?? throw new VimFaultException(
                new UserNotFound { Principal = permission.Principal, Unresolved = false },
                $"{permission.Principal.Truncate(Truncation.UserName)} is no known {(permission.Group ? "group" : "user")}");
            OwnPrivileges.Demand(own, entity.Reference, role.Privileges);
            var entry = new PermissionEntry(principal, permission.Group, role.RoleId, permission.Propagate, KeyOf(entity));
            var previous = _permissions.Set(entry);
            _events.PermissionSet(then, caller, entry, previous);
            set.Add(entry.Key);
        }

        return set;
    }

    private void Remove(Session caller, Grant own, InventoryEntity entity, PermissionEntry entry, FollowUps then)
    {
        OwnPrivileges.Demand(own, entity.Reference, _roles.Find(entry.RoleId)?.Privileges ?? PrivilegeSet.None);
        if (_permissions.Remove(entry.Principal, entry.IsGroup, entry.Entity) is { } removed)
            _events.PermissionRemoved(then, caller, removed);
    }

    /// <summary>A principal as the directory spells it, and as it was written, since who is no longer known may have a permission yet.</summary>
    private IEnumerable<AccountName> Names(string principal, bool isGroup)
    {
        if (AccountName.TryParse(principal, out var written))
            yield return written;
        if (_principals.Resolve(principal, isGroup) is { } known)
            yield return known;
    }

    private async ValueTask<Permission[]> VisibleToAsync(CallContext call, IEnumerable<PermissionEntry> entries)
    {
        var grants = call.GrantsOf(_authorizer, call.Session!.Data.User);
        var visible = new List<Permission>();
        foreach (var entry in entries)
        {
            if ((await grants.OnAsync(entry.Entity ?? _inventory.Root.Reference)).Privileges.Contains(Privileges.SystemView))
                visible.Add(ToPermission(entry));
        }

        return [.. visible];
    }

    private IEnumerable<PermissionEntry> Standing(InventoryEntity entity) =>
        _permissions.All.Where(entry => entry.Entity?.Value == KeyOf(entity)?.Value);

    private Permission ToPermission(PermissionEntry entry) => new()
    {
        Entity = entry.Entity ?? _inventory.Root.Reference,
        Principal = entry.Principal.Display,
        Group = entry.IsGroup,
        RoleId = entry.RoleId,
        Propagate = entry.Propagate,
    };

    private Role RequireRole(int roleId) => _roles.Find(roleId) ?? throw new VimFaultException(new NotFound(), $"no role {roleId}");

    private static void RequireHolder(InventoryEntity entity)
    {
        if (entity.Holder != entity)
            throw new VimFaultException(new InvalidArgument { InvalidProperty = "entity" }, "a datacenter's own folders have its permissions");
    }

    private static bool CanBeGranted(Role role) => role.RoleId != SystemRoles.View.RoleId && role.RoleId != SystemRoles.Anonymous.RoleId;

    private static ManagedObjectReference? KeyOf(InventoryEntity entity) => entity.Parent is null ? null : entity.Reference;
}
