using VimSessionService.Core.Directory.Extensions;
using VimSessionService.Core.Directory.Permissions;
using VimSessionService.Core.Directory.Users;

namespace VimSessionService.Core.Directory;

/// <summary>
/// A snapshot of everything that privilege checks depend on. It is immutable: a reader takes it once and sees users, groups,
/// roles and permissions that are consistent with each other.
/// </summary>
/// <param name="Access">Users, groups, roles, permissions and privileges.</param>
/// <param name="Extensions">The registered extensions.</param>
internal sealed record DirectoryState(AccessState Access, ExtensionSet Extensions)
{
    /// <summary>Which declaration the declared roles, permissions and extensions are of.</summary>
    public DeclarationMark Declaration { get; init; } = DeclarationMark.None;

    /// <summary>The state without users, with the system roles.</summary>
    public static DirectoryState Empty { get; } = new(
        new AccessState(AccountSet.Empty, RoleSet.Empty, PermissionSet.Empty, PrivilegeSetOfExtensions.Empty), ExtensionSet.Empty);

    /// <summary>The same with other parts of <see cref="Access"/>.</summary>
    public DirectoryState With(Func<AccessState, AccessState> change) => change(Access) is var changed && ReferenceEquals(changed, Access) ? this : this with { Access = changed };
}

/// <summary>Users, groups, roles, permissions and privileges at one moment.</summary>
/// <param name="Accounts">The accounts with their groups.</param>
/// <param name="Roles">The roles that people made, as they were given.</param>
/// <param name="Permissions">The permissions.</param>
/// <param name="Privileges">The privileges that extensions brought.</param>
internal sealed record AccessState(AccountSet Accounts, RoleSet Roles, PermissionSet Permissions, PrivilegeSetOfExtensions Privileges)
{
    /// <summary>A role with those of its privileges that exist now; null for none.</summary>
    public Role? FindRole(int roleId) => Roles.Find(roleId)?.In(Privileges);
}
