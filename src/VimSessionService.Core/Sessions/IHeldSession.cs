namespace VimSessionService.Core.Sessions;

/// <summary>A session that the service holds itself, as all replicas know it. Not for several callers at once.</summary>
internal interface IHeldSession
{
    /// <summary>The one that is held; null for none. It may have ended.</summary>
    /// <exception cref="ServiceBusyException">It cannot be read now.</exception>
    ValueTask<HeldSession?> ReadAsync(CancellationToken cancellationToken);

    /// <summary>Holds another in the place of the one that was read last. Returns the one that is held then: that of another replica, if it was faster.</summary>
    /// <exception cref="ServiceBusyException">It cannot be held now.</exception>
    ValueTask<HeldSession> HoldAsync(HeldSession session);
}

/// <summary>A session with its secret.</summary>
/// <param name="Key">Its key.</param>
/// <param name="Token">By which calls are in it.</param>
internal sealed record HeldSession(string Key, SessionToken Token);
