using VimSessionService.Core.Directory.Users;

namespace VimSessionService.Core.Directory;

/// <summary>
/// The users and groups that permissions can name: the accounts with their groups, and who has a permission already. Where
/// everybody may log in, everybody is known.
/// </summary>
internal sealed class PrincipalDirectory(AccountDirectory accounts, PermissionTable permissions, bool everybodyIsKnown = false)
{
    /// <summary>The users, in the order of the configuration.</summary>
    public IReadOnlyList<KnownAccount> Users => accounts.All;

    /// <summary>The groups: those of accounts in the order of the configuration, those that were made, then those that only permissions name.</summary>
    public IEnumerable<AccountName> Groups =>
        accounts.Groups.Concat(permissions.All.Where(entry => entry.IsGroup).Select(entry => entry.Principal)).Distinct();

    /// <summary>The domain of single sign-on.</summary>
    public string SsoDomain => accounts.SsoDomain;

    /// <summary>
    /// The name of a user or group as configuration spells it, from any spelling; null when there is none. A bare name is that of
    /// one without a domain, else of one in the domain of single sign-on.
    /// </summary>
    public AccountName? Resolve(string text, bool isGroup)
    {
        if (!AccountName.TryParse(text, out var name))
            return null;
        var found = isGroup ? FindGroup(name) : accounts.Find(name)?.Account.Name;
        return found
            ?? permissions.FindPrincipal(name, isGroup)
            ?? (everybodyIsKnown ? name.Canonical : null);
    }

    /// <summary>The groups that a user is in, itself.</summary>
    public IEnumerable<AccountName> GroupsOf(AccountName user) => (accounts.Find(user)?.Account.Groups ?? []).Select(AccountName.Of);

    /// <summary>The groups that are in a group, themselves.</summary>
    public IEnumerable<AccountName> GroupsIn(AccountName group) => accounts.GroupsIn(group);

    /// <summary>The identity of a user, whether or not an account describes it.</summary>
    public UserIdentity Identify(AccountName user) => accounts.Find(user)?.Identity ?? accounts.Describe(user);

    private AccountName? FindGroup(AccountName name) => Group(name) ?? (name.Domain is null ? Group(name with { Domain = SsoDomain }) : null);

    private AccountName? Group(AccountName name) => accounts.FindGroup(name) ?? permissions.FindPrincipal(name, isGroup: true);
}
