using VimSessionService.AdminClient.Users;

namespace VimSessionService.Lab.Accounts;

/// <summary>When an account is locked after wrong passwords, as the lock-out policy of vCenter Single Sign-On says it.</summary>
/// <param name="MaxAttempts">The wrong password that locks an account: the fifth with 5; 0 locks none.</param>
/// <param name="Window">Within what time these are counted.</param>
/// <param name="UnlockAfter">After what time a locked account is unlocked; zero for not before somebody unlocks it.</param>
internal sealed record LockoutPolicy(int MaxAttempts, TimeSpan Window, TimeSpan UnlockAfter)
{
    /// <summary>The most attempts that can be set.</summary>
    public const int MostAttempts = 1_000;

    /// <summary>The longest time that can be set.</summary>
    public static readonly TimeSpan LongestTime = TimeSpan.FromDays(3660);

    /// <summary>The policy of a setting.</summary>
    /// <exception cref="RefusedException">It cannot be set.</exception>
    public static LockoutPolicy Of(LockoutSetting setting)
    {
        if (setting.MaxAttempts is < 0 or > MostAttempts)
            throw new RefusedException("maxAttempts", $"is not from 0 to {MostAttempts}");
        if (setting.Window == TimeSpan.Zero || setting.Window > LongestTime)
            throw new RefusedException("window", "is zero, or longer than ten years");
        if (setting.UnlockAfter > LongestTime)
            throw new RefusedException("unlockAfter", "is longer than ten years. 0s is for not before somebody unlocks it");
        return new LockoutPolicy(setting.MaxAttempts, setting.Window, setting.UnlockAfter);
    }

    /// <summary>No account is locked. The times are the defaults of a vCenter, whose number of attempts is 5.</summary>
    public static LockoutPolicy Off { get; } = new(0, TimeSpan.FromMinutes(3), TimeSpan.FromMinutes(5));
}
