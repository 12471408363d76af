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
    /// <param name="isHost">Whether it is the directory of an ESX host, whose <c>root</c> has a full name of its own.</param>
    public ServiceDirectory(
        TimeProvider time,
        IEnumerable<Account>? accounts = null,
        IEnumerable<PermissionEntry>? permissions = null,
        string ssoDomain = AccountDirectory.UsualSsoDomain,
        bool isHost = false)
    {
        Cell = new DirectoryStateStore();
        Accounts = new AccountDirectory(Cell, ssoDomain, isHost);
        Roles = new RoleDirectory(Cell);
        Permissions = new PermissionTable(Cell);
        Groups = new GroupDirectory(Cell, Accounts);
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

    /// <summary>The groups.</summary>
    internal GroupDirectory Groups { get; }

    /// <summary>The extensions, declared and registered.</summary>
    public ExtensionDirectory Extensions { get; }

    /// <summary>The users, groups, roles, permissions and extensions as they can be made again.</summary>
    internal SavedDirectory Save()
    {
        var state = Cell.Current;
        return new SavedDirectory(
            [.. state.Access.Accounts.All.Select(static known => known.Account)],
            [.. state.Access.Roles.All.Where(static role => !role.IsSystem)],
            [.. state.Access.Permissions.All],
            [.. state.Extensions.All.Select(SavedExtension.Of)],
            [.. state.Access.Accounts.Changes.Groups.Values.OrderBy(static group => group.Name.Display, StringComparer.OrdinalIgnoreCase)]);
    }

    /// <summary>
    /// Has these users, groups, roles, permissions and extensions and no others, in one step. What is there already stays as it is. Later declarations do not touch what
    /// this changed.
    /// </summary>
    /// <exception cref="ArgumentException">Two have one name, a permission names a role that there is not, or a group is in itself. Nothing was changed.</exception>
    /// <exception cref="Vim25.VimFaultException">No administrator would be left. Nothing was changed.</exception>
    internal void Restore(SavedDirectory saved) => Cell.Change(state =>
    {
        var accounts = Accounts.Restore(state.Access.Accounts, saved.Accounts, saved.Groups);
        var roles = Restore(state.Access.Roles, saved.Roles);
        if (saved.Permissions.FirstOrDefault(entry => roles.Find(entry.RoleId) is null) is { } odd)
            throw new ArgumentException($"The permission of {odd.Principal} names role {odd.RoleId}, which there is not.", nameof(saved));
        var permissions = Restore(state.Access.Permissions, saved.Permissions);
        state = state with { Access = state.Access with { Accounts = accounts, Roles = roles, Permissions = permissions } };
        return Extensions.Restore(state, saved.Extensions);
    });

    /// <summary>The state as an object, for <see cref="Return"/>.</summary>
    internal DirectoryState State => Cell.Current;

    /// <summary>Has the state be one of before.</summary>
    internal void Return(DirectoryState state) => Cell.Change(_ => state);

    private static RoleSet Restore(RoleSet roles, IReadOnlyList<Role> saved)
    {
        var wanted = saved.ToDictionary(static role => role.RoleId);
        foreach (var gone in roles.All.Where(role => !role.IsSystem && !wanted.ContainsKey(role.RoleId)).ToArray())
            roles = roles.Remove(gone.RoleId);
        foreach (var role in saved)
        {
            if (roles.Find(role.RoleId) is { } there && there.Name == role.Name && there.SortedPrivileges().SequenceEqual(role.SortedPrivileges(), StringComparer.Ordinal))
                continue;
            if (roles.Find(role.Name) is { } other && other.RoleId != role.RoleId)
                throw new ArgumentException($"There are two roles {role.Name}.", nameof(saved));
            roles = roles.Put(role.RoleId, role.Name, role.Privileges);
        }

        return roles;
    }

    private static PermissionSet Restore(PermissionSet permissions, IReadOnlyList<PermissionEntry> saved)
    {
        foreach (var entry in saved)
        {
            if (permissions.Find(entry.Principal, entry.IsGroup, entry.Entity?.Value) != entry)
                permissions = permissions.Set(entry);
        }

        var wanted = saved.Select(static entry => entry.Key).ToHashSet();
        PermissionEntry[] gone = [.. permissions.All.Where(entry => !wanted.Contains(entry.Key))];
        return gone.Length == 0 ? permissions : permissions.Remove(gone);
    }

    /// <summary>What was declared last; null for nothing.</summary>
    internal DirectoryDeclaration? Declared { get; private set; }

    /// <summary>Where the state is.</summary>
    internal DirectoryStateStore Cell { get; }

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
        var mark = DeclarationMark.Of(declared);
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
            var access = state.Access with { Accounts = accounts.With(state.Access.Accounts.Changes), Roles = roles, Permissions = permissions };
            return Extensions.Declare(state with { Access = access, Declaration = mark }, declared.Extensions);
        });
        Declared = declared;
    }
}
