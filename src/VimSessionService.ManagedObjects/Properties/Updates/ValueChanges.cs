using System.Globalization;
using VimSessionService.Vim25;

namespace VimSessionService.ManagedObjects.Properties.Updates;

/// <summary>
/// Says how a value became another (vim25, PropertyChange): as a whole, or for a filter with partial updates by the nested
/// property or the item of a keyed array that changed.
/// </summary>
internal static class ValueChanges
{
    /// <summary>Adds the changes of a property that was readable before and is now.</summary>
    /// <param name="path">The path as the filter has it.</param>
    /// <param name="before">The value before; null for unset.</param>
    /// <param name="after">The value now; null for unset.</param>
    /// <param name="partial">Whether the filter asked for partial updates.</param>
    /// <param name="isContainerGone">Whether the value is unset because what contained it is.</param>
    /// <param name="version">The version that the client knows.</param>
    /// <param name="changes">Where they go.</param>
    public static void Collect(
        string path, object? before, object? after, bool partial, bool isContainerGone, ApiVersion version, List<PropertyChange> changes)
    {
        if (ValueComparison.Same(before, after))
            return;
        if (after is null && isContainerGone)
            changes.Add(new PropertyChange { Name = path, Op = PropertyChangeOp.IndirectRemove });
        else if (path.EndsWith(']') && (before is null || after is null))
            changes.Add(new PropertyChange { Name = path, Op = after is null ? PropertyChangeOp.Remove : PropertyChangeOp.Add, Val = after });
        else if (partial)
            CollectNested(path, before, after, version, changes);
        else
            changes.Add(Assign(path, after));
    }

    private static void CollectNested(string path, object? before, object? after, ApiVersion version, List<PropertyChange> changes)
    {
        if (ValueComparison.Same(before, after))
            return;
        switch (before, after)
        {
            case (DataObject x, DataObject y) when ReferenceEquals(x.GetSchema(), y.GetSchema()):
                foreach (var field in ValueComparison.FieldsOf(x.GetSchema()))
                {
                    if (field.Since <= version)
                        CollectNested($"{path}.{field.Name}", ValueComparison.ValueOf(field, x), ValueComparison.ValueOf(field, y), version, changes);
                }

                break;
            case (TypedArray x, TypedArray y) when ByKey(x.Items, KeyOf) is { } old && ByKey(y.Items, KeyOf) is { } items:
                CollectItems(path, old, items, version, changes);
                break;
            case (ManagedObjectReference[] x, ManagedObjectReference[] y) when ByKey(x, KeyOf) is { } old && ByKey(y, KeyOf) is { } items:
                CollectItems(path, old, items, version, changes);
                break;
            default:
                changes.Add(Assign(path, after));
                break;
        }
    }

    private static void CollectItems<T>(
        string path, Dictionary<string, T> before, Dictionary<string, T> after, ApiVersion version, List<PropertyChange> changes)
        where T : class
    {
        foreach (var (key, _) in before)
        {
            if (!after.ContainsKey(key))
                changes.Add(new PropertyChange { Name = path + key, Op = PropertyChangeOp.Remove });
        }

        foreach (var (key, item) in after)
        {
            if (before.TryGetValue(key, out var old))
                CollectNested(path + key, old, item, version, changes);
            else
                changes.Add(new PropertyChange { Name = path + key, Op = PropertyChangeOp.Add, Val = item });
        }
    }

    private static PropertyChange Assign(string path, object? value) => new() { Name = path, Op = PropertyChangeOp.Assign, Val = value };

    /// <summary>The items by their keys as a path writes them; null when one has none, or two have the same.</summary>
    private static Dictionary<string, T>? ByKey<T>(T[] items, Func<T, string?> keyOf)
    {
        var byKey = new Dictionary<string, T>(items.Length, StringComparer.Ordinal);
        foreach (var item in items)
        {
            if (keyOf(item) is not { } key || !byKey.TryAdd(key, item))
                return null;
        }

        return byKey;
    }

    private static string? KeyOf(ManagedObjectReference reference) => $"[\"{reference.Value}\"]";

    private static string? KeyOf(DataObject item) => item.GetSchema().FindField("key")?.Get(item) switch
    {
        string key => $"[\"{key}\"]",
        int key => string.Create(CultureInfo.InvariantCulture, $"[{key}]"),
        _ => null,
    };
}
