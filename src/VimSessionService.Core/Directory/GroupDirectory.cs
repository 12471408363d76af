using VimSessionService.Core.Directory.Users;
using VimSessionService.Vim25;

namespace VimSessionService.Core.Directory;

/// <summary>A group and who is in it.</summary>
/// <param name="Name">The name.</param>
/// <param name="Members">The accounts that are in it.</param>
/// <param name="MemberGroups">The groups that are in it.</param>
internal sealed record GroupMembers(AccountName Name, IReadOnlyList<AccountName> Members, IReadOnlyList<AccountName> MemberGroups);

/// <summary>Who comes into a group, and who goes.</summary>
/// <param name="Add">The accounts that come.</param>
/// <param name="AddGroups">The groups that come.</param>
/// <param name="Remove">The accounts that go.</param>
/// <param name="RemoveGroups">The groups that go.</param>
internal sealed record GroupEdit(
    IReadOnlyCollection<AccountName> Add, IReadOnlyCollection<AccountName> AddGroups, IReadOnlyCollection<AccountName> Remove, IReadOnlyCollection<AccountName> RemoveGroups);

/// <summary>
/// The groups: those that were made at run time, and those that accounts are in or permissions name. An account has the groups that it is in, and so has a group that was
/// made. A change is atomic for readers.
/// </summary>
internal sealed class GroupDirectory(DirectoryStateStore cell, AccountDirectory accounts)
{
    /// <summary>The members of groups.</summary>
    public IReadOnlyList<GroupMembers> MembersOf(IEnumerable<AccountName> names)
    {
        var set = cell.Current.Access.Accounts;
        var members = set.All.SelectMany(static known => known.Account.Groups.Select(group => (Group: AccountName.Of(group), Member: known.Account.Name)))
            .Distinct().ToLookup(static pair => pair.Group, static pair => pair.Member);
        var groups = set.Changes.Groups.Values.OrderBy(static group => group.Name.Display, StringComparer.OrdinalIgnoreCase)
            .SelectMany(static group => group.Groups.Select(outer => (outer, group.Name))).ToLookup(static pair => pair.outer, static pair => pair.Name);
        return [.. names.Select(name => new GroupMembers(name, [.. members[name]], [.. groups[name]]))];
    }

    /// <summary>Whether a group is another one, or in it, itself or by groups between.</summary>
    public bool IsWithin(AccountName inner, AccountName outer) => cell.Current.Access.Accounts.Nesting.IsWithin(inner, outer);

    /// <summary>Makes a group if it was not made, and changes who is in it. Accounts that there are not are passed over.</summary>
    /// <exception cref="ArgumentException">A group would be in itself.</exception>
    /// <exception cref="InvalidOperationException">There would be too many groups or changed accounts.</exception>
    public void Change(AccountName name, GroupEdit edit) => cell.Change(state => state.With(access =>
    {
        var set = access.Accounts;
        var changes = set.Changes;
        if (!changes.Groups.ContainsKey(name))
            changes = changes.With(new Group(name, []));
        foreach (var inner in edit.AddGroups)
        {
            if (new GroupNesting(changes.Groups).IsWithin(name, inner))
                throw new ArgumentException($"The group {inner} would be in itself.", nameof(edit));
            changes = changes.With(In(changes.Groups.GetValueOrDefault(inner) ?? new Group(inner, []), name));
        }

        foreach (var inner in edit.RemoveGroups)
            changes = OutOf(changes, inner, name);
        foreach (var member in edit.Add)
        {
            if (set.Find(member, accounts.SsoDomain)?.Account is { } account && !account.Groups.Any(group => Is(group, name)))
                changes = changes.With(account.Name, accounts.Know(account with { Groups = [.. account.Groups, name.Written] }));
        }

        foreach (var member in edit.Remove)
        {
            if (set.Find(member, accounts.SsoDomain)?.Account is { } account)
                changes = OutOf(changes, account, name);
        }

        return access with { Accounts = set.With(changes) };
    }));

    /// <summary>Removes a group from all that are in it, from those that it is in, and its permissions.</summary>
    /// <exception cref="VimFaultException">AuthMinimumAdminPermission.</exception>
    public void Remove(AccountName name) => cell.Change(state => state.With(access =>
    {
        var set = access.Accounts;
        var changes = set.Changes.Without(name);
        foreach (var inner in set.Changes.Groups.Keys)
            changes = OutOf(changes, inner, name);
        foreach (var known in set.All)
            changes = OutOf(changes, known.Account, name);
        var gone = access.Permissions.Of(name, isGroup: true).ToArray();
        return access with { Accounts = set.With(changes), Permissions = gone.Length == 0 ? access.Permissions : access.Permissions.Remove(gone) };
    }));

    private static bool Is(string group, AccountName name) => AccountName.Of(group).Equals(name);

    private static Group In(Group inner, AccountName outer) => inner.Groups.Contains(outer) ? inner : inner with { Groups = [.. inner.Groups, outer] };

    private static AccountChanges OutOf(AccountChanges changes, AccountName inner, AccountName outer) =>
        changes.Groups.TryGetValue(inner, out var group) && group.Groups.Contains(outer)
            ? changes.With(group with { Groups = [.. group.Groups.Where(other => !other.Equals(outer))] })
            : changes;

    private AccountChanges OutOf(AccountChanges changes, Account account, AccountName group) => account.Groups.Any(own => Is(own, group))
        ? changes.With(account.Name, accounts.Know(account with { Groups = [.. account.Groups.Where(own => !Is(own, group))] }))
        : changes;
}
