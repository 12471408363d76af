using VimSessionService.Core.Directory.Users;
using VimSessionService.Options;
using VimSessionService.UsersFile;

namespace VimSessionService.CommandLine;

/// <summary>A user who can log in, for the lines with which a started service says how to connect.</summary>
/// <param name="UserName">The name.</param>
/// <param name="Password">The password; null where the service knows its hash alone.</param>
/// <param name="IsShown">Whether the password may be shown on a terminal: it is generated, or any will do.</param>
internal sealed record KnownLogin(string UserName, string? Password, bool IsShown)
{
    private const string NoAccess = "NoAccess";
    private const string AnyUser = "user";

    /// <summary>The administrator, or anybody where everybody may log in, or a declared user with a password and a role; null for none.</summary>
    /// <param name="administrator">The administrator of the options; null for none.</param>
    /// <param name="permissive">Whether any name and password may log in.</param>
    /// <param name="declared">All users and permissions, those of the users file too.</param>
    /// <param name="access">Which names no password is accepted with.</param>
    public static KnownLogin? Of(FirstAdministrator? administrator, bool permissive, Accounts declared, AccessOptions access)
    {
        if (administrator is not null)
            return new KnownLogin(administrator.User.Name, administrator.User.Password, administrator.IsPasswordGenerated);
        if (permissive)
            return new KnownLogin(access.PasswordProblem(AnyUser) is null ? AnyUser : AnyUser + "@vsphere.local", "pass", IsShown: true);
        var users = declared.Users
            .Where(user => (user.Password ?? user.PasswordHash) is not null && access.PasswordProblem(user.Name) is null && RoleOf(user, declared) is not null)
            .ToList();
        var user = users.Find(user => IsRole(RoleOf(user, declared), AccountsValidator.AdministratorRole)) ?? users.FirstOrDefault();
        return user is null ? null : new KnownLogin(user.Name, user.Password, IsShown: false);
    }

    /// <summary>Nothing of the password.</summary>
    public override string ToString() => $"{nameof(KnownLogin)} {{ {UserName} }}";

    /// <summary>The role that lets the user log in, by name; null for none.</summary>
    private static string? RoleOf(UserEntry user, Accounts declared)
    {
        var roles = from permission in declared.Permissions
                    where permission.Group
                        ? user.Groups.Contains(permission.Principal, StringComparer.OrdinalIgnoreCase)
                        : user.Name.Equals(permission.Principal, StringComparison.OrdinalIgnoreCase)
                    select permission.Role;
        return roles.Prepend(user.Role).FirstOrDefault(static role => role is not null && !IsRole(role, NoAccess));
    }

    private static bool IsRole(string? role, string name) => name.Equals(role, StringComparison.OrdinalIgnoreCase);
}
