using VimSessionService.Vim25;

namespace VimSessionService.Inventory.Lab;

/// <summary>A generated object. Its values are made when they are asked for.</summary>
/// <param name="values">Makes values.</param>
/// <param name="reference">The object.</param>
/// <param name="name">Its name.</param>
/// <param name="parent">What it is in; null for the root folder, and for an object without a name.</param>
/// <param name="read">The values of its type; null for one that is not set.</param>
internal sealed class LabObject(LabValues values, ManagedObjectReference reference, string name, ManagedObjectReference? parent, Func<string, object?> read)
    : InventoryObject(reference, values.Api.FindManagedType(reference.Type)!)
{
    /// <inheritdoc/>
    public override object? Read(string property) => property switch
    {
        "name" when IsEntity => name,
        "parent" when IsEntity => parent,
        "overallStatus" or "configStatus" when IsEntity => values.Enum("ManagedEntityStatus", "green"),
        "disabledMethod" => Array.Empty<string>(),
        "recentTask" => Array.Empty<ManagedObjectReference>(),
        "configIssue" => values.Array("Event"),
        "tag" => values.Array("Tag"),
        "value" or "customValue" => values.Array("CustomFieldValue"),
        "availableField" => values.Array("CustomFieldDef"),
        "declaredAlarmState" or "triggeredAlarmState" => values.Array("AlarmState"),
        "alarmActionsEnabled" => true,
        _ => read(property) ?? (Type.FindProperty(property) is { } required && required.Type.Kind is VimKind.Object && !required.Type.IsArray ? values.Least(required) : null),
    };
}
