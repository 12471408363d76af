using Microsoft.Extensions.Logging;
using StackExchange.Redis;
using VimSessionService.Core;
using VimSessionService.Core.Events;
using VimSessionService.Redis.Engine;
using VimSessionService.Redis.Replicas;

namespace VimSessionService.Redis.Events;

/// <summary>
/// Sends the events that this replica posts to the engine, in their order and each once: what the engine does not answer is sent again with the same number, by which it is known.
/// </summary>
internal sealed partial class EventSender(EngineConnection engine, EngineKeys keys, Replica replica, EventRetention retention, TimeProvider real, ILogger logger) : IDisposable
{
    /// <summary>How many events may wait while the engine cannot be asked.</summary>
    private const int MostWaiting = 10_000;

    private const int MostAtOnce = 64;
    private const int MostBytesAtOnce = 256 * 1024;

    private static readonly EngineScript Append = EngineScript.Load("event.lua", "append.lua");
    private static readonly TimeSpan TryAgainAfter = TimeSpan.FromMilliseconds(500);

    private readonly CancellationTokenSource _stop = new();
    private readonly Lock _lock = new();
    private readonly Queue<byte[]> _waiting = new();
    private TaskCompletionSource _tried = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool _isSending;
    private long _posted;
    private long _triedUpTo;
    private long _sent;

    /// <summary>Is told when events were added.</summary>
    public event Action? Sent;

    /// <summary>For the scripts that the engine is given at the start.</summary>
    public static IReadOnlyList<EngineScript> Scripts { get; } = [Append];

    /// <summary>Sends an event, and does not wait.</summary>
    public void Send(byte[] text)
    {
        lock (_lock)
        {
            if (_waiting.Count >= MostWaiting)
            {
                Dropped(logger, MostWaiting);
                return;
            }

            _waiting.Enqueue(text);
            _posted++;
            if (_isSending)
                return;
            _isSending = true;
        }

        _ = BackgroundWork.RunAsync(logger, "the sending of events", SendAllAsync);
    }

    /// <summary>Waits until what was posted so far is in the engine, or the engine did not take it.</summary>
    public ValueTask SettledAsync(CancellationToken cancellationToken)
    {
        lock (_lock)
            return _isSending ? new(TriedAsync(_posted, cancellationToken)) : default;
    }

    /// <summary>Gives up what the engine has not taken.</summary>
    public void Dispose() => _stop.Cancel();

    private async Task TriedAsync(long number, CancellationToken cancellationToken)
    {
        while (true)
        {
            Task tried;
            lock (_lock)
            {
                if (_triedUpTo >= number)
                    return;
                tried = _tried.Task;
            }

            await tried.WaitAsync(cancellationToken);
        }
    }

    private async ValueTask SendAllAsync()
    {
        while (Next() is { Length: > 0 } batch)
        {
            var isSent = await TrySendAsync(batch);
            TaskCompletionSource tried;
            lock (_lock)
            {
                for (var i = 0; isSent && i < batch.Length; i++)
                    _waiting.Dequeue();
                _sent += isSent ? batch.Length : 0;
                _triedUpTo = isSent ? Math.Max(_triedUpTo, _sent) : _posted;
                (tried, _tried) = (_tried, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
            }

            tried.SetResult();
            if (isSent)
                Sent?.Invoke();
            else
                await Task.Delay(TryAgainAfter, real, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>The next events, which stay in the queue until the engine has them; none when there is none, or the service stops.</summary>
    private byte[][] Next()
    {
        lock (_lock)
        {
            var bytes = 0;
            byte[][] batch = _stop.IsCancellationRequested ? [] : [.. _waiting.Take(MostAtOnce).TakeWhile((text, i) => i == 0 || bytes + text.Length <= MostBytesAtOnce && (bytes += text.Length) > 0)];
            _isSending = batch.Length > 0;
            return batch;
        }
    }

    private async Task<bool> TrySendAsync(byte[][] batch)
    {
        try
        {
            await replica.EnsureAsync(_stop.Token);
            RedisValue[] arguments = [replica.Id, _sent + 1, retention.Capacity, retention.MaxBytes, .. batch.Select(static text => (RedisValue)text)];
            await engine.RunAsync(Append, keys.Events, arguments);
            return true;
        }
        catch (Exception failure) when (failure is EngineUnavailableException or OperationCanceledException)
        {
            return false;
        }
        catch (Exception failure)
        {
            Failed(logger, failure);
            return false;
        }
    }

    [LoggerMessage(67, LogLevel.Error, "{Count} events wait for the state engine; a further one is dropped")]
    private static partial void Dropped(ILogger logger, int count);

    [LoggerMessage(68, LogLevel.Error, "A failure in sending events to the state engine, which is tried again")]
    private static partial void Failed(ILogger logger, Exception failure);
}
