namespace VimSessionService.ClientTests.Harness;

/// <summary>A vCenter that serves the small built-in inventory.</summary>
public sealed class InventoryVCenter : VCenter
{
    /// <inheritdoc/>
    protected override IEnumerable<string> Arguments => ["--inventory", "builtin:small"];
}
