using VimSessionService.Vim25;

namespace VimSessionService.Inventory;

/// <summary>An object of an inventory: a managed object whose properties are known beforehand.</summary>
/// <param name="reference">The object.</param>
/// <param name="type">Its type.</param>
internal abstract class InventoryObject(ManagedObjectReference reference, VimManagedType type)
{
    /// <summary>The object.</summary>
    public ManagedObjectReference Reference { get; } = reference;

    /// <summary>Its type.</summary>
    public VimManagedType Type { get; } = type;

    /// <summary>Whether it is one of the objects that have a name, a parent and permissions.</summary>
    public bool IsEntity => Type.Is("ManagedEntity");

    /// <summary>The value of a property; null where it is unset.</summary>
    /// <exception cref="InventoryException">The value cannot be read.</exception>
    public abstract object? Read(string property);
}
