using VimSessionService.Core.Directory;
using VimSessionService.Vim25;

namespace VimSessionService.ManagedObjects.Inventory;

/// <summary>Walks the inventory downwards.</summary>
internal static class InventoryWalk
{
    /// <summary>What is directly in an object, in the order of the references.</summary>
    public static IEnumerable<InventoryEntity> ChildrenOf(this InventoryTree inventory, ManagedObjectReference container) =>
        inventory.All
            .Where(entity => entity.Parent?.Reference.Value == container.Value)
            .OrderBy(static entity => entity.Reference.Value, StringComparer.Ordinal);

    /// <summary>Everything below an object, each before what is in it.</summary>
    public static IEnumerable<InventoryEntity> Below(this InventoryTree inventory, ManagedObjectReference container) =>
        inventory.ChildrenOf(container).SelectMany(child => inventory.Below(child.Reference).Prepend(child));
}
