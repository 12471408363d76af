namespace VimSessionService.ManagedObjects.Machines;

/// <summary>Which methods of virtual machines are implemented, by the words of <c>--stubs</c>.</summary>
/// <param name="Words">The words, such as <c>builtin:power</c>.</param>
internal sealed record ImplementedMethods(IReadOnlyCollection<string> Words)
{
    /// <summary>The word for all of them.</summary>
    public const string All = "builtin:machines";

    /// <summary>What each word stands for.</summary>
    public static IReadOnlyDictionary<string, string[]> ByWord { get; } = new Dictionary<string, string[]>(StringComparer.Ordinal)
    {
        ["builtin:power"] = ["PowerOnVM_Task", "PowerOffVM_Task", "ResetVM_Task"],
        ["builtin:snapshots"] = ["CreateSnapshot_Task", "RemoveSnapshot_Task", "RemoveAllSnapshots_Task", "RevertToSnapshot_Task", "RevertToCurrentSnapshot_Task"],
        ["builtin:lifecycle"] = ["CloneVM_Task", "Destroy_Task"],
        ["builtin:settings"] = ["Rename_Task", "ReconfigVM_Task"],
    };

    /// <summary>None of them.</summary>
    public static ImplementedMethods None { get; } = new([]);

    /// <summary>The words that there are.</summary>
    public static IReadOnlyList<string> Known { get; } = [.. ByWord.Keys, All];

    /// <summary>Reads words that are separated by commas.</summary>
    /// <exception cref="ArgumentException">One is not known.</exception>
    public static ImplementedMethods Parse(string words) => Unknown(words) is { } unknown
        ? throw new ArgumentException($"There is no '{unknown}' to implement. Write one of {string.Join(", ", Known)}.", nameof(words))
        : new(Split(words));

    /// <summary>The first of some words that is not known; null when all are.</summary>
    public static string? Unknown(string words) => Array.Find(Split(words), static word => !Known.Contains(word));

    private static string[] Split(string words) => words.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    /// <summary>The names of the methods.</summary>
    public HashSet<string> Names() => [.. Words.Contains(All) ? ByWord.Values.SelectMany(static names => names) : Words.SelectMany(static word => ByWord[word])];
}
