using System.Collections.Immutable;
using System.Diagnostics;
using StackExchange.Redis;

namespace VimSessionService.Redis.Engine;

/// <summary>The connection to the engine, made at its first use. Every failure of it is an <see cref="EngineUnavailableException"/>.</summary>
internal sealed class EngineConnection(StoreAddress address) : IAsyncDisposable
{
    /// <summary>How often the roles of the nodes are looked up at most, when one takes no writes.</summary>
    private static readonly TimeSpan ReconfigureAtMost = TimeSpan.FromSeconds(1);

    private readonly SemaphoreSlim _one = new(1, 1);
    private ConnectionMultiplexer? _connection;
    private ImmutableArray<EngineScript> _scripts = [];
    private long _reconfigured;
    private volatile bool _isDisposed;

    /// <summary>For tests: is told of each script that is sent.</summary>
    public Action<EngineScript>? Sending { get; set; }

    /// <summary>Whether there is a connection to a node that takes writes.</summary>
    public bool IsConnected => _connection is { IsConnected: true };

    /// <summary>Connects. Afterwards <see cref="RunAsync"/> answers or fails at once.</summary>
    public async ValueTask ConnectAsync(CancellationToken cancellationToken)
    {
        if (_connection is not null)
            return;
        await _one.WaitAsync(cancellationToken);
        try
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            _connection ??= await ConnectionMultiplexer.ConnectAsync(address.ToOptions());
        }
        catch (Exception failure) when (EngineUnavailableException.IsMeantBy(failure))
        {
            throw EngineUnavailableException.Of(failure);
        }
        finally
        {
            _one.Release();
        }
    }

    /// <summary>Names scripts that <see cref="LoadAsync"/> is to give to the engine.</summary>
    public void Prepare(IReadOnlyList<EngineScript> scripts) => ImmutableInterlocked.Update(ref _scripts, static (all, added) => all.AddRange(added), scripts);

    /// <summary>
    /// Gives the engine the scripts that were named, so that their first runs are in the order of their calls too. An engine that does not take them so gets
    /// each at its first run.
    /// </summary>
    public async Task LoadAsync()
    {
        try
        {
            foreach (var server in _connection?.GetServers() ?? [])
            {
                if (server is { IsConnected: true, IsReplica: false, ServerType: not ServerType.Sentinel })
                    await Task.WhenAll(_scripts.Select(script => server.ScriptLoadAsync(script.Text)));
            }
        }
        catch (Exception failure) when (failure is RedisException or TimeoutException or ObjectDisposedException)
        {
            // As said.
        }
    }

    /// <summary>
    /// Runs a script. Scripts of one thread are sent in the order of the calls. There is no cancellation: what was sent is done, and whoever gave up must know of it.
    /// </summary>
    public async Task<RedisResult> RunAsync(EngineScript script, RedisKey[] keys, params RedisValue[] arguments)
    {
        try
        {
            var database = Database();
            Sending?.Invoke(script);
            try
            {
                return await database.ScriptEvaluateAsync(script.Hash, keys, arguments);
            }
            catch (RedisServerException unknown) when (unknown.Message.StartsWith("NOSCRIPT", StringComparison.Ordinal))
            {
                return await database.ExecuteAsync("EVAL", [script.Text, keys.Length, .. keys.Cast<object>(), .. arguments.Cast<object>()]);
            }
        }
        catch (Exception failure) when (EngineUnavailableException.IsMeantBy(failure))
        {
            if (EngineUnavailableException.IsReadOnly(failure))
                _ = ReconfigureAsync();
            throw EngineUnavailableException.Of(failure);
        }
    }

    /// <summary>Asks something that needs no script.</summary>
    public async Task<T> AskAsync<T>(Func<IDatabaseAsync, Task<T>> question)
    {
        try
        {
            return await question(Database());
        }
        catch (Exception failure) when (EngineUnavailableException.IsMeantBy(failure))
        {
            throw EngineUnavailableException.Of(failure);
        }
    }

    /// <summary>The same for a caller that cannot wait otherwise.</summary>
    public T Ask<T>(Func<IDatabase, T> question)
    {
        try
        {
            return question(Database());
        }
        catch (Exception failure) when (EngineUnavailableException.IsMeantBy(failure))
        {
            throw EngineUnavailableException.Of(failure);
        }
    }

    /// <summary>Is called with each message of a channel, on any thread. Messages may be lost.</summary>
    public async Task ListenAsync(string channel, Action<string> heard)
    {
        try
        {
            var connection = _connection ?? throw new EngineUnavailableException("the state engine was not connected yet", mayHaveRun: false);
            await connection.GetSubscriber().SubscribeAsync(RedisChannel.Literal(channel), (_, message) => heard(message.ToString()));
        }
        catch (Exception failure) when (EngineUnavailableException.IsMeantBy(failure))
        {
            throw EngineUnavailableException.Of(failure);
        }
    }

    /// <summary>For tests: hears a channel no more.</summary>
    public async Task UnlistenAsync(string channel) => await _connection!.GetSubscriber().UnsubscribeAsync(RedisChannel.Literal(channel));

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _isDisposed = true;
        if (_connection is { } connection)
            await connection.DisposeAsync();
        _one.Dispose();
    }

    private IDatabase Database() => (_connection ?? throw new EngineUnavailableException("the state engine was not connected yet", mayHaveRun: false)).GetDatabase();

    /// <summary>Two nodes may have swapped their roles; by itself the client library looks once a minute.</summary>
    private async Task ReconfigureAsync()
    {
        var last = Volatile.Read(ref _reconfigured);
        if ((last != 0 && Stopwatch.GetElapsedTime(last) < ReconfigureAtMost) || Interlocked.CompareExchange(ref _reconfigured, Stopwatch.GetTimestamp(), last) != last)
            return;
        try
        {
            await _connection!.ConfigureAsync();
        }
        catch (Exception failure) when (failure is RedisException or TimeoutException or ObjectDisposedException)
        {
            // The next write that is refused tries again.
        }
    }
}
