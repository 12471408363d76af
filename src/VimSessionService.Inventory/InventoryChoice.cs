namespace VimSessionService.Inventory;

/// <summary>The inventory that the operator chose.</summary>
/// <param name="Served">The inventory; null for the service's own small one.</param>
internal sealed record InventoryChoice(ServedInventory? Served);
