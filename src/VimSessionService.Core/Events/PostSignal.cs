namespace VimSessionService.Core.Events;

/// <summary>
/// Notifies waiting callers at the next post, each once. A caller that wants another notification registers again after
/// reading. While no caller waits, a post only reads one field.
/// </summary>
internal sealed class PostSignal
{
    private readonly Lock _lock = new();
    private HashSet<Action>? _waiting;

    /// <summary>Whether a caller waits.</summary>
    public bool IsAwaited => Volatile.Read(ref _waiting) is not null;

    /// <summary>Has <paramref name="posted"/> called at the next post; asking twice is asking once. It does not block and does not throw.</summary>
    public void Wait(Action posted)
    {
        lock (_lock)
            (_waiting ??= []).Add(posted);
    }

    /// <summary>Forgets who waits no longer.</summary>
    public void Cancel(Action posted)
    {
        lock (_lock)
        {
            if (_waiting?.Remove(posted) is true && _waiting.Count == 0)
                _waiting = null;
        }
    }

    /// <summary>An event was posted.</summary>
    public void Raise()
    {
        if (Volatile.Read(ref _waiting) is null)
            return;
        HashSet<Action>? waiting;
        lock (_lock)
            (waiting, _waiting) = (_waiting, null);
        foreach (var posted in waiting ?? [])
            posted();
    }
}
