using System.Collections.Frozen;

namespace VimSessionService.Core.Users;

/// <summary>The accounts that the server knows. A reader sees all of a reload or nothing of it.</summary>
public sealed class AccountDirectory
{
    private readonly AccountName _ssoDomain;
    private Snapshot _snapshot;

    /// <summary>Makes a directory.</summary>
    /// <param name="accounts">The accounts to begin with.</param>
    /// <param name="ssoDomain">The domain of single sign-on, where a bare name is sought too.</param>
    /// <exception cref="ArgumentException">Two accounts have one name.</exception>
    public AccountDirectory(IEnumerable<Account> accounts, string ssoDomain = "vsphere.local")
    {
        SsoDomain = ssoDomain;
        _ssoDomain = new AccountName("", ssoDomain);
        _snapshot = Take(accounts);
    }

    /// <summary>Raised after the accounts were replaced.</summary>
    public event Action? Changed;

    /// <summary>The domain of single sign-on.</summary>
    public string SsoDomain { get; }

    /// <summary>Every account, in the order of the configuration.</summary>
    public IReadOnlyList<KnownAccount> All => Volatile.Read(ref _snapshot).All;

    /// <summary>Every group that an account is in, in the order of the configuration.</summary>
    public IReadOnlyList<AccountName> Groups => Volatile.Read(ref _snapshot).Groups;

    /// <summary>What the most expensive check of a password costs, in PBKDF2 rounds; 0 when none is hashed.</summary>
    internal int HighestCost => Volatile.Read(ref _snapshot).HighestCost;

    /// <summary>Replaces all accounts at once.</summary>
    /// <exception cref="ArgumentException">Two accounts have one name. Nothing is replaced.</exception>
    public void Replace(IEnumerable<Account> accounts)
    {
        Volatile.Write(ref _snapshot, Take(accounts));
        Changed?.Invoke();
    }

    /// <summary>
    /// Finds an account in any spelling of its name (wire.md §5). A bare name is that of an account without a domain, else of
    /// one in the domain of single sign-on.
    /// </summary>
    public KnownAccount? Find(string userName) => AccountName.TryParse(userName, out var name) ? Find(name) : null;

    /// <inheritdoc cref="Find(string)"/>
    public KnownAccount? Find(AccountName name)
    {
        var byName = Volatile.Read(ref _snapshot).ByName;
        return byName.GetValueOrDefault(name)
            ?? (name.Domain is null ? byName.GetValueOrDefault(name with { Domain = SsoDomain }) : null);
    }

    /// <summary>The identity of a user whom no account describes.</summary>
    internal UserIdentity Describe(AccountName name, string? fullName = null, IReadOnlyList<string>? groups = null)
    {
        var isSso = name with { Name = "" } == _ssoDomain;
        return new UserIdentity(name.Display, fullName ?? (isSso ? $"{name.Name} {SsoDomain}" : name.Display), groups ?? []);
    }

    private Snapshot Take(IEnumerable<Account> accounts)
    {
        var all = new List<KnownAccount>();
        var byName = new Dictionary<AccountName, KnownAccount>();
        var highestCost = 0;
        foreach (var account in accounts)
        {
            var known = new KnownAccount(account, Describe(account.Name, account.FullName, account.Groups));
            if (!byName.TryAdd(account.Name, known))
                throw new ArgumentException($"There are two accounts {account.Name}.", nameof(accounts));
            all.Add(known);
            if (account.Password is PasswordHash hash)
                highestCost = Math.Max(highestCost, hash.Iterations);
        }

        AccountName[] groups = [.. all.SelectMany(known => known.Account.Groups).Select(AccountName.Of).Distinct()];
        return new Snapshot(all, groups, byName.ToFrozenDictionary(), highestCost);
    }

    private sealed record Snapshot(
        IReadOnlyList<KnownAccount> All, IReadOnlyList<AccountName> Groups, FrozenDictionary<AccountName, KnownAccount> ByName, int HighestCost);
}
