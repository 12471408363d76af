using VimSessionService.Inventory;
using VimSessionService.Vim25;

namespace VimSessionService.ManagedObjects.Inventory.Edits;

/// <summary>An object that came to an inventory while it is served, with the values that it had then.</summary>
/// <param name="reference">The object.</param>
/// <param name="type">Its type.</param>
/// <param name="values">Its values.</param>
internal sealed class DerivedObject(ManagedObjectReference reference, VimManagedType type, IReadOnlyDictionary<string, object?> values) : InventoryObject(reference, type)
{
    /// <inheritdoc/>
    public override object? Read(string property) => values.GetValueOrDefault(property);
}
