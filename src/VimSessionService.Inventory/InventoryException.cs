using VimSessionService.Vim25;

namespace VimSessionService.Inventory;

/// <summary>An inventory that cannot be served, or a value of it that cannot be read: who asks for such a value gets SystemError.</summary>
/// <param name="message">What is wrong, with file and place, and what to do.</param>
internal sealed class InventoryException(string message) : VimFaultException(new SystemError { Reason = "A recorded value cannot be read." }, message);
