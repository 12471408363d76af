using VimSessionService.Core.Directory.Permissions;
using VimSessionService.Vim25;

namespace VimSessionService.Core.Authorization;

/// <summary>Users can grant or take away only privileges that they hold themselves; otherwise they could use roles to get more privileges.</summary>
internal static class OwnPrivileges
{
    /// <summary>Demands that a grant on an object has all of some privileges.</summary>
    /// <exception cref="VimFaultException">NoPermission, which names the missing ones.</exception>
    public static void Demand(Grant grant, ManagedObjectReference entity, IEnumerable<string> privileges)
    {
        string[] missing = [.. privileges.Where(id => !grant.Privileges.Contains(id)).Order(StringComparer.Ordinal)];
        if (missing.Length == 0)
            return;
        throw new VimFaultException(
            new NoPermission
            {
                Object = entity,
                PrivilegeId = missing[0],
                MissingPrivileges = [new NoPermissionEntityPrivileges { Entity = entity, PrivilegeIds = missing }],
            },
            $"the caller lacks {missing.Length} of the privileges that the change is about, first {missing[0]}");
    }
}
