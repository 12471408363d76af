using System.Collections.Frozen;
using System.Collections.Immutable;

namespace VimSessionService.Core.Directory.Users;

/// <summary>The accounts of one moment.</summary>
/// <param name="All">Every account, in the order of the configuration.</param>
/// <param name="Groups">Every group that an account is in, in the order of the configuration, and those that were made.</param>
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

    /// <summary>What an operator changed since.</summary>
    public AccountChanges Changes { get; private init; } = AccountChanges.None;

    /// <summary>Which groups are in which.</summary>
    public GroupNesting Nesting { get; private init; } = new(AccountChanges.None.Groups);

    /// <summary>The same with what an operator changes besides.</summary>
    public AccountSet With(AccountChanges changes)
    {
        if (changes.IsEmpty && Changes.IsEmpty)
            return this;
        var declaredNames = Declared.Select(static known => known.Account.Name).ToHashSet();
        var all = Declared
            .Select(known => changes.Accounts.TryGetValue(known.Account.Name, out var changed) ? changed : known)
            .Concat(changes.Accounts.Where(change => !declaredNames.Contains(change.Key)).OrderBy(static change => change.Key.Display, StringComparer.OrdinalIgnoreCase).Select(static change => change.Value));
        return Of(all.OfType<KnownAccount>(), changes.Groups) with { Declared = Declared, Changes = changes };
    }

    public static AccountSet Empty { get; } =
        new([], [], FrozenDictionary<AccountName, AccountName>.Empty, FrozenDictionary<AccountName, KnownAccount>.Empty, 0);

    /// <summary>Makes a set.</summary>
    /// <exception cref="ArgumentException">Two accounts have one name.</exception>
    public static AccountSet Of(IEnumerable<KnownAccount> accounts) => Of(accounts, AccountChanges.None.Groups);

    private static AccountSet Of(IEnumerable<KnownAccount> accounts, ImmutableDictionary<AccountName, Group> made)
    {
        var nesting = new GroupNesting(made);
        var all = new List<KnownAccount>();
        var byName = new Dictionary<AccountName, KnownAccount>();
        var groups = new Dictionary<AccountName, AccountName>();
        var inOrder = new List<AccountName>();
        var highestCost = 0;
        foreach (var given in accounts)
        {
            var known = InGroups(given, nesting);
            var account = known.Account;
            if (!byName.TryAdd(account.Name, known))
                throw new ArgumentException($"There are two accounts {account.Name}.", nameof(accounts));
            all.Add(known);
            if (account.Password is PasswordHash hash)
                highestCost = Math.Max(highestCost, hash.Iterations);
            foreach (var group in account.Groups)
                Add(AccountName.Of(group));
        }

        foreach (var group in made.Values.OrderBy(static group => group.Name.Display, StringComparer.OrdinalIgnoreCase))
        {
            Add(group.Name);
            foreach (var outer in group.Groups)
                Add(outer);
        }

        return new AccountSet(all, inOrder, groups.ToFrozenDictionary(), byName.ToFrozenDictionary(), highestCost) { Nesting = nesting };

        void Add(AccountName name)
        {
            if (groups.TryAdd(name, name))
                inOrder.Add(name);
        }
    }

    /// <summary>All groups that a user is in now: those of the account, and those that a proof or another server has named at the login.</summary>
    public IReadOnlyList<string> GroupsOf(UserIdentity user)
    {
        var own = ByName.GetValueOrDefault(AccountName.Of(user.UserName))?.Identity.Groups ?? [];
        if (user.OwnGroups >= user.Groups.Count)
            return own;
        var named = Nesting.WithOuter([.. user.Groups.Skip(user.OwnGroups)]);
        return own.Count == 0 ? named : [.. own.Concat(named).DistinctBy(AccountName.Of)];
    }

    /// <summary>Finds an account; a bare name is that of an account without a domain, else of one in the domain of single sign-on.</summary>
    public KnownAccount? Find(AccountName name, string ssoDomain) => ByName.GetValueOrDefault(name)
        ?? (name.Domain is null ? ByName.GetValueOrDefault(name with { Domain = ssoDomain }) : null);

    /// <summary>The account with the identity that has all groups that it is in, also by other groups.</summary>
    private static KnownAccount InGroups(KnownAccount known, GroupNesting nesting)
    {
        var groups = nesting.WithOuter(known.Account.Groups);
        return groups.SequenceEqual(known.Identity.Groups, StringComparer.Ordinal) ? known : known with { Identity = known.Identity with { Groups = groups, OwnGroups = groups.Count } };
    }
}
