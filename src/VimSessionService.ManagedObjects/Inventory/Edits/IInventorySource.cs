using VimSessionService.Inventory;

namespace VimSessionService.ManagedObjects.Inventory.Edits;

/// <summary>A managed object whose values are those of an object of an inventory.</summary>
internal interface IInventorySource
{
    /// <summary>The object of the inventory.</summary>
    InventoryObject Source { get; }
}
