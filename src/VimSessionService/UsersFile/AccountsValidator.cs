using VimSessionService.Certificates;
using VimSessionService.Core.Authorization;
using VimSessionService.Core.Extensions;
using VimSessionService.Core.Users;

namespace VimSessionService.UsersFile;

/// <summary>One thing that is wrong with declared accounts.</summary>
/// <param name="List">The list it is in: <c>Users</c>, <c>Roles</c>, <c>Permissions</c> or <c>Extensions</c>.</param>
/// <param name="Index">The element's place in the list, from 0.</param>
/// <param name="Text">What is wrong and what to do.</param>
public sealed record AccountsProblem(string List, int Index, string Text)
{
    /// <inheritdoc/>
    public override string ToString() => $"{List}[{Index}]: {Text}";
}

/// <summary>Checks declared users, roles and permissions.</summary>
public static class AccountsValidator
{
    /// <summary>The roles that every vCenter has (wire.md §6).</summary>
    public static IReadOnlyList<string> BuiltInRoles { get; } = [.. new RoleDirectory().All.Select(static role => role.Name)];

    /// <summary>The role of an administrator.</summary>
    public const string AdministratorRole = "Admin";

    /// <summary>What is wrong; empty when nothing is.</summary>
    /// <param name="accounts">What to check.</param>
    /// <param name="beside">What is declared elsewhere: its names are taken, its roles may be used.</param>
    public static IReadOnlyList<AccountsProblem> Validate(Accounts accounts, Accounts? beside = null)
    {
        beside ??= new Accounts();
        string[] roles = [.. BuiltInRoles, .. accounts.Roles.Concat(beside.Roles).Select(static r => r.Name)];
        return [.. Roles(accounts, beside), .. Users(accounts, beside, roles), .. Permissions(accounts, roles), .. Extensions(accounts, beside, roles)];
    }

    private static IEnumerable<AccountsProblem> Roles(Accounts accounts, Accounts beside)
    {
        var seen = new HashSet<string>(BuiltInRoles.Concat(beside.Roles.Select(static r => r.Name)), StringComparer.OrdinalIgnoreCase);
        foreach (var (index, role) in accounts.Roles.Index())
        {
            if (string.IsNullOrWhiteSpace(role.Name))
                yield return new("Roles", index, "the role has no Name. Give it one.");
            else if (!seen.Add(role.Name))
                yield return new("Roles", index, $"there is already a role '{role.Name}'. Give this one another Name; the built-in ones cannot be changed.");
            if (role.Privileges.Any(string.IsNullOrWhiteSpace))
                yield return new("Roles", index, $"'{role.Name}' has an empty privilege. Leave it out.");
        }
    }

    private static IEnumerable<AccountsProblem> Users(Accounts accounts, Accounts beside, string[] roles)
    {
        var seen = new HashSet<AccountName>(beside.Users.Select(static u => AccountName.TryParse(u.Name, out var name) ? name : null).OfType<AccountName>());
        foreach (var (index, user) in accounts.Users.Index())
        {
            if (string.IsNullOrWhiteSpace(user.Name))
                yield return new("Users", index, "the user has no Name. Give it one.");
            else if (!AccountName.TryParse(user.Name, out var name))
                yield return new("Users", index, $"'{user.Name}' is no user name. Write user, user@domain or DOMAIN\\user.");
            else if (!seen.Add(name))
                yield return new("Users", index, $"there is already a user '{user.Name}'. Leave one of the two out.");
            var hasPassword = !string.IsNullOrEmpty(user.Password);
            if (hasPassword ? !string.IsNullOrEmpty(user.PasswordHash) : string.IsNullOrEmpty(user.PasswordHash) && user.Certificate is null)
                yield return new("Users", index, $"'{user.Name}' needs either a Password or a PasswordHash, or else a Certificate.");
            else if (!string.IsNullOrEmpty(user.PasswordHash) && !PasswordHash.TryParse(user.PasswordHash, out _))
                yield return new("Users", index, $"the PasswordHash of '{user.Name}' is none. Take the line that the command hash-password prints.");
            if (user.Certificate is { } file && ExtensionCertificates.TryLoad(file) is null)
                yield return new("Users", index, $"the Certificate '{file}' of '{user.Name}' cannot be read. Name a PEM file with a certificate that this user may read.");
            if (user.Role is { } role && !Knows(roles, role))
                yield return new("Users", index, $"'{user.Name}' has the unknown role '{role}'. Known are {string.Join(", ", roles)}.");
        }
    }

    private static IEnumerable<AccountsProblem> Permissions(Accounts accounts, string[] roles)
    {
        foreach (var (index, permission) in accounts.Permissions.Index())
        {
            if (string.IsNullOrWhiteSpace(permission.Principal))
                yield return new("Permissions", index, "the permission has no Principal. Name a user or a group.");
            else if (!AccountName.TryParse(permission.Principal, out _))
                yield return new("Permissions", index, $"'{permission.Principal}' is no user or group name. Write name, name@domain or DOMAIN\\name.");
            if (!Knows(roles, permission.Role))
                yield return new("Permissions", index, $"the permission of '{permission.Principal}' has the unknown role '{permission.Role}'. Known are {string.Join(", ", roles)}.");
        }
    }

    private static IEnumerable<AccountsProblem> Extensions(Accounts accounts, Accounts beside, string[] roles)
    {
        var seen = new HashSet<string>(beside.Extensions.Select(static e => e.Key), StringComparer.Ordinal);
        var names = accounts.Users.Concat(beside.Users)
            .Select(static user => AccountName.TryParse(user.Name, out var name) && (name.Domain is null || AccountDirectory.IsUsualSsoDomain(name.Domain)) ? name.Name : null)
            .OfType<string>()
            .ToHashSet(StringComparer.OrdinalIgnoreCase);
        foreach (var (index, extension) in accounts.Extensions.Index())
        {
            if (ExtensionDirectory.KeyProblem(extension.Key) is { } problem)
                yield return new("Extensions", index, $"the extension has no valid Key: {problem}. Give it one such as com.example.backup.");
            else if (names.Contains(extension.Key))
                yield return new("Extensions", index, $"the Key '{extension.Key}' is the name of a user. An extension needs a key of its own, such as com.example.backup.");
            else if (!seen.Add(extension.Key))
                yield return new("Extensions", index, $"there is already an extension '{extension.Key}'. Leave one of the two out.");
            if (extension is { SubjectName: not null, Certificate: not null })
                yield return new("Extensions", index, $"'{extension.Key}' has both a SubjectName and a Certificate. An extension logs in by one of the two.");
            if (extension.Certificate is { } file && ExtensionCertificates.TryRead(file) is null)
                yield return new("Extensions", index, $"the Certificate '{file}' of '{extension.Key}' cannot be read. Name a PEM file with a certificate that this user may read.");
            if (extension.Role is { } role && !Knows(roles, role))
                yield return new("Extensions", index, $"'{extension.Key}' has the unknown role '{role}'. Known are {string.Join(", ", roles)}.");
        }
    }

    private static bool Knows(string[] roles, string role) => roles.Contains(role, StringComparer.OrdinalIgnoreCase);
}
