using VimSessionService.Core.Directory.Users;

namespace VimSessionService.Core.Directory;

/// <summary>The accounts that the server knows. A reload is atomic for readers.</summary>
internal sealed class AccountDirectory
{
    /// <summary>The domain of single sign-on where nobody names another.</summary>
    internal const string UsualSsoDomain = "vsphere.local";

    private readonly DirectoryCell _cell;

    /// <summary>Makes a directory of its own, without roles and permissions.</summary>
    /// <param name="accounts">The accounts to begin with.</param>
    /// <param name="ssoDomain">The domain of single sign-on, where a bare name is sought too.</param>
    /// <exception cref="ArgumentException">Two accounts have one name.</exception>
    public AccountDirectory(IEnumerable<Account> accounts, string ssoDomain = UsualSsoDomain)
        : this(new DirectoryCell(), ssoDomain) => Replace(accounts);

    internal AccountDirectory(DirectoryCell cell, string ssoDomain)
    {
        _cell = cell;
        SsoDomain = ssoDomain;
        cell.Changed += OnChanged;
    }

    /// <summary>Raised after the accounts were replaced.</summary>
    public event Action? Changed;

    /// <summary>The domain of single sign-on.</summary>
    public string SsoDomain { get; }

    /// <summary>Every account, in the order of the configuration.</summary>
    public IReadOnlyList<KnownAccount> All => Current.All;

    /// <summary>Every group that an account is in, in the order of the configuration.</summary>
    public IReadOnlyList<AccountName> Groups => Current.Groups;

    /// <summary>What the most expensive check of a password costs, in PBKDF2 rounds; 0 when none is hashed.</summary>
    internal int HighestCost => Current.HighestCost;

    /// <summary>Whether a domain is that of single sign-on where nobody names another: bare names are sought there too.</summary>
    public static bool IsUsualSsoDomain(string domain) => domain.Equals(UsualSsoDomain, StringComparison.OrdinalIgnoreCase);

    /// <summary>The full name that an ESX host gives its root, as seen of real ones; null for everybody else.</summary>
    public static string? HostFullName(AccountName name) =>
        name.Domain is null && name.Name.Equals("root", StringComparison.OrdinalIgnoreCase) ? "Administrator" : null;

    private AccountSet Current => _cell.Current.Access.Accounts;

    /// <summary>Replaces all accounts at once.</summary>
    /// <exception cref="ArgumentException">Two accounts have one name. Nothing is replaced.</exception>
    public void Replace(IEnumerable<Account> accounts)
    {
        var taken = Take(accounts);
        _cell.Change(state => state.With(access => access with { Accounts = taken }));
    }

    /// <summary>
    /// Finds an account in any spelling of its name. A bare name is that of an account without a domain, else of one in the domain of
    /// single sign-on; a name of the domain <c>localos</c> is that of an account without a domain and no other.
    /// </summary>
    public KnownAccount? Find(string userName) => AccountName.TryParse(userName, out var name) ? Find(name) : null;

    /// <inheritdoc cref="Find(string)"/>
    public KnownAccount? Find(AccountName name) => Current.Find(name, SsoDomain);

    /// <summary>A group as configuration spells it; null when no account is in it.</summary>
    internal AccountName? FindGroup(AccountName name) => Current.GroupNames.GetValueOrDefault(name);

    /// <summary>The identity of a user whom no account describes.</summary>
    internal UserIdentity Describe(AccountName name, string? fullName = null, IReadOnlyList<string>? groups = null)
    {
        name = name.Canonical;
        var isSso = string.Equals(name.Domain, SsoDomain, StringComparison.OrdinalIgnoreCase);
        return new UserIdentity(name.Display, fullName ?? (isSso ? $"{name.Name} {SsoDomain}" : name.Display), groups ?? []);
    }

    /// <summary>Makes a set of accounts, which is nowhere yet.</summary>
    /// <exception cref="ArgumentException">Two accounts have one name.</exception>
    internal AccountSet Take(IEnumerable<Account> accounts) =>
        AccountSet.Of(accounts.Select(account => new KnownAccount(account with { Name = account.Name.Canonical }, Describe(account.Name, account.FullName, account.Groups))));

    private void OnChanged(DirectoryState before, DirectoryState after)
    {
        if (!ReferenceEquals(before.Access.Accounts, after.Access.Accounts))
            Changed?.Invoke();
    }
}
