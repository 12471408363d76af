namespace VimSessionService.Inventory;

/// <summary>An inventory that cannot be served.</summary>
/// <param name="message">What is wrong, with file and place, and what to do.</param>
internal sealed class InventoryException(string message) : Exception(message);
