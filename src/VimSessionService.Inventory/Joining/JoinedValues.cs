using System.Collections.Concurrent;
using VimSessionService.Schema.Values;
using VimSessionService.Vim25;

namespace VimSessionService.Inventory.Joining;

/// <summary>Gives the values of an inventory the names and keys that it has beside others.</summary>
/// <param name="names">What references are called.</param>
/// <param name="counters">The keys of counters.</param>
/// <param name="customFields">The keys of custom fields.</param>
internal sealed class JoinedValues(ReferenceNames names, KeyTable counters, KeyTable customFields)
{
    private readonly ConcurrentDictionary<VimType, (int Place, Use Use)[]> _plans = new();

    /// <summary>What a field holds.</summary>
    private enum Use
    {
        Value,
        ReferenceText,
        Counter,
        CustomField,
    }

    /// <summary>Whether every value stays what it is.</summary>
    public bool IsSame => names.IsSame && counters.IsSame && customFields.IsSame;

    /// <summary>What references are called.</summary>
    public ReferenceNames Names => names;

    /// <summary>A value as it is beside others.</summary>
    public object? Of(object? value) => value switch
    {
        ManagedObjectReference reference => names.Of(reference),
        ManagedObjectReference[] references => Array.ConvertAll(references, names.Of),
        DynamicObject data => Of(data),
        TypedArray array => array with { Items = Array.ConvertAll(array.Items, Item) },
        DataObject[] items => Array.ConvertAll(items, Item),
        object[] items when items.GetType() == typeof(object[]) => Array.ConvertAll(items, item => Of(item)!),
        _ => value,
    };

    private DataObject Item(DataObject item) => item is DynamicObject data ? Of(data) : item;

    private DynamicObject Of(DynamicObject data)
    {
        object?[]? changed = null;
        foreach (var (place, use) in _plans.GetOrAdd(data.GetSchema(), static (_, type) => PlanOf(type), data.type))
        {
            var value = data[place];
            var joined = use switch
            {
                Use.ReferenceText => value switch
                {
                    string text => names.Of(text),
                    string[] texts => Array.ConvertAll(texts, names.Of),
                    _ => value,
                },
                Use.Counter => counters.Of(value),
                Use.CustomField => customFields.Of(value),
                _ => Of(value),
            };
            if (!ReferenceEquals(joined, value))
                (changed ??= [.. data.fields])[place] = joined;
        }

        return changed is null ? data : data.type.CreateOf(changed);
    }

    private static (int Place, Use Use)[] PlanOf(DynamicType type)
    {
        var plan = new List<(int, Use)>();
        for (var place = 0; place < type.Fields.Length; place++)
        {
            var field = type.Fields[place];
            if (UseOf(type.Description, field) is { } use)
                plan.Add((place, use));
        }

        return [.. plan];
    }

    private static Use? UseOf(VimType type, VimField field) => field switch
    {
        { Type.Kind: VimKind.Reference or VimKind.Object or VimKind.Any } => Use.Value,
        { Type.Kind: VimKind.String, Name: "portgroupKey" or "uplinkPortgroupKey" } => Use.ReferenceText,
        { Type.Kind: VimKind.String, Name: "key" } when type.Name is "TaskInfo" or "AlarmInfo" or "DVPortgroupConfigInfo" => Use.ReferenceText,
        { Name: "parentTaskKey" or "rootTaskKey" } when type.Name == "TaskInfo" => Use.ReferenceText,
        { Type.Kind: VimKind.Int, Name: "counterId" or "associatedCounterId" } => Use.Counter,
        { Type.Kind: VimKind.Int, Name: "key" } when type.Name == "PerfCounterInfo" => Use.Counter,
        { Type.Kind: VimKind.Int, Name: "key" } when type.Name is "CustomFieldDef" or "CustomFieldValue" or "CustomFieldStringValue" => Use.CustomField,
        _ => null,
    };
}
