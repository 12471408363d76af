using VimSessionService.Core.Authorization;
using VimSessionService.Core.Users;
using VimSessionService.UsersFile;

namespace VimSessionService.Hosting;

/// <summary>
/// Brings the declared users, roles and permissions into force, and every later change of the users file. The three are replaced
/// one after the other, in the order in which they refer to each other. What was declared is replaced, and nothing else: roles and
/// permissions that were made or changed through the API stay as they were left there.
/// </summary>
public sealed class AccountBinding
{
    /// <summary>Brings what is declared into force, and follows its changes.</summary>
    /// <param name="source">What is declared.</param>
    public AccountBinding(AccountSource source)
    {
        Apply(source.Current);
        source.Changed += Apply;
    }

    /// <summary>The users.</summary>
    public AccountDirectory Accounts { get; } = new([]);

    /// <summary>The roles.</summary>
    public RoleDirectory Roles { get; } = new();

    /// <summary>The permissions at the root folder.</summary>
    public PermissionTable Permissions { get; } = new();

    private void Apply(Accounts declared)
    {
        Roles.Replace(declared.Roles.Select(role => new DeclaredRole(role.Name, role.Privileges)));
        Permissions.Replace(PermissionsOf(declared).GroupBy(p => (p.Principal, p.IsGroup)).Select(same => same.Last()));
        Permissions.RemoveWhere(permission => Roles.Find(permission.RoleId) is null);
        Accounts.Replace(declared.Users.Select(ToAccount));
    }

    private static Account ToAccount(UserEntry user) => new()
    {
        Name = AccountName.Parse(user.Name),
        FullName = user.FullName,
        Groups = user.Groups,
        Password = PasswordHash.TryParse(user.PasswordHash, out var hash) ? hash : new PlainPassword(user.Password),
    };

    /// <summary>
    /// A user's role is the short form of a permission; a permission that is declared outright goes before it. One whose role was
    /// removed through the API went with the role.
    /// </summary>
    private IEnumerable<Core.Authorization.PermissionEntry> PermissionsOf(Accounts declared)
    {
        foreach (var user in declared.Users)
        {
            if (user.Role is { } role && Roles.FindDeclared(role) is { } granted)
                yield return new(AccountName.Parse(user.Name), IsGroup: false, granted.RoleId);
        }

        foreach (var permission in declared.Permissions)
        {
            if (Roles.FindDeclared(permission.Role) is { } granted)
                yield return new(AccountName.Parse(permission.Principal), permission.Group, granted.RoleId, permission.Propagate);
        }
    }
}
