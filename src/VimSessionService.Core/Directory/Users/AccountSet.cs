using System.Collections.Frozen;
using System.Collections.Immutable;

namespace VimSessionService.Core.Directory.Users;

/// <summary>The accounts of one moment.</summary>
/// <param name="All">Every account, in the order of the configuration.</param>
/// <param name="Groups">Every group that an account is in, in the order of the configuration.</param>
/// <param name="GroupNames">The same groups, each by any spelling of its name.</param>
/// <param name="ByName">The accounts by their names.</param>
/// <param name="HighestCost">What the most expensive check of a password costs, in PBKDF2 rounds; 0 when none is hashed.</param>
internal sealed record AccountSet(
    IReadOnlyList<KnownAccount> All,
    IReadOnlyList<AccountName> Groups,
    FrozenDictionary<AccountName, AccountName> GroupNames,
    FrozenDictionary<AccountName, KnownAccount> ByName,
    int HighestCost)
{
    /// <summary>The accounts as configuration declares them.</summary>
    public IReadOnlyList<KnownAccount> Declared { get; private init; } = All;

    /// <summary>What an operator changed since: accounts in the place of declared ones or besides them, null for one that was removed.</summary>
    public ImmutableDictionary<AccountName, KnownAccount?> Changes { get; private init; } = ImmutableDictionary<AccountName, KnownAccount?>.Empty;

    /// <summary>The same with what an operator changes besides.</summary>
    public AccountSet With(ImmutableDictionary<AccountName, KnownAccount?> changes)
    {
        if (changes.IsEmpty && Changes.IsEmpty)
            return this;
        var declaredNames = Declared.Select(static known => known.Account.Name).ToHashSet();
        var all = Declared
            .Select(known => changes.TryGetValue(known.Account.Name, out var changed) ? changed : known)
            .Concat(changes.Where(change => !declaredNames.Contains(change.Key)).OrderBy(static change => change.Key.Display, StringComparer.OrdinalIgnoreCase).Select(static change => change.Value));
        return Of(all.OfType<KnownAccount>()) with { Declared = Declared, Changes = changes };
    }

    public static AccountSet Empty { get; } =
        new([], [], FrozenDictionary<AccountName, AccountName>.Empty, FrozenDictionary<AccountName, KnownAccount>.Empty, 0);

    /// <summary>Makes a set.</summary>
    /// <exception cref="ArgumentException">Two accounts have one name.</exception>
    public static AccountSet Of(IEnumerable<KnownAccount> accounts)
    {
        var all = new List<KnownAccount>();
        var byName = new Dictionary<AccountName, KnownAccount>();
        var groups = new Dictionary<AccountName, AccountName>();
        var inOrder = new List<AccountName>();
        var highestCost = 0;
        foreach (var known in accounts)
        {
            var account = known.Account;
            if (!byName.TryAdd(account.Name, known))
                throw new ArgumentException($"There are two accounts {account.Name}.", nameof(accounts));
            all.Add(known);
            if (account.Password is PasswordHash hash)
                highestCost = Math.Max(highestCost, hash.Iterations);
            foreach (var group in account.Groups)
            {
                var name = AccountName.Of(group);
                if (groups.TryAdd(name, name))
                    inOrder.Add(name);
            }
        }

        return new AccountSet(all, inOrder, groups.ToFrozenDictionary(), byName.ToFrozenDictionary(), highestCost);
    }

    /// <summary>Finds an account; a bare name is that of an account without a domain, else of one in the domain of single sign-on.</summary>
    public KnownAccount? Find(AccountName name, string ssoDomain) => ByName.GetValueOrDefault(name)
        ?? (name.Domain is null ? ByName.GetValueOrDefault(name with { Domain = ssoDomain }) : null);
}
