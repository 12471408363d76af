using System.Collections.Immutable;
using System.Diagnostics;
using StackExchange.Redis;

namespace VimSessionService.Redis.Engine;

/// <summary>The connection to the engine, made at its first use. Every failure of it is an <see cref="EngineUnavailableException"/>.</summary>
/// <param name="address">Where it is.</param>
/// <param name="acknowledged">Waits until replicas of the engine have what must not be lost; null for not waiting.</param>
internal sealed class EngineConnection(StoreAddress address, AcknowledgedWrites? acknowledged = null) : IAsyncDisposable
{
    /// <summary>How often the roles of the nodes are looked up at most, when one takes no writes.</summary>
    private static readonly TimeSpan ReconfigureAtMost = TimeSpan.FromSeconds(1);

    private readonly SemaphoreSlim _one = new(1, 1);
    private ConnectionMultiplexer? _connection;
    private ImmutableArray<EngineScript> _scripts = [];
    private long _reconfigured;
    private long _generation;
    private volatile bool _isDisposed;

    /// <summary>For tests: is called with each script that is sent.</summary>
    public Action<EngineScript>? Sending { get; set; }

    /// <summary>Sends what was put off, by each who puts something off. It is called before everything that would notice that it was.</summary>
    public Action? PutOff { get; set; }

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
            if (_connection is not null)
                return;
            if (acknowledged is not null)
                await ConnectAcknowledgedAsync();
            _connection = await ConnectionMultiplexer.ConnectAsync(address.ToOptions());
            if (acknowledged is not null)
            {
                _connection.ConnectionFailed += (_, _) => Interlocked.Increment(ref _generation);
                _connection.ConfigurationChanged += (_, _) => Interlocked.Increment(ref _generation);
            }
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
    public Task<RedisResult> RunAsync(EngineScript script, RedisKey[] keys, params RedisValue[] arguments) =>
        acknowledged is not null && script.IsLasting ? RunLastingAsync(script, keys, arguments) : RunOnceAsync(script, keys, arguments);

    /// <summary>Asks something that needs no script.</summary>
    public async Task<T> AskAsync<T>(Func<IDatabaseAsync, Task<T>> question)
    {
        try
        {
            var database = Database();
            PutOff?.Invoke();
            return await question(database);
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
        catch (RedisConnectionException early) when (early.FailureType == ConnectionFailureType.UnableToResolvePhysicalConnection)
        {
            // The client library says that it is connected before its second connection, for messages, is there. It keeps the subscription, and makes it when that connection comes.
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
        if (acknowledged is not null)
            await acknowledged.DisposeAsync();
        _one.Dispose();
    }

    private async Task<RedisResult> RunOnceAsync(EngineScript script, RedisKey[] keys, RedisValue[] arguments)
    {
        try
        {
            var database = Database();
            if (!script.Overtakes)
                PutOff?.Invoke();
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

    /// <summary>Runs a script, and waits until replicas of the engine have what it changed. If another node became the primary meanwhile, it may not have it though they have.</summary>
    private async Task<RedisResult> RunLastingAsync(EngineScript script, RedisKey[] keys, RedisValue[] arguments)
    {
        var generation = Volatile.Read(ref _generation);
        var answer = await RunOnceAsync(script, keys, arguments);
        await acknowledged!.WaitAsync();
        return Volatile.Read(ref _generation) == generation
            ? answer
            : throw new EngineUnavailableException("the connection to the state engine changed before its replicas had a change", mayHaveRun: true);
    }

    private async Task ConnectAcknowledgedAsync()
    {
        await acknowledged!.ConnectAsync();
        acknowledged.Changed += () => Interlocked.Increment(ref _generation);
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
