using VimSessionService.Inventory;
using VimSessionService.Inventory.Joining;
using VimSessionService.Inventory.Lab;
using VimSessionService.Inventory.Recordings;
using VimSessionService.ManagedObjects.Service;
using VimSessionService.Schema;

namespace VimSessionService.Hosting;

/// <summary>Opens the inventories that the options name.</summary>
internal static class Inventories
{
    private const string BuiltIn = "builtin:";
    private const int Most = 64;

    /// <summary>The paths of the inventories, which are separated by commas.</summary>
    public static string[] Split(string paths) => Path.Exists(paths) ? [paths] : paths.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Opens them.</summary>
    /// <exception cref="InventoryException">One cannot be served, or not beside another.</exception>
    public static InventoryChoice Open(EmulationOptions options)
    {
        if (options.Inventory is not { } paths)
            return new InventoryChoice(null);
        var api = new ServedApi();
        if (Split(paths) is not { Length: > 1 } several)
            return new InventoryChoice(Open(paths, options, api));
        if (several.Length > Most)
            throw new InventoryException($"--inventory: there are {several.Length} inventories. At most {Most} can be served as one.");
        if (several.Select(static path => path.StartsWith(BuiltIn, StringComparison.Ordinal) ? path : Path.GetFullPath(path)).GroupBy(static path => path, StringComparer.Ordinal).FirstOrDefault(static group => group.Skip(1).Any()) is { Key: var twice })
            throw new InventoryException($"--inventory: {twice} is named twice. Name each inventory once.");
        return new InventoryChoice(InventoryJoin.Join([.. several.Select(path => (path, Open(path, options, api)))], api, VCenterFlavor.RootFolder));
    }

    private static ServedInventory Open(string path, EmulationOptions options, ServedApi api) => path.StartsWith(BuiltIn, StringComparison.Ordinal)
        ? LabInventory.Create(LabSize.Parse(path[BuiltIn.Length..]), options.Seed ?? 0, api)
        : Recording.Open(path, options.InventoryLenient, api);
}
