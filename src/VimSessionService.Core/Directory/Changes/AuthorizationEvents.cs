using VimSessionService.Core.Directory.Permissions;
using VimSessionService.Core.Events;
using VimSessionService.Core.Sessions;
using VimSessionService.Core.Tables;
using VimSessionService.Vim25;

namespace VimSessionService.Core.Directory.Changes;

/// <summary>The events of changes that a caller made to roles and permissions (docs/facts/privileges-and-events.md), which are posted with the changes.</summary>
internal sealed class AuthorizationEvents(IEventLog log, InventoryTree inventory, RoleDirectory roles)
{
    /// <summary>A permission was set: one that is new, or another than before.</summary>
    internal void PermissionSet(FollowUps then, Session caller, PermissionEntry entry, PermissionEntry? previous)
    {
        var entity = EntityOf(entry);
        then.Post(log, stamp => previous is null
            ? new PermissionAddedEvent
            {
                Key = stamp.Key,
                ChainId = stamp.Key,
                CreatedTime = stamp.CreatedTime,
                UserName = caller.Data.User.UserName,
                Datacenter = DatacenterOf(entity),
                Entity = ToArgument(entity),
                Principal = entry.Principal.Display,
                Group = entry.IsGroup,
                Role = RoleOf(entry),
                Propagate = entry.Propagate,
            }
            : new PermissionUpdatedEvent
            {
                Key = stamp.Key,
                ChainId = stamp.Key,
                CreatedTime = stamp.CreatedTime,
                UserName = caller.Data.User.UserName,
                Datacenter = DatacenterOf(entity),
                Entity = ToArgument(entity),
                Principal = entry.Principal.Display,
                Group = entry.IsGroup,
                Role = RoleOf(entry),
                Propagate = entry.Propagate,
                PrevRole = RoleOf(previous),
                PrevPropagate = previous.Propagate,
            });
    }

    /// <summary>A permission was removed.</summary>
    internal void PermissionRemoved(FollowUps then, Session caller, PermissionEntry entry)
    {
        var entity = EntityOf(entry);
        then.Post(log, stamp => new PermissionRemovedEvent
        {
            Key = stamp.Key,
            ChainId = stamp.Key,
            CreatedTime = stamp.CreatedTime,
            UserName = caller.Data.User.UserName,
            Datacenter = DatacenterOf(entity),
            Entity = ToArgument(entity),
            Principal = entry.Principal.Display,
            Group = entry.IsGroup,
        });
    }

    /// <summary>A role was added.</summary>
    internal void RoleAdded(FollowUps then, Session caller, Role role) => then.Post(log, stamp => new RoleAddedEvent
    {
        Key = stamp.Key,
        ChainId = stamp.Key,
        CreatedTime = stamp.CreatedTime,
        UserName = caller.Data.User.UserName,
        Role = ToArgument(role),
        PrivilegeList = role.SortedPrivileges(),
    });

    /// <summary>A role has another name or other privileges.</summary>
    internal void RoleUpdated(FollowUps then, Session caller, Role before, Role after) => then.Post(log, stamp => new RoleUpdatedEvent
    {
        Key = stamp.Key,
        ChainId = stamp.Key,
        CreatedTime = stamp.CreatedTime,
        UserName = caller.Data.User.UserName,
        Role = ToArgument(after),
        PrivilegeList = after.SortedPrivileges(),
        PrevRoleName = before.Name,
        PrivilegesAdded = [.. after.SortedPrivileges().Except(before.Privileges)],
        PrivilegesRemoved = [.. before.SortedPrivileges().Except(after.Privileges)],
    });

    /// <summary>A role was removed.</summary>
    internal void RoleRemoved(FollowUps then, Session caller, Role role) => then.Post(log, stamp => new RoleRemovedEvent
    {
        Key = stamp.Key,
        ChainId = stamp.Key,
        CreatedTime = stamp.CreatedTime,
        UserName = caller.Data.User.UserName,
        Role = ToArgument(role),
    });

    private InventoryEntity EntityOf(PermissionEntry entry) =>
        (entry.Entity is { } reference ? inventory.Find(reference.Value) : null) ?? inventory.Root;

    private RoleEventArgument RoleOf(PermissionEntry entry) =>
        roles.Find(entry.RoleId) is { } role ? ToArgument(role) : new RoleEventArgument { RoleId = entry.RoleId, Name = "" };

    private static RoleEventArgument ToArgument(Role role) => new() { RoleId = role.RoleId, Name = role.Name };

    private static ManagedEntityEventArgument ToArgument(InventoryEntity entity) => new() { Entity = entity.Reference, Name = entity.Name };

    private static DatacenterEventArgument? DatacenterOf(InventoryEntity entity)
    {
        for (var at = entity; at is not null; at = at.Parent)
        {
            if (at.Reference.Type == "Datacenter")
                return new DatacenterEventArgument { Datacenter = at.Reference, Name = at.Name };
        }

        return null;
    }
}
