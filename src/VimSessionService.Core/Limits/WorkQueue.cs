using System.Net;

namespace VimSessionService.Core.Limits;

/// <summary>
/// Lets only so many requests at a time do much work. The others wait without a thread, and addresses take turns, so that one with
/// many requests does not keep another waiting for all of them.
/// </summary>
/// <param name="places">How many may work at once.</param>
/// <param name="maxWaiting">How many may wait; beyond it the service is busy.</param>
/// <param name="maxWaitingOfOne">How many of one address may wait.</param>
public sealed class WorkQueue(int places, int maxWaiting = 256, int maxWaitingOfOne = 64)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<IPAddress, LinkedList<TaskCompletionSource>> _waiting = [];
    private readonly Queue<IPAddress> _turns = new();
    private int _free = places;
    private int _waitingCount;

    /// <summary>How many wait.</summary>
    public int Waiting
    {
        get
        {
            lock (_lock)
                return _waitingCount;
        }
    }

    /// <summary>Waits for a place; <see cref="Leave"/> gives it back.</summary>
    /// <exception cref="ServiceBusyException">Too many wait already.</exception>
    public async ValueTask EnterAsync(IPAddress address, CancellationToken cancelled)
    {
        TaskCompletionSource waiter;
        lock (_lock)
        {
            if (_free > 0)
            {
                _free--;
                return;
            }

            waiter = Enqueue(address);
        }

        await using var registration = cancelled.UnsafeRegister(
            static (state, token) => ((TaskCompletionSource)state!).TrySetCanceled(token), waiter);
        try
        {
            await waiter.Task;
        }
        catch (OperationCanceledException)
        {
            Forget(address, waiter);
            throw;
        }
    }

    /// <summary>Gives a place back, to the next who waits.</summary>
    public void Leave()
    {
        lock (_lock)
        {
            while (_turns.TryDequeue(out var address))
            {
                if (!_waiting.TryGetValue(address, out var queue))
                    continue;
                var waiter = queue.First!.Value;
                Remove(address, queue, waiter);
                if (_waiting.ContainsKey(address))
                    _turns.Enqueue(address);
                if (waiter.TrySetResult())
                    return;
            }

            _free++;
        }
    }

    private TaskCompletionSource Enqueue(IPAddress address)
    {
        var queue = _waiting.GetValueOrDefault(address);
        if (_waitingCount >= maxWaiting || queue?.Count >= maxWaitingOfOne)
            throw new ServiceBusyException("too many requests that take much work wait for their turn");
        if (queue is null)
        {
            _waiting.Add(address, queue = []);
            _turns.Enqueue(address);
        }

        var waiter = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        queue.AddLast(waiter);
        _waitingCount++;
        return waiter;
    }

    private void Forget(IPAddress address, TaskCompletionSource waiter)
    {
        lock (_lock)
        {
            if (_waiting.TryGetValue(address, out var queue))
                Remove(address, queue, waiter);
        }
    }

    private void Remove(IPAddress address, LinkedList<TaskCompletionSource> queue, TaskCompletionSource waiter)
    {
        if (queue.Remove(waiter))
            _waitingCount--;
        if (queue.Count == 0)
            _waiting.Remove(address);
    }
}
