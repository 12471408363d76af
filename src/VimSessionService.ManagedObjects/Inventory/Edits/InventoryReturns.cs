namespace VimSessionService.ManagedObjects.Inventory.Edits;

/// <summary>What returns to what the inventory had when it was opened.</summary>
internal sealed class InventoryReturns
{
    /// <summary>The values of properties.</summary>
    public List<(string Object, string Property)> Values { get; } = [];

    /// <summary>The objects that had come.</summary>
    public List<string> Added { get; } = [];

    /// <summary>The objects that had another name.</summary>
    public List<string> Names { get; } = [];

    /// <summary>The objects that had gone.</summary>
    public List<string> Removed { get; } = [];

    /// <summary>Whether the tree of objects changes.</summary>
    public bool HasTree => Added.Count > 0 || Names.Count > 0 || Removed.Count > 0;
}
