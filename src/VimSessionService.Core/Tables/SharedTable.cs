namespace VimSessionService.Core.Tables;

/// <summary>A shared table whose state is in a cell.</summary>
internal abstract class SharedTable<TState> : ISharedTable
    where TState : class
{
    private readonly TableCell<TState> _cell;
    private volatile bool _isAside;

    protected SharedTable(string name, TableCell<TState> cell)
    {
        Name = name;
        _cell = cell;
        cell.ChangedAside += OnChangedAside;
    }

    /// <inheritdoc/>
    public event Action? ChangedAside;

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public bool IsChanged => _isAside || _cell.IsTried;

    /// <inheritdoc/>
    public IEnumerable<KeyValuePair<string, object>> Items() => Items(_cell.Current);

    /// <inheritdoc/>
    public abstract string Write(object item);

    /// <inheritdoc/>
    public abstract object Read(string key, string text);

    /// <inheritdoc/>
    public void Take(IReadOnlyDictionary<string, object> items, IReadOnlyCollection<string> changed)
    {
        _isAside = false;
        _cell.Put(state => Make(state, items, changed));
    }

    /// <inheritdoc/>
    public void Try() => _cell.Try();

    /// <inheritdoc/>
    public void EndTrial(bool isKept)
    {
        if (isKept)
        {
            _isAside = false;
            OnKept();
        }

        _cell.EndTrial(isKept);
    }

    /// <inheritdoc/>
    public virtual void Declare()
    {
    }

    /// <summary>A change is kept.</summary>
    protected virtual void OnKept()
    {
    }

    /// <summary>The items of a state.</summary>
    protected abstract IEnumerable<KeyValuePair<string, object>> Items(TState state);

    /// <summary>The state of items. Parts that did not change stay the same objects.</summary>
    protected abstract TState Make(TState state, IReadOnlyDictionary<string, object> items, IReadOnlyCollection<string> changed);

    private void OnChangedAside()
    {
        _isAside = true;
        ChangedAside.CallAll();
    }
}
