using Microsoft.Extensions.Logging;

namespace VimSessionService.Core.Sessions;

/// <summary>Keeps the sessions that are apart in the memory of the process.</summary>
/// <param name="time">The clock.</param>
/// <param name="newKey">Makes the key of a session.</param>
/// <param name="logger">Where failures are logged; null for nowhere.</param>
internal sealed class InMemorySeparateSessionStores(TimeProvider time, Func<string> newKey, ILogger? logger) : ISeparateSessionStores, IDisposable
{
    private readonly Lock _lock = new();
    private readonly List<InMemorySessionStore> _made = [];

    /// <inheritdoc/>
    public bool AreShared => false;

    /// <inheritdoc/>
    public ISessionStore Create(SessionLimits limits, SessionNotifications notifications)
    {
        var store = new InMemorySessionStore(time, limits, notifications, newKey, logger);
        lock (_lock)
            _made.Add(store);
        return store;
    }

    /// <summary>Stops looking for idle sessions.</summary>
    public void Dispose()
    {
        lock (_lock)
            _made.ForEach(static store => store.Dispose());
    }
}
