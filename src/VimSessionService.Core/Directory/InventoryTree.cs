using System.Collections.Frozen;
using VimSessionService.Vim25;

namespace VimSessionService.Core.Directory;

/// <summary>An object of the inventory: its name and what it is in.</summary>
/// <param name="Reference">The object.</param>
/// <param name="Name">Its name.</param>
/// <param name="Parent">What it is in; null for the root folder.</param>
internal sealed record InventoryEntity(ManagedObjectReference Reference, string Name, InventoryEntity? Parent)
{
    /// <summary>
    /// The object whose permissions hold here: the object itself, but the datacenter for its own folders, which always have the
    /// permissions of their datacenter.
    /// </summary>
    public InventoryEntity Holder => Parent is { Reference.Type: "Datacenter" } datacenter && Reference.Type == "Folder" ? datacenter : this;

    /// <summary>Whether the object is somewhere below another.</summary>
    public bool IsBelow(InventoryEntity other)
    {
        for (var at = Parent; at is not null; at = at.Parent)
        {
            if (at.Reference.Value == other.Reference.Value)
                return true;
        }

        return false;
    }
}

/// <summary>The objects of the inventory and their parents. Changes are atomic for readers.</summary>
internal sealed class InventoryTree
{
    private readonly Lock _lock = new();
    private FrozenDictionary<string, InventoryEntity> _entities;

    /// <summary>Makes the inventory of a root folder alone.</summary>
    public InventoryTree(ManagedObjectReference rootFolder, string name)
    {
        Root = new InventoryEntity(rootFolder, name, Parent: null);
        _entities = Freeze([Root]);
    }

    /// <summary>Raised after a change.</summary>
    public event Action? Changed;

    /// <summary>The root folder.</summary>
    public InventoryEntity Root { get; }

    /// <summary>Every object, in no order.</summary>
    public IReadOnlyList<InventoryEntity> All => Volatile.Read(ref _entities).Values;

    /// <summary>Finds an object by the value of its reference, since clients get types wrong (docs/facts/requests.md).</summary>
    public InventoryEntity? Find(string value) => Volatile.Read(ref _entities).GetValueOrDefault(value);

    /// <summary>Adds an object.</summary>
    /// <exception cref="ArgumentException">There is one of that value, or the parent is not there.</exception>
    public void Add(ManagedObjectReference reference, ManagedObjectReference parent, string name)
    {
        lock (_lock)
        {
            if (Find(reference.Value) is not null)
                throw new ArgumentException($"{reference} is in the inventory already.", nameof(reference));
            var above = Find(parent.Value) ?? throw new ArgumentException($"{parent} is not in the inventory.", nameof(parent));
            Volatile.Write(ref _entities, Freeze(All.Append(new InventoryEntity(reference, name, above))));
        }

        Changed?.Invoke();
    }

    /// <summary>Removes an object with everything below it; false when it is not there.</summary>
    /// <exception cref="ArgumentException">It is the root folder.</exception>
    public bool Remove(ManagedObjectReference reference)
    {
        if (reference.Value == Root.Reference.Value)
            throw new ArgumentException("The root folder stays.", nameof(reference));
        lock (_lock)
        {
            if (Find(reference.Value) is not { } removed)
                return false;
            Volatile.Write(ref _entities, Freeze(All.Where(entity => entity != removed && !entity.IsBelow(removed))));
        }

        Changed?.Invoke();
        return true;
    }

    private static FrozenDictionary<string, InventoryEntity> Freeze(IEnumerable<InventoryEntity> entities) =>
        entities.ToFrozenDictionary(entity => entity.Reference.Value, StringComparer.Ordinal);
}
