using System.Collections.Immutable;
using VimSessionService.Core.Directory.Users;

namespace VimSessionService.Core.Directory;

/// <summary>The accounts that the server knows. A reload is atomic for readers.</summary>
internal sealed class AccountDirectory
{
    /// <summary>The domain of single sign-on where nobody names another.</summary>
    internal const string UsualSsoDomain = "vsphere.local";

    private readonly DirectoryStateStore _cell;
    private readonly bool _isHost;

    /// <summary>Makes a directory of its own, without roles and permissions.</summary>
    /// <param name="accounts">The accounts to begin with.</param>
    /// <param name="ssoDomain">The domain of single sign-on, where a bare name is sought too.</param>
    /// <param name="isHost">Whether these are the accounts of an ESX host.</param>
    /// <exception cref="ArgumentException">Two accounts have one name.</exception>
    public AccountDirectory(IEnumerable<Account> accounts, string ssoDomain = UsualSsoDomain, bool isHost = false)
        : this(new DirectoryStateStore(), ssoDomain, isHost) => Replace(accounts);

    internal AccountDirectory(DirectoryStateStore cell, string ssoDomain, bool isHost)
    {
        _cell = cell;
        _isHost = isHost;
        SsoDomain = ssoDomain;
        cell.Changed += OnChanged;
    }

    /// <summary>Raised after the accounts were replaced.</summary>
    public event Action? Changed;

    /// <summary>The domain of single sign-on.</summary>
    public string SsoDomain { get; }

    /// <summary>Every account, in the order of the configuration.</summary>
    public IReadOnlyList<KnownAccount> All => Current.All;

    /// <summary>Every group that an account is in, in the order of the configuration, and those that were made.</summary>
    public IReadOnlyList<AccountName> Groups => Current.Groups;

    /// <summary>What the most expensive check of a password costs, in PBKDF2 rounds; 0 when none is hashed.</summary>
    internal int HighestCost => Current.HighestCost;

    /// <summary>Whether a domain is that of single sign-on where nobody names another: bare names are sought there too.</summary>
    public static bool IsUsualSsoDomain(string domain) => domain.Equals(UsualSsoDomain, StringComparison.OrdinalIgnoreCase);

    private AccountSet Current => _cell.Current.Access.Accounts;

    /// <summary>
    /// Adds an account, or puts it in the place of the one of its name, until it is changed again or removed; declarations do not touch it. False when there is
    /// none and it may not be added, or when there is one and it may not be replaced.
    /// </summary>
    /// <param name="name">The name.</param>
    /// <param name="change">Makes the account of the one that is there, or of null; null to change nothing.</param>
    /// <exception cref="InvalidOperationException">There are too many such accounts.</exception>
    public bool Change(AccountName name, Func<Account?, Account?> change)
    {
        var isChanged = false;
        _cell.Change(state => state.With(access =>
        {
            var known = access.Accounts.Find(name, SsoDomain);
            var changed = change(known?.Account);
            isChanged = changed is not null;
            return changed is null ? access : access with { Accounts = With(access.Accounts, changed.Name.Canonical, changed) };
        }));
        return isChanged;
    }

    /// <summary>Removes an account, declared or not; false when there is none. Its permissions stay.</summary>
    public bool Remove(AccountName name)
    {
        var isRemoved = false;
        _cell.Change(state => state.With(access =>
        {
            var known = access.Accounts.Find(name, SsoDomain);
            isRemoved = known is not null;
            return known is null ? access : access with { Accounts = With(access.Accounts, known.Account.Name, null) };
        }));
        return isRemoved;
    }

    /// <summary>Replaces all accounts at once.</summary>
    /// <exception cref="ArgumentException">Two accounts have one name. Nothing is replaced.</exception>
    public void Replace(IEnumerable<Account> accounts)
    {
        var taken = Take(accounts);
        _cell.Change(state => state.With(access => access with { Accounts = taken.With(access.Accounts.Changes) }));
    }

    /// <summary>
    /// Finds an account in any spelling of its name. A bare name is that of an account without a domain, else of one in the domain of
    /// single sign-on; a name of the domain <c>localos</c> is that of an account without a domain and no other.
    /// </summary>
    public KnownAccount? Find(string userName) => AccountName.TryParse(userName, out var name) ? Find(name) : null;

    /// <inheritdoc cref="Find(string)"/>
    public KnownAccount? Find(AccountName name) => Current.Find(name, SsoDomain);

