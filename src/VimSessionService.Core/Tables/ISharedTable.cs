namespace VimSessionService.Core.Tables;

/// <summary>A table as replicas share it: named items, of which a change sets some and removes others.</summary>
internal interface ISharedTable
{
    /// <summary>The name of the table.</summary>
    string Name { get; }

    /// <summary>Raised after a change that was not made by <see cref="ITableChanges"/>: it is shared later.</summary>
    event Action? ChangedAside;

    /// <summary>Whether there may be something that other replicas do not have.</summary>
    bool IsChanged { get; }

    /// <summary>The items for who tries a change, with that change. What did not change is the same object as before.</summary>
    IEnumerable<KeyValuePair<string, object>> Items();

    /// <summary>An item as text, which a newer version of the program reads.</summary>
    string Write(object item);

    /// <summary>Reads an item.</summary>
    /// <exception cref="FormatException">It is none.</exception>
    object Read(string key, string text);

    /// <summary>Takes over what others made of the table.</summary>
    /// <param name="items">All items.</param>
    /// <param name="changed">Which of them are new, others than before, or gone.</param>
    void Take(IReadOnlyDictionary<string, object> items, IReadOnlyCollection<string> changed);

    /// <summary>Begins the trial of a change.</summary>
    void Try();

    /// <summary>Ends the trial.</summary>
    void EndTrial(bool isKept);

    /// <summary>Changes what follows from the configuration of this replica, if others have another.</summary>
    void Declare();
}
