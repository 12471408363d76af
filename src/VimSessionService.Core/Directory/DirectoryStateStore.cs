namespace VimSessionService.Core.Directory;

/// <summary>Holds the current <see cref="DirectoryState"/>. Changes are made one after the other, and each becomes visible in one step.</summary>
internal sealed class DirectoryStateStore
{
    private readonly Lock _lock = new();
    private DirectoryState _current = DirectoryState.Empty;

    /// <summary>Raised after a change has become visible, with the states before and after it. Handlers do not throw.</summary>
    public event Action<DirectoryState, DirectoryState>? Changed;

    /// <summary>The state as it is now.</summary>
    public DirectoryState Current => Volatile.Read(ref _current);

    /// <summary>Replaces the state by what a function makes of it. When the function throws, or gives the same state, nothing has changed.</summary>
    public void Change(Func<DirectoryState, DirectoryState> change)
    {
        DirectoryState before, after;
        lock (_lock)
        {
            before = _current;
            after = change(before);
            Volatile.Write(ref _current, after);
        }

        if (!ReferenceEquals(before, after))
            Changed?.Invoke(before, after);
    }
}
