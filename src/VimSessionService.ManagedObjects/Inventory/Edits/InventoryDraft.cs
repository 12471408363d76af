using VimSessionService.Vim25;

namespace VimSessionService.ManagedObjects.Inventory.Edits;

/// <summary>What changes of an inventory: by a change that is tried, or by what other replicas have written.</summary>
internal sealed class InventoryDraft
{
    /// <summary>The values of properties.</summary>
    public Dictionary<(string Object, string Property), object?> Values { get; } = [];

    /// <summary>The objects that come, by their values.</summary>
    public Dictionary<string, AddedObject> Added { get; } = new(StringComparer.Ordinal);

    /// <summary>The names of objects that get another one.</summary>
    public Dictionary<string, string> Names { get; } = new(StringComparer.Ordinal);

    /// <summary>The objects that go.</summary>
    public Dictionary<string, ManagedObjectReference> Removed { get; } = new(StringComparer.Ordinal);

    /// <summary>The numbers that were given last, by what they are for.</summary>
    public Dictionary<string, int> Numbers { get; } = new(StringComparer.Ordinal);

    /// <summary>Whether nothing changes but values.</summary>
    public bool HasOnlyValues => Added.Count == 0 && Names.Count == 0 && Removed.Count == 0;
}
