using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using VimSessionService.Core;
using VimSessionService.Core.Sessions;

namespace VimSessionService.Redis.Sessions;

/// <summary>Keeps the sessions that are apart in the engine, under keys of their own, so that all replicas have the same.</summary>
/// <param name="make">Makes a store of them.</param>
/// <param name="logger">Where failures are logged; null for nowhere.</param>
internal sealed class RedisSeparateSessionStores(Func<SessionLimits, SessionNotifications, RedisSessionStore> make, ILogger? logger = null) : ISeparateSessionStores, IAsyncDisposable
{
    private readonly Lock _lock = new();
    private readonly List<RedisSessionStore> _made = [];
    private bool _hasStarted;

    /// <inheritdoc/>
    public bool AreShared => true;

    /// <inheritdoc/>
    public ISessionStore Create(SessionLimits limits, SessionNotifications notifications)
    {
        var store = make(limits, notifications);
        lock (_lock)
        {
            _made.Add(store);
            if (!_hasStarted)
                return store;
        }

        _ = StartAsync(store);
        return store;
    }

    /// <summary>Ends what is over already, and wakes for what will be. Without the engine it is tried again by itself.</summary>
    public Task StartAsync()
    {
        lock (_lock)
        {
            _hasStarted = true;
            return Task.WhenAll(_made.Select(StartAsync));
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        RedisSessionStore[] made;
        lock (_lock)
            made = [.. _made];
        foreach (var store in made)
            await store.DisposeAsync();
    }

    private Task StartAsync(RedisSessionStore store) => BackgroundWork.RunAsync(logger ?? NullLogger.Instance, "the start of the sessions that are kept apart", async () =>
    {
        try
        {
            await store.StartAsync(CancellationToken.None);
        }
        catch (ServiceBusyException)
        {
            // As said.
        }
    });
}
