using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using VimSessionService.Core;
using VimSessionService.Redis.Replicas;
using VimSessionService.Redis.Sessions;
using VimSessionService.Redis.Tables;
using VimSessionService.Redis.Work;

namespace VimSessionService.Redis.Hosting;

/// <summary>
/// Connects to the engine at the start of the service, and gives up the lease at its end. An engine that cannot be reached is no reason not to start: the service
/// is not ready until it can.
/// </summary>
internal sealed partial class ReplicaLifetime(
    Replica replica, RedisSessionStore store, RedisSeparateSessionStores separate, SharedTableChanges tables, SharedWork work, ILogger<ReplicaLifetime> logger) : IHostedService
{
    /// <inheritdoc/>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        tables.Follow();
        work.Follow();
        try
        {
            await store.StartAsync(cancellationToken);
        }
        catch (ServiceBusyException failure)
        {
            NotYet(logger, failure.Message);
        }

        await separate.StartAsync();
    }

    /// <inheritdoc/>
    public async Task StopAsync(CancellationToken cancellationToken) => await replica.DisposeAsync();

    [LoggerMessage(66, LogLevel.Warning, "The service starts without its state engine: {Reason}. Calls are answered with 503 until it can be asked")]
    private static partial void NotYet(ILogger logger, string reason);
}
