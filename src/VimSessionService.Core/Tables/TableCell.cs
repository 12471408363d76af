namespace VimSessionService.Core.Tables;

/// <summary>
/// Holds the immutable state of a table. Changes are made one after the other, and each becomes visible in one step: at once, or, while a change is tried that
/// replicas are to share, when it is kept.
/// </summary>
internal class TableCell<TState>(TState initial)
    where TState : class
{
    private readonly Lock _lock = new();
    private readonly AsyncLocal<Trial?> _own = new();
    private TState _current = initial;
    private volatile Trial? _open;

    /// <summary>Raised after a change has become visible, with the states before and after it.</summary>
    public event Action<TState, TState>? Changed;

    /// <summary>Raised after a change that was made outside of a trial.</summary>
    public event Action? ChangedAside;

    /// <summary>The state as it is now; for who tries a change, with that change.</summary>
    public TState Current => _open is { } open && _own.Value == open ? open.State : Volatile.Read(ref _current);

    /// <summary>Whether the trial has changed anything.</summary>
    public bool IsTried => _open is { } open && !ReferenceEquals(open.State, open.Base);

    /// <summary>Replaces the state by what a function makes of it. When the function throws, or gives the same state, nothing has changed.</summary>
    public void Change(Func<TState, TState> change)
    {
        if (_open is { } open && _own.Value == open)
            open.State = change(open.State);
        else if (Put(change))
            ChangedAside.CallAll();
    }

    /// <summary>Replaces the state that all see; false when it is the same.</summary>
    public bool Put(Func<TState, TState> change)
    {
        TState before, after;
        lock (_lock)
        {
            before = _current;
            after = change(before);
            Volatile.Write(ref _current, after);
        }

        if (ReferenceEquals(before, after))
            return false;
        Changed.CallAll(before, after);
        return true;
    }

    /// <summary>Begins a trial: what the caller and whoever it calls change from now on, they alone see. There is one trial at a time.</summary>
    public void Try() => _own.Value = _open = new Trial(Volatile.Read(ref _current));

    /// <summary>Ends the trial, if there is one.</summary>
    /// <param name="isKept">Whether all see from now on what it changed.</param>
    public void EndTrial(bool isKept)
    {
        var (tried, ended) = (IsTried, _open);
        _open = null;
        _own.Value = null;
        if (isKept && tried)
            Put(_ => ended!.State);
    }

    private sealed class Trial(TState state)
    {
        public TState Base { get; } = state;

        public TState State { get; set; } = state;
    }
}
