namespace VimSessionService.Core.Sessions;

/// <summary>
/// Makes the store of sessions that are kept apart from those that the doors share (docs/facts/automation-api.md). The contract of <see cref="ISessionStore"/> holds for it. Its caps count only
/// its own sessions.
/// </summary>
internal interface ISeparateSessionStores
{
    /// <summary>Whether all replicas have the same sessions in it.</summary>
    bool AreShared { get; }

    /// <summary>Makes the store.</summary>
    /// <param name="limits">How long and how many of its sessions live.</param>
    /// <param name="notifications">Is notified of additions, changes and ends.</param>
    ISessionStore Create(SessionLimits limits, SessionNotifications notifications);
}
