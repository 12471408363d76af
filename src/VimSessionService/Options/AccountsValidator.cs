using VimSessionService.Certificates;
using VimSessionService.Core;
using VimSessionService.Core.Directory;
using VimSessionService.Core.Directory.Users;

namespace VimSessionService.Options;

/// <summary>One thing that is wrong with declared accounts.</summary>
/// <param name="List">The list it is in: <c>Users</c>, <c>Roles</c>, <c>Permissions</c> or <c>Extensions</c>.</param>
/// <param name="Index">The element's place in the list, from 0.</param>
/// <param name="Text">What is wrong and what to do.</param>
internal sealed record AccountsProblem(string List, int Index, string Text)
{
    /// <inheritdoc/>
    public override string ToString() => $"{List}[{Index}]: {Text}";
}

/// <summary>Checks declared users, roles and permissions.</summary>
internal static class AccountsValidator
{
    /// <summary>The roles that every vCenter has (docs/facts/privileges-and-events.md).</summary>
    public static IReadOnlyList<string> BuiltInRoles { get; } = [.. new RoleDirectory().All.Select(static role => role.Name)];

    /// <summary>The role of an administrator.</summary>
    public const string AdministratorRole = "Admin";

    /// <summary>The number of problems that are reported at once.</summary>
    private const int MostProblems = 20;

    /// <summary>What is wrong; empty when nothing is. The first twenty problems are told.</summary>
    /// <param name="accounts">What to check.</param>
    /// <param name="beside">What is declared elsewhere: its names are taken, its roles may be used.</param>
    public static IReadOnlyList<AccountsProblem> Validate(Accounts accounts, Accounts? beside = null)
    {
        beside ??= new Accounts();
        var roles = new HashSet<string>([.. BuiltInRoles, .. accounts.Roles.Concat(beside.Roles).Select(static r => r.Name)], StringComparer.OrdinalIgnoreCase);
        return [.. Roles(accounts, beside)
            .Concat(Users(accounts, beside, roles))
            .Concat(Permissions(accounts, roles))
            .Concat(Extensions(accounts, beside, roles))
            .Take(MostProblems)];
    }

    /// <summary>
    /// What is taken but looks like a mistake: privileges that a vCenter does not have, and permissions of principals that nobody declares. The
    /// first twenty are told.
    /// </summary>
    /// <param name="accounts">What to check.</param>
    /// <param name="beside">What is declared elsewhere: its users and groups are known.</param>
    public static IReadOnlyList<AccountsProblem> Warnings(Accounts accounts, Accounts? beside = null) =>
        [.. UnknownPrivileges(accounts).Concat(UnknownPrincipals(accounts, beside ?? new Accounts())).Take(MostProblems)];

