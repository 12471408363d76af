namespace VimSessionService.Inventory.Joining;

/// <summary>
/// The numbers that an inventory gives to things of which several inventories have the same, such as counters: those of an earlier inventory for what that has too, and free ones for the rest.
/// </summary>
internal sealed class KeyTable
{
    private readonly Dictionary<int, int> _joined = [];
    private readonly Dictionary<int, int> _own = [];

    /// <summary>Whether every number stays what it is.</summary>
    public bool IsSame => _joined.All(static item => item.Key == item.Value);

    /// <summary>Makes the table of an inventory.</summary>
    /// <param name="keys">Its numbers, each with what tells what it is of.</param>
    /// <param name="known">The numbers of the earlier inventories, by what they are of; those of this one are added.</param>
    public static KeyTable Make(IEnumerable<(int Key, string Of)> keys, Dictionary<string, int> known)
    {
        var table = new KeyTable();
        var taken = known.Values.ToHashSet();
        foreach (var (key, of) in keys)
        {
            if (!known.TryGetValue(of, out var joined))
            {
                joined = taken.Contains(key) ? taken.Max() + 1 : key;
                known.Add(of, joined);
                taken.Add(joined);
            }

            table._joined[key] = joined;
            table._own.TryAdd(joined, key);
        }

        return table;
    }

    /// <summary>What a number is beside others; one that is not known stays.</summary>
    public int Of(int key) => _joined.GetValueOrDefault(key, key);

    /// <summary>The same for a value: a number or an array of numbers.</summary>
    public object? Of(object? value) => value switch
    {
        int key when _joined.TryGetValue(key, out var joined) && joined != key => joined,
        int[] keys => Array.ConvertAll(keys, Of),
        _ => value,
    };

    /// <summary>The number in the inventory itself; null when it has none that is called so.</summary>
    public int? OwnOf(int joined) => _own.TryGetValue(joined, out var own) ? own : _joined.ContainsKey(joined) ? null : joined;
}
