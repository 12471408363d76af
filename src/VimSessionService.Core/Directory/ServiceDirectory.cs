using VimSessionService.Core.Directory.Permissions;
using VimSessionService.Core.Directory.Users;

namespace VimSessionService.Core.Directory;

/// <summary>Users, roles, permissions and extensions as configuration declares them together.</summary>
public sealed record DirectoryDeclaration
{
    /// <summary>The accounts.</summary>
    public IReadOnlyList<Account> Accounts { get; init; } = [];

    /// <summary>The roles besides the system's.</summary>
    public IReadOnlyList<DeclaredRole> Roles { get; init; } = [];

    /// <summary>The permissions at the root folder. Of several for one principal the last one counts.</summary>
    public IReadOnlyList<DeclaredPermission> Permissions { get; init; } = [];

    /// <summary>The extensions.</summary>
    public IReadOnlyList<DeclaredExtension> Extensions { get; init; } = [];
}

/// <summary>A permission at the root folder that configuration declares.</summary>
/// <param name="Principal">The user or group.</param>
/// <param name="IsGroup">Whether it is a group.</param>
/// <param name="Role">The role's name, as it was declared. A permission whose role was removed through the API is left out.</param>
/// <param name="Propagate">Whether it holds below the root folder too.</param>
public sealed record DeclaredPermission(AccountName Principal, bool IsGroup, string Role, bool Propagate = true);

/// <summary>
/// The accounts, roles, permissions and extensions of a service. They share one state: what belongs together changes in one step, and
/// a check of a privilege sees one state from beginning to end.
/// </summary>
internal sealed class ServiceDirectory
{
    /// <summary>Makes a directory.</summary>
    /// <param name="time">The clock of the extensions' heartbeats.</param>
    /// <param name="accounts">The accounts to begin with; null for none.</param>
    /// <param name="permissions">The permissions to begin with; null for none.</param>
    /// <param name="ssoDomain">The domain of single sign-on, where a bare name is sought too.</param>
    public ServiceDirectory(
        TimeProvider time, IEnumerable<Account>? accounts = null, IEnumerable<PermissionEntry>? permissions = null, string ssoDomain = AccountDirectory.UsualSsoDomain)
    {
        Cell = new DirectoryCell();
        Accounts = new AccountDirectory(Cell, ssoDomain);
        Roles = new RoleDirectory(Cell);
        Permissions = new PermissionTable(Cell);
        Extensions = new ExtensionDirectory(Cell, time, ssoDomain);
        Accounts.Replace(accounts ?? []);
        Permissions.Replace(permissions ?? []);
    }

    /// <summary>The users.</summary>
    public AccountDirectory Accounts { get; }

    /// <summary>The roles and privileges.</summary>
    public RoleDirectory Roles { get; }

    /// <summary>The permissions.</summary>
    public PermissionTable Permissions { get; }

    /// <summary>The extensions, declared and registered.</summary>
    public ExtensionDirectory Extensions { get; }

    /// <summary>Where the state is.</summary>
    internal DirectoryCell Cell { get; }

    /// <summary>
    /// Replaces all declared objects in one step, so that no reader sees new roles with old users. Objects that were added or changed through the
    /// API stay as they are.
    /// </summary>
    /// <exception cref="ArgumentException">
    /// Two accounts or two roles have one name, or an extension's key is invalid or the name of an account. Nothing was changed.
    /// </exception>
    public void Declare(DirectoryDeclaration declared)
    {
        var accounts = Accounts.Take(declared.Accounts);
        Cell.Change(state =>
        {
            var roles = state.Access.Roles.Declare(declared.Roles);
            var entries = new Dictionary<PermissionKey, PermissionEntry>();
            foreach (var (principal, isGroup, roleName, propagate) in declared.Permissions)
            {
                if (roles.FindDeclared(roleName) is not { } role)
                    continue;
                var entry = new PermissionEntry(principal, isGroup, role.RoleId, propagate);
                entries[entry.Key] = entry;
            }

            var permissions = state.Access.Permissions.Declare(entries.Values).Without(entry => roles.Find(entry.RoleId) is null);
            var access = state.Access with { Accounts = accounts, Roles = roles, Permissions = permissions };
            return Extensions.Declare(state with { Access = access }, declared.Extensions);
        });
    }
}
