using VimSessionService.Core.Calls;
using VimSessionService.Core.Directory;
using VimSessionService.Core.Directory.Permissions;
using VimSessionService.Vim25;

namespace VimSessionService.ManagedObjects.Users;

/// <summary>The UserDirectory, for those who may set permissions on any object.</summary>
internal sealed class UserDirectory(ManagedObjectReference reference, InventoryTree inventory, PrincipalDirectory principals, AccessCheck access, bool isHost)
    : UserDirectoryBase<CallContext>(reference)
{
    private readonly UserSearch _search = new(principals, hasSsoDomain: !isHost);

    /// <inheritdoc/>
    protected override ValueTask<string[]?> GetDomainList(CallContext call) => new(_search.Domains());

    /// <inheritdoc/>
    protected override async ValueTask<UserSearchResult[]?> RetrieveUserGroups(
        CallContext call,
        string? domain,
        string searchStr,
        string? belongsToGroup,
        string? belongsToUser,
        bool exactMatch,
        bool findUsers,
        bool findGroups)
    {
        await DemandAnywhereAsync(call, Privileges.AuthorizationModifyPermissions);
        var found = _search.Find(new UserSearchCriteria
        {
            Domain = domain,
            Text = searchStr,
            BelongsToGroup = belongsToGroup,
            BelongsToUser = belongsToUser,
            ExactMatch = exactMatch,
            Users = findUsers,
            Groups = findGroups,
        });
        return found.ToArray();
    }

    private async ValueTask DemandAnywhereAsync(CallContext call, string privilegeId)
    {
        foreach (var entity in inventory.All)
        {
            if (await access.CheckAsync(call, entity.Reference, privilegeId) is null)
                return;
        }

        await access.DemandAsync(call, inventory.Root.Reference, privilegeId);
    }
}
