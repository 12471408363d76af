using VimSessionService.Core.Sessions;

namespace VimSessionService.Core.AdvancedSettings;

/// <summary>The settings of sessions, which act at once on sessions that exist (docs/facts/sessions.md).</summary>
internal static class SessionAdvancedSettings
{
    /// <summary>The end of the key of the idle time.</summary>
    public const string IdleTimeout = "vmacore.soap.sessionTimeout";

    /// <summary>The end of the key of the cap.</summary>
    public const string MaxSessionCount = "vmacore.soap.maxSessionCount";

    private const int MaxMinutes = 525_600;
    private const int MaxSessions = 10_000_000;

    /// <summary>How long a session may be idle, and how many there may be.</summary>
    /// <param name="limits">Where the two live.</param>
    /// <param name="prefix">What the keys begin with.</param>
    public static IEnumerable<AdvancedSetting> Of(SessionLimits limits, string prefix) =>
    [
        AdvancedSetting.Number(prefix + IdleTimeout, 30, 1, MaxMinutes, "Minutes that a session may be idle") with
        {
            // A part of a minute shows as a whole one: none is no time that can be set.
            Read = () => (int)Math.Ceiling(limits.IdleTimeout.TotalMinutes),
            Apply = minutes => limits.IdleTimeout = TimeSpan.FromMinutes((int)minutes),
        },
        AdvancedSetting.Number(prefix + MaxSessionCount, 3000, 0, MaxSessions, "Sessions that may be open at once, 0 for no limit") with
        {
            Read = () => limits.MaxSessions,
            Apply = count => limits.MaxSessions = (int)count,
        },
    ];
}
