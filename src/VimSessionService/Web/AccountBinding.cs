using VimSessionService.Certificates;
using VimSessionService.Core.Directory;
using VimSessionService.Core.Directory.Permissions;
using VimSessionService.Core.Directory.Users;
using VimSessionService.Options;
using VimSessionService.UsersFile;
using VimSessionService.Vim25;

namespace VimSessionService.Web;

/// <summary>
/// Brings the declared users, roles, permissions and extensions into force, and every later change of the users file, each in one step.
/// What was declared is replaced, and nothing else: roles and permissions that were made or changed through the API stay as they were
/// left there.
/// </summary>
internal sealed class AccountBinding
{
    /// <summary>Brings what is declared into force, and follows its changes.</summary>
    /// <param name="source">What is declared.</param>
    /// <param name="time">The clock of the extensions' heartbeats.</param>
    /// <param name="isHost">Whether the service is an ESX host, whose <c>root</c> has a full name of its own.</param>
    public AccountBinding(AccountSource source, TimeProvider time, bool isHost = false)
    {
        Directory = new ServiceDirectory(time, isHost: isHost);
        Apply(source.Current);
        source.Changed += Apply;
    }

    /// <summary>The users, roles, permissions and extensions.</summary>
    public ServiceDirectory Directory { get; }

    /// <summary>Brings what is declared into force.</summary>
    /// <exception cref="UsersFileException">The directory refuses what is declared.</exception>
    private void Apply(Accounts declared)
    {
        try
        {
            Directory.Declare(new DirectoryDeclaration
            {
                Accounts = Array.ConvertAll(declared.Users, ToAccount),
                Roles = Array.ConvertAll(declared.Roles, static role => new DeclaredRole(role.Name, role.Privileges)),
                Permissions = [.. PermissionsOf(declared)],
                Extensions = Array.ConvertAll(declared.Extensions, ToExtension),
            });
        }
        catch (ArgumentException refused)
        {
            throw new UsersFileException($"The declared users, roles, permissions and extensions cannot be used together: {refused.Message}");
        }
    }

    private static Account ToAccount(UserEntry user) => new()
    {
        Name = AccountName.Parse(user.Name),
        FullName = user.FullName,
        Groups = user.Groups,
        Password = PasswordHash.TryParse(user.PasswordHash, out var hash) ? hash : user.Password is { } password ? new PlainPassword(password) : null,
        Certificate = user.Certificate is { } file ? ExtensionCertificates.TryLoad(file) : null,
    };

    private static DeclaredExtension ToExtension(ExtensionEntry entry) => new(
        new Extension
        {
            Key = entry.Key,
            Description = new Description { Label = entry.Name ?? entry.Key, Summary = entry.Name ?? entry.Key },
            Version = entry.Version,
            Company = entry.Company,
            SubjectName = entry.SubjectName,
            LastHeartbeatTime = default,
        },
        entry.Role,
        entry.Certificate is { } file ? ExtensionCertificates.TryRead(file) : null);

    /// <summary>A user's role is the short form of a permission; a permission that is declared outright goes before it.</summary>
    private static IEnumerable<DeclaredPermission> PermissionsOf(Accounts declared)
    {
        foreach (var user in declared.Users)
        {
            if (user.Role is { } role)
                yield return new(AccountName.Parse(user.Name).Canonical, IsGroup: false, role);
        }

        foreach (var permission in declared.Permissions)
            yield return new(AccountName.Parse(permission.Principal).Canonical, permission.Group, permission.Role, permission.Propagate);
    }
}
