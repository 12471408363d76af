using VimSessionService.Inventory;
using VimSessionService.Inventory.Lab;
using VimSessionService.Inventory.Recordings;

namespace VimSessionService.Hosting;

/// <summary>Opens the inventory that the options name.</summary>
internal static class Inventories
{
    private const string BuiltIn = "builtin:";

    /// <summary>Opens it.</summary>
    /// <exception cref="InventoryException">It cannot be served.</exception>
    public static InventoryChoice Open(EmulationOptions options)
    {
        if (options.Inventory is not { } path)
            return new InventoryChoice(null);
        if (!path.StartsWith(BuiltIn, StringComparison.Ordinal))
            return new InventoryChoice(Recording.Open(path, options.InventoryLenient));
        return LabSize.Named.TryGetValue(path[BuiltIn.Length..], out var size)
            ? new InventoryChoice(LabInventory.Create(size, options.Seed ?? 0))
            : throw new InventoryException($"--inventory: there is no {path}. Write {string.Join(" or ", LabSize.Named.Keys.Select(static name => BuiltIn + name))}, or the path of a recording.");
    }
}
