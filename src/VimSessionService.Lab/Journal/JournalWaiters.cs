using VimSessionService.Core.Expiry;

namespace VimSessionService.Lab.Journal;

/// <summary>A wait for calls.</summary>
/// <param name="filter">Which calls.</param>
/// <param name="seen">How many there are already.</param>
/// <param name="awaited">How many are waited for.</param>
internal sealed class JournalWaiter(JournalFilter filter, long seen, long awaited)
{
    private readonly TaskCompletionSource _over = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes when the wait is over, as it was reached or another has taken its place.</summary>
    public Task Task => _over.Task;

    /// <summary>How many calls there are.</summary>
    public long Seen { get; private set; } = seen;

    /// <summary>A call was answered.</summary>
    public void Tell(JournalRow row)
    {
        if (filter.Matches(row) && ++Seen >= awaited)
            End();
    }

    /// <summary>Ends the wait.</summary>
    public void End() => _over.TrySetResult();
}

/// <summary>
/// The waits for calls. Each costs every call some work, so there are few of them; one too many ends the oldest of the owner who has most, who may wait
/// again. Not thread-safe.
/// </summary>
internal sealed class JournalWaiters
{
    private const int Most = 64;

    private readonly SharedCapacity<JournalWaiter> _room = new(Most, Most);
    private readonly Dictionary<JournalWaiter, SharedCapacity<JournalWaiter>.Entry> _all = [];
    private long _sequence;

    /// <summary>Adds a wait.</summary>
    public JournalWaiter Add(string owner, JournalFilter filter, long seen, long awaited)
    {
        var waiter = new JournalWaiter(filter, seen, awaited);
        var entry = new SharedCapacity<JournalWaiter>.Entry(owner, waiter, ++_sequence);
        if (_room.Add(entry) is { } displaced)
        {
            _all.Remove(displaced);
            displaced.End();
        }

        _all.Add(waiter, entry);
        return waiter;
    }

    /// <summary>Removes a wait.</summary>
    public void Remove(JournalWaiter waiter)
    {
        if (_all.Remove(waiter, out var entry))
            _room.Remove(entry);
    }

    /// <summary>A call was answered.</summary>
    public void Tell(JournalRow row)
    {
        foreach (var waiter in _all.Keys)
            waiter.Tell(row);
    }
}
