namespace VimSessionService.ManagedObjects.Inventory;

/// <summary>Names of inventory objects as the API bears them: a slash, a backslash and a percent sign are escaped (vim25, ManagedEntity.name).</summary>
internal static class InventoryNames
{
    /// <summary>The name with its escapes.</summary>
    public static string Escape(string name) => name
        .Replace("%", "%25", StringComparison.Ordinal)
        .Replace("/", "%2f", StringComparison.Ordinal)
        .Replace("\\", "%5c", StringComparison.Ordinal);

    /// <summary>Whether two names are one: letters count by case, those of an escape do not.</summary>
    public static bool Same(string name, string other) => Normal(name) == Normal(other);

    private static string Normal(string name) => name
        .Replace("%2F", "%2f", StringComparison.Ordinal)
        .Replace("%5C", "%5c", StringComparison.Ordinal);
}
