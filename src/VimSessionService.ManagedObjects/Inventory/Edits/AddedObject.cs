using VimSessionService.Inventory;
using VimSessionService.Vim25;

namespace VimSessionService.ManagedObjects.Inventory.Edits;

/// <summary>An object that came to an inventory while it is served.</summary>
/// <param name="Source">Its values.</param>
/// <param name="Place">Its name and what it is in; null for an object that is not part of the tree.</param>
internal sealed record AddedObject(InventoryObject Source, (string Name, ManagedObjectReference Parent)? Place);
