namespace VimSessionService.Inventory.Joining;

/// <summary>An object of an inventory beside others: its values have the names that they have there.</summary>
/// <param name="inner">The object in its inventory.</param>
/// <param name="values">What its values are.</param>
/// <param name="name">What it is called; null for what its inventory calls it.</param>
internal sealed class JoinedObject(InventoryObject inner, JoinedValues values, string? name) : InventoryObject(values.Names.Of(inner.Reference), inner.Type)
{
    /// <inheritdoc/>
    public override object? Read(string property) => property switch
    {
        "name" when name is not null => name,
        "key" when Type.Is("DistributedVirtualPortgroup") => inner.Read(property) is string key ? values.Names.Of(key) : null,
        _ => values.Of(inner.Read(property)),
    };
}
