using VimSessionService.Core.Sessions;

namespace VimSessionService.Redis.Sessions;

/// <summary>The times for which the tokens of ended sessions are remembered, in ticks.</summary>
internal static class EndedTokenTimes
{
    /// <summary>How long one is remembered.</summary>
    public static long Lifetime => CookieAdoption.Lifetime.Ticks;

    /// <summary>How long a session must have lasted: for the token of a shorter one its time of issue is sufficient.</summary>
    public static long Half => CookieAdoption.Lifetime.Ticks / 2;
}
