using System.Collections.Immutable;

namespace VimSessionService.Core.Directory.Users;

/// <summary>What an operator changed since accounts were declared.</summary>
/// <param name="Accounts">Accounts in the place of declared ones or besides them; null for one that was removed.</param>
/// <param name="Groups">The groups that were made.</param>
internal sealed record AccountChanges(ImmutableDictionary<AccountName, KnownAccount?> Accounts, ImmutableDictionary<AccountName, Group> Groups)
{
    /// <summary>More than anybody can manage: each change makes the whole set again.</summary>
    private const int Most = 10_000;

    /// <summary>Nothing was changed.</summary>
    public static AccountChanges None { get; } = new(ImmutableDictionary<AccountName, KnownAccount?>.Empty, ImmutableDictionary<AccountName, Group>.Empty);

    /// <summary>Whether nothing was changed.</summary>
    public bool IsEmpty => Accounts.IsEmpty && Groups.IsEmpty;

    /// <summary>The same with another account; null for one that is removed.</summary>
    /// <exception cref="InvalidOperationException">There are too many.</exception>
    public AccountChanges With(AccountName name, KnownAccount? account)
    {
        var accounts = Accounts.SetItem(name, account);
        return accounts.Count > Most ? throw new InvalidOperationException($"There can be {Most} changed accounts.") : this with { Accounts = accounts };
    }

    /// <summary>The same with another group.</summary>
    /// <exception cref="InvalidOperationException">There are too many.</exception>
    public AccountChanges With(Group group)
    {
        var groups = Groups.SetItem(group.Name, group);
        return groups.Count > Most ? throw new InvalidOperationException($"There can be {Most} groups.") : this with { Groups = groups };
    }

    /// <summary>The same without a group that was made.</summary>
    public AccountChanges Without(AccountName group) => this with { Groups = Groups.Remove(group) };
}
