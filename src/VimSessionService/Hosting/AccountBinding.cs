using VimSessionService.Certificates;
using VimSessionService.Core.Authorization;
using VimSessionService.Core.Extensions;
using VimSessionService.Core.Users;
using VimSessionService.UsersFile;
using VimSessionService.Vim25;

namespace VimSessionService.Hosting;

/// <summary>
/// Brings the declared users, roles, permissions and extensions into force, and every later change of the users file. The four are replaced
/// one after the other, in the order in which they refer to each other. What was declared is replaced, and nothing else: roles and
/// permissions that were made or changed through the API stay as they were left there.
/// </summary>
public sealed class AccountBinding
{
    /// <summary>Brings what is declared into force, and follows its changes.</summary>
    /// <param name="source">What is declared.</param>
    /// <param name="time">The clock of the extensions' heartbeats.</param>
    public AccountBinding(AccountSource source, TimeProvider time)
    {
        Extensions = new ExtensionDirectory(time);
        Apply(source.Current);
        source.Changed += Apply;
    }

    /// <summary>The users.</summary>
    public AccountDirectory Accounts { get; } = new([]);

    /// <summary>The roles.</summary>
    public RoleDirectory Roles { get; } = new();

    /// <summary>The permissions at the root folder.</summary>
    public PermissionTable Permissions { get; } = new();

    /// <summary>The extensions, declared and registered.</summary>
    public ExtensionDirectory Extensions { get; }

    private void Apply(Accounts declared)
    {
        Roles.Replace(declared.Roles.Select(role => new DeclaredRole(role.Name, role.Privileges)));
        Permissions.Replace(PermissionsOf(declared).GroupBy(p => (p.Principal, p.IsGroup)).Select(same => same.Last()));
        Permissions.RemoveWhere(permission => Roles.Find(permission.RoleId) is null);
        Accounts.Replace(declared.Users.Select(ToAccount));
        Extensions.Declare(declared.Extensions.Select(ToExtension));
    }

    private static Account ToAccount(UserEntry user) => new()
    {
        Name = AccountName.Parse(user.Name),
        FullName = user.FullName,
        Groups = user.Groups,
        Password = PasswordHash.TryParse(user.PasswordHash, out var hash) ? hash : user.Password is { } password ? new PlainPassword(password) : null,
        Certificate = user.Certificate is { } file ? ExtensionCertificates.TryLoad(file) : null,
    };

    /// <summary>An extension whose role was removed through the API may do nothing any more.</summary>
    private DeclaredExtension ToExtension(ExtensionEntry entry) => new(
        new Extension
        {
            Key = entry.Key,
            Description = new Description { Label = entry.Name ?? entry.Key, Summary = entry.Name ?? entry.Key },
            Version = entry.Version,
            Company = entry.Company,
            SubjectName = entry.SubjectName,
            LastHeartbeatTime = default,
        },
        entry.Role is { } role ? (Roles.FindDeclared(role) ?? SystemRoles.NoAccess).RoleId : SystemRoles.Admin.RoleId,
        entry.Certificate is { } file ? ExtensionCertificates.TryRead(file) : null);

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
