using VimSessionService.Schema.Values;
using VimSessionService.Vim25;

namespace VimSessionService.Inventory.Joining;

/// <summary>A manager of which several inventories have one: in one property is what all of them have, the rest is that of the first.</summary>
/// <param name="first">The manager of the first inventory that has one.</param>
/// <param name="property">The property.</param>
/// <param name="others">The managers of the others.</param>
internal sealed class JoinedManager(InventoryObject first, string property, IReadOnlyList<InventoryObject> others) : InventoryObject(first.Reference, first.Type)
{
    /// <summary>The properties that are joined, by the members of the service content that name their managers.</summary>
    public static IReadOnlyDictionary<string, string> Properties { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["perfManager"] = "perfCounter",
        ["taskManager"] = "recentTask",
        ["customFieldsManager"] = "field",
    };

    /// <summary>The type of the manager that one of these members names.</summary>
    public static string TypeOf(string member) => member == "perfManager" ? "PerformanceManager" : char.ToUpperInvariant(member[0]) + member[1..];

    /// <inheritdoc/>
    public override object? Read(string name)
    {
        var value = first.Read(name);
        if (name != property)
            return value;
        foreach (var other in others)
            value = Joined(value, other.Read(name));
        return value;
    }

    /// <summary>Both arrays; of items of one key the first.</summary>
    private static object? Joined(object? value, object? added) => (value, added) switch
    {
        (_, null) => value,
        (null, _) => added,
        (ManagedObjectReference[] all, ManagedObjectReference[] more) => (ManagedObjectReference[])[.. all, .. more],
        (TypedArray all, TypedArray more) => all with { Items = [.. all.Items.Concat(more.Items).DistinctBy(KeyOf)] },
        _ => value,
    };

    /// <summary>The key of an item; null for one without.</summary>
    internal static int? KeyOf(DataObject item) => Field(item, "key") as int?;

    /// <summary>The value of a field.</summary>
    internal static object? Field(object? item, string field) => item is DynamicObject data ? data.GetSchema().FindField(field)?.Get(data) : null;
}
