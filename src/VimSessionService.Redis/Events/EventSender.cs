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

    private static readonly EngineScript Append = EngineScript.Load("event.lua", "append.lua").Lasting();
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
    /// <returns>The number of the event; null when too many wait already.</returns>
    public long? Send(byte[] text)
    {
        long number;
        lock (_lock)
        {
            if (_waiting.Count >= MostWaiting)
            {
                Dropped(logger, MostWaiting);
                return null;
            }

            _waiting.Enqueue(text);
            number = ++_posted;
            if (_isSending)
                return number;
            _isSending = true;
        }

        _ = BackgroundWork.RunAsync(logger, "the sending of events", SendAllAsync);
        return number;
    }

    /// <summary>Waits until an event is in the engine.</summary>
    /// <param name="number">What <see cref="Send"/> returned.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <exception cref="EngineUnavailableException">The engine has not taken it. It is tried again.</exception>
    public async ValueTask SentAsync(long? number, CancellationToken cancellationToken)
    {
        if (number is not { } sent)
            throw new EngineUnavailableException("too many events wait for the state engine", mayHaveRun: false);
        await TriedAsync(sent, cancellationToken);
        lock (_lock)
        {
            if (_sent < sent)
                throw new EngineUnavailableException("the state engine has not taken an event yet", mayHaveRun: true);
        }
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
            lock (_lock)
            {
                for (var i = 0; isSent && i < batch.Length; i++)
                    _waiting.Dequeue();
                _sent += isSent ? batch.Length : 0;
                NoteTried(isSent ? Math.Max(_triedUpTo, _sent) : _posted);
            }

            if (isSent)
                Sent.CallAll();
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
            if (!_isSending)
                NoteTried(_posted); // where the service stops there is no further try
            return batch;
        }
    }

    /// <summary>Tells who waits that what was posted up to a number was tried. To be called with the lock.</summary>
    private void NoteTried(long number)
    {
        _triedUpTo = number;
        _tried.SetResult();
        _tried = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
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
