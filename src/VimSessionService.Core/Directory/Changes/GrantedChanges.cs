using VimSessionService.Core.Authorization;
using VimSessionService.Core.Directory.Permissions;
using VimSessionService.Core.Directory.Users;
using VimSessionService.Core.Tables;
using VimSessionService.Vim25;

namespace VimSessionService.Core.Directory.Changes;

/// <summary>
/// Makes changes that depend on what their caller holds. The permissions of the service are asked on the turn of the change, so that nobody grants what was just taken away from them. A plug is
/// asked before, as it may take long, and asked again if what the caller has by the permissions, or a role of its answer, is another when the turn comes.
/// </summary>
internal sealed class GrantedChanges(ITableChanges changes, IAuthorizer authorizer, InventoryAuthorizer permissions, RoleDirectory roles)
{
    /// <summary>Makes a change. It is given what the caller holds on an object, and may be run again.</summary>
    /// <inheritdoc cref="ITableChanges.RunAsync"/>
    public async ValueTask RunAsync(UserIdentity caller, ManagedObjectReference entity, Action<Grant, FollowUps> change, CancellationToken cancellationToken)
    {
        if (ReferenceEquals(authorizer, permissions))
        {
            await changes.RunAsync(
                then =>
                {
                    change(permissions.GrantOf(caller, entity), then);
                    return new ValueTask<bool>(true);
                },
                cancellationToken);
            return;
        }

        bool isDone;
        do
        {
            var known = roles.All;
            var own = permissions.GrantOf(caller, entity);
            var grant = await authorizer.GrantOfAsync(caller, entity, cancellationToken);
            isDone = await changes.RunAsync(
                then =>
                {
                    if (!IsSame(own, permissions.GrantOf(caller, entity)) || !grant.RoleIds.All(id => known.FirstOrDefault(role => role.RoleId == id) == roles.Find(id)))
                        return new ValueTask<bool>(false);
                    change(grant, then);
                    return new ValueTask<bool>(true);
                },
                cancellationToken);
        }
        while (!isDone);
    }

    private static bool IsSame(Grant one, Grant other) => ReferenceEquals(one, other) || (one.RoleIds.SequenceEqual(other.RoleIds) && one.Privileges.Equals(other.Privileges));
}