    /// <summary>
    /// The name that a text is of: that of the account which it names, else one in the domain of single sign-on for a name without a domain. Texts that name one user so give one name,
    /// whether or not an account is there.
    /// </summary>
    public AccountName NameOf(string userName)
    {
        var name = AccountName.Of(userName);
        return Find(name)?.Account.Name ?? (name.Domain is null ? name with { Domain = SsoDomain } : name.Canonical);
    }

    /// <summary>The groups that were made and are in a group, themselves.</summary>
    internal IEnumerable<AccountName> GroupsIn(AccountName group) => Current.Changes.Groups.Values.Where(inner => inner.Groups.Contains(group)).Select(static inner => inner.Name);

    /// <summary>All groups that a user is in now; see <see cref="AccountSet.GroupsOf"/>.</summary>
    public IReadOnlyList<string> GroupsOf(UserIdentity user) => Current.GroupsOf(user);

    /// <summary>A group as it was made or as configuration spells it; null when there is none, but for those that permissions name.</summary>
    internal AccountName? FindGroup(AccountName name) => Current.GroupNames.GetValueOrDefault(name);

    /// <summary>The identity of a user whom no account describes.</summary>
    internal UserIdentity Describe(AccountName name, string? fullName = null, IReadOnlyList<string>? groups = null)
    {
        name = name.Canonical;
        return new UserIdentity(name.Display, fullName ?? UsualFullName(name), groups ?? []);
    }

    /// <summary>The identity of the user of an account.</summary>
    private UserIdentity Describe(Account account) => Describe(account.Name, account.FullName, account.Groups) with { OwnGroups = account.Groups.Count };

    /// <summary>Makes a set of accounts, which is nowhere yet.</summary>
    /// <exception cref="ArgumentException">Two accounts have one name.</exception>
    internal AccountSet Take(IEnumerable<Account> accounts) =>
        AccountSet.Of(accounts.Select(Know));

    /// <summary>A set of these accounts and groups and no others, of which those that are declared stay so.</summary>
    /// <param name="accounts">What is there.</param>
    /// <param name="saved">The accounts.</param>
    /// <param name="groups">The groups that were made; null for those that are there.</param>
    /// <exception cref="ArgumentException">Two accounts or two groups have one name, or a group is in itself.</exception>
    internal AccountSet Restore(AccountSet accounts, IReadOnlyList<Account> saved, IReadOnlyList<Group>? groups)
    {
        var wanted = new Dictionary<AccountName, Account>();
        foreach (var account in saved)
        {
            if (!wanted.TryAdd(account.Name.Canonical, account))
                throw new ArgumentException($"There are two accounts {account.Name}.", nameof(saved));
        }

        var changes = AccountChanges.None with { Groups = groups is null ? accounts.Changes.Groups : GroupsToRestore(groups) };
        foreach (var known in accounts.Declared)
        {
            if (!wanted.Remove(known.Account.Name, out var account))
                changes = changes.With(known.Account.Name, null);
            else if (!known.Account.IsSame(account))
                changes = changes.With(known.Account.Name, Know(account));
        }

        foreach (var (name, account) in wanted)
            changes = changes.With(name, Know(account));
        return accounts.With(changes);
    }

    /// <summary>The full name of a user for whom none is declared, as real servers were seen to give it.</summary>
    private string UsualFullName(AccountName name) => name switch
    {
        { Domain: null } when _isHost && name.Name.Equals("root", StringComparison.OrdinalIgnoreCase) => "Administrator",
        { Domain: { } domain } when domain.Equals(SsoDomain, StringComparison.OrdinalIgnoreCase) => $"{name.Name} {SsoDomain}",
        _ => name.Display,
    };

    /// <summary>An account with the identity of its sessions.</summary>
    internal KnownAccount Know(Account account) => new(account with { Name = account.Name.Canonical }, Describe(account));

    private AccountSet With(AccountSet accounts, AccountName name, Account? account) => accounts.With(accounts.Changes.With(name, account is null ? null : Know(account)));

    private static ImmutableDictionary<AccountName, Group> GroupsToRestore(IReadOnlyList<Group> groups)
    {
        var restored = groups.Select(static group => group.Name).Distinct().Count() == groups.Count
            ? groups.ToImmutableDictionary(static group => group.Name)
            : throw new ArgumentException("Two groups have one name.", nameof(groups));
        var nesting = new GroupNesting(restored);
        return groups.FirstOrDefault(group => group.Groups.Any(outer => nesting.IsWithin(outer, group.Name))) is { } cyclic
            ? throw new ArgumentException($"The group {cyclic.Name} is in itself.", nameof(groups))
            : restored;
    }

    private void OnChanged(DirectoryState before, DirectoryState after)
    {
        if (!ReferenceEquals(before.Access.Accounts, after.Access.Accounts))
            Changed.CallAll();
    }
}
