using VimSessionService.Vim25;

namespace VimSessionService.Inventory;

/// <summary>An object of an inventory with a name, and what it is in.</summary>
/// <param name="Object">The object.</param>
/// <param name="Name">Its name.</param>
/// <param name="Parent">What it is in; null for the root folder, and for an object that stands in the root folder of the service.</param>
internal sealed record InventoryEntry(InventoryObject Object, string Name, ManagedObjectReference? Parent);
