namespace VimSessionService.AdminClient.Users;

/// <summary>An account.</summary>
public sealed record UserInfo
{
    /// <summary>The name as clients log in with it: <c>alice@vsphere.local</c>, or the name alone for an account of the server itself.</summary>
    public required string Name { get; init; }

    /// <summary>The name as sessions show it: <c>VSPHERE.LOCAL\alice</c>.</summary>
    public required string UserName { get; init; }

    /// <summary>The full name.</summary>
    public required string FullName { get; init; }

    /// <summary>The groups.</summary>
    public required IReadOnlyList<string> Groups { get; init; }

    /// <summary>Whether the account has a password here.</summary>
    public required bool HasPassword { get; init; }

    /// <summary>Whether nobody can log in as it.</summary>
    public required bool Disabled { get; init; }

    /// <summary>Whether every password is refused until it is unlocked.</summary>
    public required bool Locked { get; init; }

    /// <summary>After what time it is unlocked by itself; null when it is not locked, or not unlocked by itself.</summary>
    public TimeSpan? UnlocksIn { get; init; }

    /// <summary>How many wrong passwords count at this moment.</summary>
    public required int Failures { get; init; }
}

/// <summary>The accounts.</summary>
/// <param name="Users">The accounts.</param>
public sealed record UserList(IReadOnlyList<UserInfo> Users);

/// <summary>An account to create.</summary>
public sealed record UserCreation
{
    /// <summary>The name: <c>alice@vsphere.local</c>, <c>VSPHERE.LOCAL\alice</c>, or a name alone for an account of the server itself.</summary>
    public required string Name { get; init; }

    /// <summary>The password; null for an account without one.</summary>
    public string? Password { get; init; }

    /// <summary>The full name; null for the usual one.</summary>
    public string? FullName { get; init; }

    /// <summary>The groups.</summary>
    public IReadOnlyList<string>? Groups { get; init; }

    /// <summary>The role on everything, such as <c>Admin</c> or <c>ReadOnly</c>; null for no permission.</summary>
    public string? Role { get; init; }
}

/// <summary>Changes an account. What is null stays as it is.</summary>
public sealed record UserChange
{
    /// <summary>The password.</summary>
    public string? Password { get; init; }

    /// <summary>The full name.</summary>
    public string? FullName { get; init; }

    /// <summary>The groups.</summary>
    public IReadOnlyList<string>? Groups { get; init; }

    /// <summary>Whether nobody can log in as it.</summary>
    public bool? Disabled { get; init; }
}

/// <summary>Locks an account.</summary>
/// <param name="For">For what time; null for until it is unlocked.</param>
public sealed record UserLock(TimeSpan? For = null);

/// <summary>When an account is locked after wrong passwords.</summary>
/// <param name="MaxAttempts">The wrong password that locks an account: the fifth with 5; 0 locks none. At most 1000.</param>
/// <param name="Window">Within what time these are counted.</param>
/// <param name="UnlockAfter">After what time a locked account is unlocked; zero for not before somebody unlocks it.</param>
public sealed record LockoutSetting(int MaxAttempts, TimeSpan Window, TimeSpan UnlockAfter);