    /// <summary>The users that have no role and no permission, of their own or of a group, as one warning with the first twenty names; null when all have one.</summary>
    /// <param name="accounts">What to check.</param>
    /// <param name="beside">What is declared elsewhere: its permissions count too.</param>
    public static AccountsProblem? WithoutPermission(Accounts accounts, Accounts? beside = null)
    {
        var all = beside?.With(accounts) ?? accounts;
        var holders = new HashSet<(AccountName Principal, bool Group)>();
        foreach (var permission in all.Permissions)
        {
            if (AccountName.TryParse(permission.Principal, out var principal))
                holders.Add((principal, permission.Group));
        }

        var without = accounts.Users.Index().Where(each => each.Item.Role is null
            && !Holds(each.Item.Name, isGroup: false)
            && !Array.Exists(each.Item.Groups, group => Holds(group, isGroup: true))).ToList();
        if (without.Count == 0)
            return null;
        var names = string.Join(", ", without.Take(MostProblems).Select(static each => each.Item.Name));
        var others = without.Count > MostProblems ? FormattableString.Invariant($" and {without.Count - MostProblems} others") : "";
        return new("Users", without[0].Index, $"no Role and no permission, of their own or of a group, have {names}{others}. They cannot log in: NoPermission. Give them a Role, or a permission in Permissions.");

        bool Holds(string principal, bool isGroup) => AccountName.TryParse(principal, out var name) && holders.Contains((name, isGroup));
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

    private static IEnumerable<AccountsProblem> Users(Accounts accounts, Accounts beside, HashSet<string> roles)
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
                yield return new("Users", index, $"the Certificate '{file}' of '{user.Name}' cannot be used: {ExtensionCertificates.ProblemOf(file)}. Name a PEM file with a certificate that this user may read.");
            if (user.Role is { } role && !roles.Contains(role))
                yield return new("Users", index, $"'{user.Name}' has the unknown role '{role}'. {KnownRoles(roles, role)}");
        }
    }

    private static IEnumerable<AccountsProblem> Permissions(Accounts accounts, HashSet<string> roles)
    {
        foreach (var (index, permission) in accounts.Permissions.Index())
        {
            if (string.IsNullOrWhiteSpace(permission.Principal))
                yield return new("Permissions", index, "the permission has no Principal. Name a user or a group.");
            else if (!AccountName.TryParse(permission.Principal, out _))
                yield return new("Permissions", index, $"'{permission.Principal}' is no user or group name. Write name, name@domain or DOMAIN\\name.");
            if (!roles.Contains(permission.Role))
                yield return new("Permissions", index, $"the permission of '{permission.Principal}' has the unknown role '{permission.Role}'. {KnownRoles(roles, permission.Role)}");
        }
    }

    private static IEnumerable<AccountsProblem> Extensions(Accounts accounts, Accounts beside, HashSet<string> roles)
    {
        var seen = new HashSet<string>(beside.Extensions.Select(static e => e.Key), StringComparer.Ordinal);
        var names = accounts.Users.Concat(beside.Users)
            .Select(static user => AccountName.TryParse(user.Name, out var name) && (name.IsLocal || AccountDirectory.IsUsualSsoDomain(name.Domain!)) ? name.Name : null)
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
                yield return new("Extensions", index, $"the Certificate '{file}' of '{extension.Key}' cannot be used: {ExtensionCertificates.ProblemOf(file)}. Name a PEM file with a certificate that this user may read.");
            if (extension.Role is { } role && !roles.Contains(role))
                yield return new("Extensions", index, $"'{extension.Key}' has the unknown role '{role}'. {KnownRoles(roles, role)}");
        }
    }

    /// <summary>The role that may be meant, or those that there are.</summary>
    private static string KnownRoles(HashSet<string> roles, string meant) => NearestNames.Hint(meant, roles) is { Length: > 0 } hint
        ? hint.TrimStart()
        : $"Known are {string.Join(", ", roles.Take(MostProblems))}.";

    /// <summary>An extension may bring a privilege later, so that an unknown one is not refused.</summary>
    private static IEnumerable<AccountsProblem> UnknownPrivileges(Accounts accounts)
    {
        var known = new RoleDirectory().Privileges;
        foreach (var (index, role) in accounts.Roles.Index())
        {
            foreach (var privilege in role.Privileges)
            {
                if (!known.Contains(privilege))
                    yield return new("Roles", index, $"'{role.Name}' has the privilege '{privilege}', which a vCenter does not have.{NearestNames.Hint(privilege, known.All.Select(static p => p.Id))}");
            }
        }
    }

    private static IEnumerable<AccountsProblem> UnknownPrincipals(Accounts accounts, Accounts beside)
    {
        var users = Names(accounts.Users.Concat(beside.Users).Select(static user => user.Name));
        var groups = Names(accounts.Users.Concat(beside.Users).SelectMany(static user => user.Groups));
        foreach (var (index, permission) in accounts.Permissions.Index())
        {
            var known = permission.Group ? groups : users;
            if (AccountName.TryParse(permission.Principal, out var name) && !known.ContainsKey(name))
            {
                var kind = permission.Group ? "group" : "user";
                yield return new("Permissions", index, $"no {kind} of the name '{permission.Principal}' is declared.{NearestNames.Hint(permission.Principal, known.Values)}");
            }
        }
    }

    private static Dictionary<AccountName, string> Names(IEnumerable<string> names)
    {
        var known = new Dictionary<AccountName, string>();
        foreach (var text in names)
        {
            if (AccountName.TryParse(text, out var name))
                known.TryAdd(name, text);
        }

        return known;
    }
}
