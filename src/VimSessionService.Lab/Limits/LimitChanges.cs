using VimSessionService.AdminClient.Limits;

namespace VimSessionService.Lab.Limits;

/// <summary>Changes of the limits of sessions.</summary>
internal static class LimitChanges
{
    /// <summary>The longest time of a limit.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromDays(3660);

    /// <summary>Refuses a change that cannot be made.</summary>
    /// <exception cref="RefusedException">It is one.</exception>
    public static void Check(LimitChange change)
    {
        if (change.MaxSessions < 0)
            throw new RefusedException("maxSessions", "is negative. 0 is no limit");
        if (change.MaxUserSessions < 0)
            throw new RefusedException("maxUserSessions", "is negative. 0 is no limit");
        if (change.IdleTimeout == TimeSpan.Zero || change.IdleTimeout > Longest)
            throw new RefusedException("idleTimeout", "is zero, or longer than ten years");
        if (change.MaxLifetime > Longest)
            throw new RefusedException("maxLifetime", "is longer than ten years. 0s is no limit");
    }
}
