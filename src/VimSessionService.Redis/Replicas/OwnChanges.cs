namespace VimSessionService.Redis.Replicas;

/// <summary>
/// The changes that this replica made. Who makes one tells it when the engine's answer is here. When that is lost, the change is met among those of the others,
/// and told after a while.
/// </summary>
internal sealed class OwnChanges(TimeProvider real)
{
    /// <summary>Longer than an answer of the engine may take.</summary>
    private static readonly TimeSpan LongestAnswer = TimeSpan.FromSeconds(15);

    private readonly Lock _lock = new();
    private readonly HashSet<long> _told = [];
    private readonly SortedDictionary<long, (Change Change, long Met)> _met = [];

    /// <summary>Whoever made a change tells it; false when it was told already.</summary>
    public bool TryTell(long number, bool isRead)
    {
        lock (_lock)
        {
            if (_met.Remove(number))
                return true;
            return !isRead && _told.Add(number);
        }
    }

    /// <summary>Whether a change that is read from the engine was told here by whoever made it. It is read once.</summary>
    public bool WasTold(long number)
    {
        lock (_lock)
            return _told.Remove(number);
    }

    /// <summary>A change of this replica was read from the engine.</summary>
    public void Meet(Change change)
    {
        lock (_lock)
        {
            if (!_told.Remove(change.Number))
                _met[change.Number] = (change, real.GetTimestamp());
        }
    }

    /// <summary>Takes out those that nobody told.</summary>
    public IReadOnlyList<Change> TakeUntold()
    {
        lock (_lock)
        {
            if (_met.Count == 0)
                return [];
            var due = _met.Values.Where(met => real.GetElapsedTime(met.Met) > LongestAnswer).Select(static met => met.Change).ToList();
            foreach (var change in due)
                _met.Remove(change.Number);
            return due;
        }
    }

    /// <summary>Changes up to this one will not be read any more.</summary>
    public void Forget(long number)
    {
        lock (_lock)
            _told.RemoveWhere(told => told <= number);
    }
}
