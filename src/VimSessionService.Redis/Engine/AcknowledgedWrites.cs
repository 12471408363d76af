using StackExchange.Redis;
using VimSessionService.Core;

namespace VimSessionService.Redis.Engine;

/// <summary>
/// Waits until replicas of the engine have what was written. It has a connection of its own, since the engine answers nothing else on a connection that waits: a mark is written on it, and
/// who has the mark has everything before it. Those that wait while one question is under way share the next one.
/// </summary>
/// <param name="address">Where the engine is.</param>
/// <param name="replicas">How many must have it.</param>
/// <param name="mark">The field that is written.</param>
internal sealed class AcknowledgedWrites(StoreAddress address, int replicas, RedisKey mark) : IAsyncDisposable
{
    /// <summary>How long it waits. Shorter than the time that an answer of the engine may take.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(2);

    private const string Field = "waits";

    private readonly Lock _lock = new();
    private ConnectionMultiplexer? _connection;
    private Task? _running;
    private Task? _next;

    /// <summary>Raised when the connection was lost, or the nodes have other roles.</summary>
    public event Action? Changed;

    /// <summary>Connects.</summary>
    public async Task ConnectAsync()
    {
        _connection = await ConnectionMultiplexer.ConnectAsync(address.ToOptions());
        _connection.ConnectionFailed += (_, _) => Changed.CallAll();
        _connection.ConfigurationChanged += (_, _) => Changed.CallAll();
    }

    /// <summary>Returns when enough replicas have all that was answered before the call.</summary>
    /// <exception cref="EngineUnavailableException">They have not within the time, or the engine cannot say.</exception>
    public Task WaitAsync()
    {
        lock (_lock)
            return _next ??= AskNextAsync(_running);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_connection is { } connection)
            await connection.DisposeAsync();
    }

    private async Task AskNextAsync(Task? before)
    {
        await Task.Yield(); // so that this is the next one before it begins
        if (before is not null)
            await before.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        lock (_lock)
            (_running, _next) = (_next, null);
        await AskAsync();
    }

    private async Task AskAsync()
    {
        try
        {
            var connection = _connection ?? throw new EngineUnavailableException("the state engine was not connected yet", mayHaveRun: true);
            var database = connection.GetDatabase();
            var node = await database.IdentifyEndpointAsync(mark, CommandFlags.DemandMaster) ?? throw new EngineUnavailableException("no connection to the primary of the state engine", mayHaveRun: true);
            // Both are sent on one connection. If it breaks between them, the second fails.
            var marked = database.HashIncrementAsync(mark, Field, 1, CommandFlags.DemandMaster | CommandFlags.NoRedirect);
            var waited = connection.GetServer(node).ExecuteAsync("WAIT", replicas, (int)Longest.TotalMilliseconds);
            await marked;
            if ((long)await waited is var found && found < replicas)
                throw new EngineUnavailableException($"{found} of {replicas} replicas of the state engine have a change within {Longest.TotalSeconds:0} s", mayHaveRun: true);
        }
        catch (RedisServerException unknown) when (unknown.Message.StartsWith("ERR unknown command", StringComparison.OrdinalIgnoreCase))
        {
            throw new EngineUnavailableException("the state engine does not know WAIT, so it cannot say which of its replicas have a change", mayHaveRun: true);
        }
        catch (Exception failure) when (EngineUnavailableException.IsMeantBy(failure))
        {
            throw new EngineUnavailableException(EngineUnavailableException.Of(failure).Message, mayHaveRun: true); // what is waited for was done
        }
    }
}
