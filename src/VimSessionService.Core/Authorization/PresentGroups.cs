using VimSessionService.Core.Directory;
using VimSessionService.Core.Directory.Permissions;
using VimSessionService.Core.Directory.Users;
using VimSessionService.Vim25;

namespace VimSessionService.Core.Authorization;

/// <summary>Asks an authorizer about users with the groups that they are in now, where a session has those of its login.</summary>
/// <param name="accounts">The accounts.</param>
/// <param name="authorizer">Is asked.</param>
internal sealed class PresentGroups(AccountDirectory accounts, IAuthorizer authorizer) : IAuthorizer
{
    /// <inheritdoc/>
    public ValueTask<Grant> GrantOfAsync(UserIdentity user, ManagedObjectReference entity, CancellationToken cancellationToken) =>
        authorizer.GrantOfAsync(user with { Groups = accounts.GroupsOf(user) }, entity, cancellationToken);
}
