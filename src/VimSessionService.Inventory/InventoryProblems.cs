namespace VimSessionService.Inventory;

/// <summary>What is wrong with an inventory: collected, so that all of it is reported at once.</summary>
internal sealed class InventoryProblems
{
    private const int MostShown = 20;

    private readonly Lock _lock = new();
    private readonly List<string> _all = [];

    /// <summary>Each problem, with its place.</summary>
    public IReadOnlyList<string> All
    {
        get
        {
            lock (_lock)
                return [.. _all.Order(StringComparer.Ordinal)];
        }
    }

    /// <summary>Adds a problem.</summary>
    /// <param name="place">The file, and the place in it.</param>
    /// <param name="problem">What is wrong, and what to do.</param>
    public void Add(string place, string problem)
    {
        lock (_lock)
            _all.Add($"{place}: {problem}");
    }

    /// <inheritdoc cref="Add(string, string)"/>
    public void Add(InventoryException problem)
    {
        lock (_lock)
            _all.Add(problem.Message);
    }

    /// <summary>Throws when there is a problem.</summary>
    /// <exception cref="InventoryException">It names the first of them.</exception>
    public void ThrowIfAny(string path)
    {
        var all = All;
        if (all.Count == 0)
            return;
        var rest = all.Count > MostShown ? $"{Environment.NewLine}  and {all.Count - MostShown} more" : "";
        throw new InventoryException(
            $"--inventory {path}: {all.Count} problem{(all.Count > 1 ? "s" : "")}. Correct the recording, or serve the rest of it with --inventory-lenient.{Environment.NewLine}" +
            $"{string.Join(Environment.NewLine, all.Take(MostShown).Select(static problem => "  " + problem))}{rest}");
    }
}
