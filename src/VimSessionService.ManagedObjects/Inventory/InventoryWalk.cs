using VimSessionService.Core.Directory;
using VimSessionService.Vim25;

namespace VimSessionService.ManagedObjects.Inventory;

/// <summary>Walks the inventory downwards.</summary>
internal static class InventoryWalk
{
    /// <summary>Everything below an object, each before what is in it.</summary>
    public static IEnumerable<InventoryEntity> Below(this InventoryTree inventory, ManagedObjectReference container)
    {
        var waiting = new Stack<InventoryEntity>(inventory.ChildrenOf(container).Reverse());
        while (waiting.TryPop(out var entity))
        {
            yield return entity;
            var children = inventory.ChildrenOf(entity.Reference);
            for (var i = children.Count - 1; i >= 0; i--)
                waiting.Push(children[i]);
        }
    }
}
