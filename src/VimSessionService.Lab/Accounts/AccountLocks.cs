using VimSessionService.Core.Directory.Users;

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
    private readonly Lock _lock = new();
    private readonly Dictionary<AccountName, Entry> _entries = [];
    private LockoutPolicy _policy = LockoutPolicy.Off;

    /// <summary>The policy. A change holds for wrong passwords from now on; what is locked stays so as long as it was to.</summary>
    public LockoutPolicy Policy
    {
        get => Volatile.Read(ref _policy);
        set => Volatile.Write(ref _policy, value);
    }

    /// <summary>What is known of an account.</summary>
    public AccountLock Of(AccountName name)
    {
        lock (_lock)
        {
            return Current(name) is { } entry
                ? new AccountLock(entry.IsLocked, entry.UnlocksAt is { } at ? time.GetElapsedTime(time.GetTimestamp(), at) : null, entry.Failures.Count)
                : new AccountLock(false, null, 0);
        }
    }

    /// <summary>Whether an account is locked.</summary>
    public bool IsLocked(AccountName name)
    {
        lock (_lock)
            return Current(name)?.IsLocked is true;
    }

    /// <summary>Locks an account.</summary>
    /// <param name="name">The account.</param>
    /// <param name="duration">For what time; null for until it is unlocked.</param>
    public void Lock(AccountName name, TimeSpan? duration)
    {
        lock (_lock)
            _entries[name] = new Entry { IsLocked = true, UnlocksAt = duration is { } given ? After(given) : null };
    }

    /// <summary>Unlocks an account, and forgets its wrong passwords; false when there was nothing to do.</summary>
    public bool Unlock(AccountName name)
    {
        lock (_lock)
            return _entries.Remove(name);
    }

    /// <summary>A right password was given for an account that is not locked.</summary>
    public void Succeeded(AccountName name) => Unlock(name);

    /// <summary>A wrong password was given; true when the account is locked by it.</summary>
    public bool Failed(AccountName name)
    {
        var policy = Policy;
        if (policy.MaxAttempts == 0)
            return false;
        lock (_lock)
        {
            var entry = Current(name);
            if (entry is null)
                _entries.Add(name, entry = new Entry());
            entry.Failures.Enqueue(time.GetTimestamp());
            if (entry.Failures.Count < policy.MaxAttempts)
                return false;
            entry.Failures.Clear();
            entry.IsLocked = true;
            entry.UnlocksAt = policy.UnlockAfter > TimeSpan.Zero ? After(policy.UnlockAfter) : null;
            return true;
        }
    }

    /// <summary>The locks and wrong passwords as they can be made again.</summary>
    public IReadOnlyList<SavedLock> Save()
    {
        lock (_lock)
        {
            var now = time.GetTimestamp();
            return
            [
                .. _entries.Keys.ToArray().OrderBy(static name => name.Display, StringComparer.OrdinalIgnoreCase).Select(name => (Name: name, Entry: Current(name))).Where(static pair => pair.Entry is not null)
                    .Select(pair => new SavedLock(
                        pair.Name, pair.Entry!.IsLocked, pair.Entry.UnlocksAt is { } at ? time.GetElapsedTime(now, at) : null, [.. pair.Entry.Failures.Select(failure => time.GetElapsedTime(failure, now))])),
            ];
        }
    }

    /// <summary>Has these locks and no others.</summary>
    public void Restore(IReadOnlyList<SavedLock> locks)
    {
        lock (_lock)
        {
            _entries.Clear();
            foreach (var saved in locks)
            {
                var entry = new Entry { IsLocked = saved.IsLocked, UnlocksAt = saved.UnlocksIn is { } rest ? After(rest) : null };
                foreach (var ago in saved.Failures)
                    entry.Failures.Enqueue(After(-ago));
                _entries[saved.Name] = entry;
            }
        }
    }

    /// <summary>The entry of an account without what is over; null when nothing is left.</summary>
    private Entry? Current(AccountName name)
    {
        if (!_entries.TryGetValue(name, out var entry))
            return null;
        var now = time.GetTimestamp();
        while (entry.Failures.TryPeek(out var first) && time.GetElapsedTime(first, now) >= Policy.Window)
            entry.Failures.Dequeue();
        if (entry.IsLocked && entry.UnlocksAt <= now)
            entry.IsLocked = false;
        if (entry.IsLocked || entry.Failures.Count > 0)
            return entry;
        _entries.Remove(name);
        return null;
    }

    private long After(TimeSpan duration) => time.GetTimestamp() + (long)(duration.TotalSeconds * time.TimestampFrequency);

    private sealed class Entry
    {
        public bool IsLocked { get; set; }

        public long? UnlocksAt { get; set; }

        public Queue<long> Failures { get; } = new();
    }
}
