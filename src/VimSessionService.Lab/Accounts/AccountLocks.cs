using System.Collections.Immutable;
using VimSessionService.Core.Directory.Users;
using VimSessionService.Core.Tables;

namespace VimSessionService.Lab.Accounts;

/// <summary>What is known of the locks of an account.</summary>
/// <param name="IsLocked">Whether it is locked.</param>
/// <param name="UnlocksIn">After what time it is unlocked by itself; null when it is not locked, or not unlocked by itself.</param>
/// <param name="Failures">How many wrong passwords count at this moment.</param>
internal sealed record AccountLock(bool IsLocked, TimeSpan? UnlocksIn, int Failures);

/// <summary>A lock as it can be made again.</summary>
/// <param name="Name">The account.</param>
/// <param name="UnlocksIn">After what time it is unlocked by itself; null for never.</param>
/// <param name="IsLocked">Whether it is locked.</param>
/// <param name="Failures">How long ago the wrong passwords were given that count.</param>
internal sealed record SavedLock(AccountName Name, bool IsLocked, TimeSpan? UnlocksIn, IReadOnlyList<TimeSpan> Failures);

/// <summary>The wrong passwords of accounts, and which accounts are locked. Names that no account has are not counted.</summary>
/// <param name="time">The clock.</param>
internal sealed class AccountLocks(TimeProvider time)
{
    /// <summary>The policy. A change holds for wrong passwords from now on; what is locked stays so as long as it was to.</summary>
    public LockoutPolicy Policy
    {
        get => Cell.Current.Policy;
        set => Cell.Change(state => state with { Policy = value });
    }

    /// <summary>Where the locks are.</summary>
    public TableCell<LockState> Cell { get; } = new(LockState.None);

    /// <summary>What is known of an account.</summary>
    public AccountLock Of(AccountName name) => Current(Cell.Current, name) is { } entry
        ? new AccountLock(entry.IsLocked, entry.UnlocksAt is { } at ? time.GetElapsedTime(time.GetTimestamp(), at) : null, entry.Failures.Count)
        : new AccountLock(false, null, 0);

    /// <summary>Whether an account is locked.</summary>
    public bool IsLocked(AccountName name) => Current(Cell.Current, name)?.IsLocked is true;

    /// <summary>Whether there is anything to forget after a right password.</summary>
    public bool IsKnown(AccountName name) => Cell.Current.ByName.ContainsKey(name);

    /// <summary>Locks an account.</summary>
    /// <param name="name">The account.</param>
    /// <param name="duration">For what time; null for until it is unlocked.</param>
    public void Lock(AccountName name, TimeSpan? duration) =>
        Cell.Change(state => state.With(name, new LockEntry(name, IsLocked: true, duration is { } given ? After(given) : null, [])));

    /// <summary>Unlocks an account, and forgets its wrong passwords.</summary>
    public void Unlock(AccountName name) => Cell.Change(state => state.With(name, null));

    /// <summary>A wrong password was given; true when the account is locked by it.</summary>
    public bool Failed(AccountName name)
    {
        var isLocked = false;
        Cell.Change(state =>
        {
            var policy = state.Policy;
            if (policy.MaxAttempts == 0)
                return state;
            var failures = (Current(state, name)?.Failures ?? []).Add(time.GetTimestamp());
            isLocked = failures.Count >= policy.MaxAttempts;
            return state.With(name, isLocked
                ? new LockEntry(name, IsLocked: true, policy.UnlockAfter > TimeSpan.Zero ? After(policy.UnlockAfter) : null, [])
                : new LockEntry(name, IsLocked: false, null, failures));
        });
        return isLocked;
    }

    /// <summary>The locks and wrong passwords as they can be made again.</summary>
    public IReadOnlyList<SavedLock> Save()
    {
        var (state, now) = (Cell.Current, time.GetTimestamp());
        return
        [
            .. state.ByName.Keys.OrderBy(static name => name.Display, StringComparer.OrdinalIgnoreCase).Select(name => Current(state, name)).OfType<LockEntry>().Select(entry => new SavedLock(
                entry.Name, entry.IsLocked, entry.UnlocksAt is { } at ? time.GetElapsedTime(now, at) : null, [.. entry.Failures.Select(failure => time.GetElapsedTime(failure, now))])),
        ];
    }

    /// <summary>Has these locks and no others.</summary>
    public void Restore(IReadOnlyList<SavedLock> locks) => Cell.Change(state => state with
    {
        ByName = locks.ToImmutableDictionary(static saved => saved.Name, saved => new LockEntry(
            saved.Name, saved.IsLocked, saved.UnlocksIn is { } rest ? After(rest) : null, [.. saved.Failures.Select(ago => After(-ago))])),
    });

    /// <summary>The entry of an account without what is over; null when nothing is left.</summary>
    private LockEntry? Current(LockState state, AccountName name)
    {
        if (!state.ByName.TryGetValue(name, out var entry))
            return null;
        var now = time.GetTimestamp();
        var isLocked = entry.IsLocked && (entry.UnlocksAt is not { } at || at > now);
        var failures = entry.Failures.RemoveAll(failure => time.GetElapsedTime(failure, now) >= state.Policy.Window);
        return isLocked || failures.Count > 0 ? entry with { IsLocked = isLocked, UnlocksAt = isLocked ? entry.UnlocksAt : null, Failures = failures } : null;
    }

    private long After(TimeSpan duration) => time.GetTimestamp() + (long)(duration.TotalSeconds * time.TimestampFrequency);
}
