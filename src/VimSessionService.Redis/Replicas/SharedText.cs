using Microsoft.Extensions.Logging;
using StackExchange.Redis;
using VimSessionService.Core;
using VimSessionService.Core.Sessions;
using VimSessionService.Redis.Engine;

namespace VimSessionService.Redis.Replicas;

/// <summary>
/// A text that replicas share and that changes seldom. Whoever tells another one waits until every live replica that follows it has taken it. Of two that are told at once the
/// later one counts.
/// </summary>
/// <param name="engine">The engine.</param>
/// <param name="keys">The keys of the instance.</param>
/// <param name="name">Which text.</param>
/// <param name="replica">This process.</param>
/// <param name="real">Measures what takes real time.</param>
/// <param name="logger">Where failures are logged.</param>
internal sealed class SharedText(EngineConnection engine, EngineKeys keys, string name, Replica replica, TimeProvider real, ILogger logger) : IDisposable
{
    private static readonly EngineScript Tell = EngineScript.Load("text-tell.lua").Lasting();
    private static readonly EngineScript Look = EngineScript.Load("text-look.lua");
    private static readonly EngineScript Behind = EngineScript.Load("text-behind.lua");
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan AskEvery = TimeSpan.FromMilliseconds(10);

    private readonly RedisKey[] _keys = keys.Text(name);
    private readonly SemaphoreSlim _one = new(1, 1);
    private readonly CancellationTokenSource _stop = new();
    private TaskCompletionSource _hint = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Action<string>? _take;
    private string _version = "0";

    /// <summary>Takes the text as it is, and from now on each other one that a replica tells.</summary>
    public async ValueTask FollowAsync(Action<string> take)
    {
        _take = take;
        replica.Feed.TextHinted += Hint;
        await LookAsync();
        _ = BackgroundWork.RunAsync(logger, "the following of what replicas share", FollowAsync);
    }

    /// <summary>Tells the others another text, and waits until they have taken it, but no longer than for one observer.</summary>
    /// <exception cref="EngineUnavailableException">The engine cannot be asked.</exception>
    public async ValueTask TellAsync(string text, CancellationToken cancellationToken)
    {
        await replica.EnsureAsync(cancellationToken);
        await _one.WaitAsync(cancellationToken);
        string version;
        try
        {
            version = _version = (string)(await engine.RunAsync(Tell, _keys, replica.Id, text))!;
        }
        finally
        {
            _one.Release();
        }

        var began = real.GetTimestamp();
        while ((int)await engine.RunAsync(Behind, _keys, version) > 0 && real.GetElapsedTime(began) < SessionNotifications.MaxWait)
            await Task.Delay(AskEvery, real, cancellationToken);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        replica.Feed.TextHinted -= Hint;
        _stop.Cancel();
    }

    private void Hint() => Interlocked.Exchange(ref _hint, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).TrySetResult();

    private async ValueTask FollowAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            var hint = Volatile.Read(ref _hint).Task;
            await BackgroundWork.RunAsync(logger, "the following of what replicas share", LookAsync);
            await hint.WaitAsync(LookEvery, real, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Takes the text if it is another one, and then says so.</summary>
    private async ValueTask LookAsync()
    {
        await _one.WaitAsync();
        try
        {
            await replica.EnsureAsync(_stop.Token);
            while ((RedisResult[])(await engine.RunAsync(Look, _keys, replica.Id, _version))! is [var version, var text])
            {
                _take!((string)text!);
                _version = (string)version!;
            }
        }
        catch (Exception failure) when (failure is EngineUnavailableException or OperationCanceledException)
        {
            // The next look may find the engine.
        }
        finally
        {
            _one.Release();
        }
    }
}
