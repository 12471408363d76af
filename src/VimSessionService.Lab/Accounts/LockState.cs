using System.Collections.Immutable;
using VimSessionService.Core.Directory.Users;

namespace VimSessionService.Lab.Accounts;

/// <summary>The locks of one moment.</summary>
/// <param name="Policy">When accounts are locked.</param>
/// <param name="ByName">The accounts of which something is known.</param>
internal sealed record LockState(LockoutPolicy Policy, ImmutableDictionary<AccountName, LockEntry> ByName)
{
    /// <summary>Nothing is locked.</summary>
    public static LockState None { get; } = new(LockoutPolicy.Off, ImmutableDictionary<AccountName, LockEntry>.Empty);

    /// <summary>The same with another entry; null for none.</summary>
    public LockState With(AccountName name, LockEntry? entry)
    {
        if (entry is not null)
            return this with { ByName = ByName.SetItem(name, entry) };
        return ByName.ContainsKey(name) ? this with { ByName = ByName.Remove(name) } : this;
    }
}

/// <summary>What is known of an account.</summary>
/// <param name="Name">The account.</param>
/// <param name="IsLocked">Whether it was locked.</param>
/// <param name="UnlocksAt">The timestamp from which it is unlocked by itself; null for never.</param>
/// <param name="Failures">The timestamps of wrong passwords, the earliest first.</param>
internal sealed record LockEntry(AccountName Name, bool IsLocked, long? UnlocksAt, ImmutableList<long> Failures);
