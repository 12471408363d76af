using VimSessionService.Core.Authorization;
using VimSessionService.Core.Directory.Permissions;
using VimSessionService.Core.Sessions;
using VimSessionService.Core.Tables;
using VimSessionService.Vim25;

namespace VimSessionService.Core.Directory.Changes;

/// <summary>The rules by which callers add, change and remove roles. One change of roles or permissions is made at a time.</summary>
internal sealed class RoleService(
    RoleDirectory roles, PermissionTable permissions, InventoryTree inventory, AuthorizationEvents events, ITableChanges changes, GrantedChanges granted)
{
    /// <summary>Adds a role, and gives its id.</summary>
    /// <exception cref="VimFaultException">InvalidName, AlreadyExists, or InvalidArgument for an unknown privilege.</exception>
    public ValueTask<int> AddAsync(Session caller, string name, IReadOnlyList<string> privileges, CancellationToken cancellationToken) => changes.RunAsync(
        then =>
        {
            var role = roles.Add(name, privileges);
            events.RoleAdded(then, caller, role);
            return new ValueTask<int>(role.RoleId);
        },
        cancellationToken);

    /// <summary>Gives a role another name and other privileges. Callers can only add or remove privileges that they hold themselves.</summary>
    /// <exception cref="VimFaultException">
    /// NotFound for an unknown role or privilege, InvalidArgument for a system role, InvalidName, AlreadyExists, NoPermission.
    /// </exception>
    public async ValueTask UpdateAsync(
        Session caller, int roleId, string name, IReadOnlyList<string> privileges, CancellationToken cancellationToken)
    {
        await granted.RunAsync(
            caller.Data.User,
            inventory.Root.Reference,
            (own, then) =>
            {
                var role = roles.RequireCustom(roleId);
                var wanted = Role.Custom(roleId, name, privileges).Privileges;
                OwnPrivileges.Demand(own, inventory.Root.Reference, role.Privileges.Except(wanted).Concat(wanted.Except(role.Privileges)).Where(roles.Privileges.Contains));
                var (before, after) = roles.Update(roleId, name, privileges);
                events.RoleUpdated(then, caller, before, after);
            },
            cancellationToken);
    }

    /// <summary>Removes a role with the permissions that grant it.</summary>
    /// <exception cref="VimFaultException">
    /// NotFound, InvalidArgument for a system role, RemoveFailed when a permission grants it and <paramref name="failIfUsed"/> is set.
    /// </exception>
    public async ValueTask RemoveAsync(Session caller, int roleId, bool failIfUsed, CancellationToken cancellationToken)
    {
        await changes.RunAsync(
            then =>
            {
                roles.RequireCustom(roleId);
                var isUsed = permissions.Uses(roleId);
                if (failIfUsed && isUsed)
                    throw new VimFaultException(new RemoveFailed(), $"permissions grant role {roleId}");
                foreach (var permission in isUsed ? permissions.RemoveWhere(entry => entry.RoleId == roleId) : [])
                    events.PermissionRemoved(then, caller, permission);
                var removed = roles.Remove(roleId);
                events.RoleRemoved(then, caller, removed);
                return new ValueTask<Role>(removed);
            },
            cancellationToken);
    }
}
