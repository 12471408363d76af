using VimSessionService.Inventory.Performance;
using VimSessionService.Schema;
using VimSessionService.Vim25;
using VimSessionService.Vim25.Schema;

namespace VimSessionService.Inventory;

/// <summary>An inventory that a service serves beside its own objects.</summary>
internal sealed class ServedInventory
{
    /// <summary>Types and methods: the declared ones, and those of the whole API.</summary>
    public required VimCatalog Catalog { get; init; }

    /// <summary>The whole API.</summary>
    public required WholeApi Api { get; init; }

    /// <summary>The folder that everything is in; null when the inventory has none, so that it takes the service's own.</summary>
    public required InventoryEntry? Root { get; init; }

    /// <summary>Every other object with a name, each after what it is in.</summary>
    public required IReadOnlyList<InventoryEntry> Entries { get; init; }

    /// <summary>The objects without a name, such as managers and tasks.</summary>
    public required IReadOnlyList<InventoryObject> Others { get; init; }

    /// <summary>The objects that the service content of the inventory names, by the names of its members.</summary>
    public required IReadOnlyDictionary<string, ManagedObjectReference> Content { get; init; }

    /// <summary>What the objects without a name belong to.</summary>
    public ObjectOwners Owners => field ??= new ObjectOwners(Root, Entries, Others, Content.Values);

    /// <summary>The statistics of the objects; null for none.</summary>
    public PerformanceSource? Performance { get; init; }

    /// <summary>What was left out, for the log.</summary>
    public IReadOnlyList<string> Problems { get; init; } = [];

    /// <summary>What is left out of values when they are read, for the log.</summary>
    public IReadOnlyList<LateProblems> Late { get; init; } = [];
}
