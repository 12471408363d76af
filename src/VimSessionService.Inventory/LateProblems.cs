namespace VimSessionService.Inventory;

/// <summary>What is found wrong with an inventory when its values are read, after it was opened. Each problem is told once. Thread-safe.</summary>
internal sealed class LateProblems
{
    private const int Most = 1_000;

    private readonly Lock _lock = new();
    private readonly HashSet<string> _known = new(StringComparer.Ordinal);
    private readonly List<string> _untold = [];
    private Action<string>? _tell;

    /// <summary>Adds a problem.</summary>
    /// <param name="key">What is wrong: it is told of once, wherever it is met.</param>
    /// <param name="text">The place where it was met first, what is wrong, and what is done.</param>
    public void Add(string key, string text)
    {
        Action<string>? tell;
        lock (_lock)
        {
            if (_known.Count == Most || !_known.Add(key))
                return;
            tell = _tell;
            if (tell is null)
                _untold.Add(text);
        }

        tell?.Invoke(text);
    }

    /// <summary>Says who is told, of what was met before too.</summary>
    public void TellTo(Action<string> tell)
    {
        string[] untold;
        lock (_lock)
        {
            _tell = tell;
            untold = [.. _untold];
            _untold.Clear();
        }

        foreach (var text in untold)
            tell(text);
    }
}
