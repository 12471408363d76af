using VimSessionService.Core.Calls;
using VimSessionService.Vim25;

namespace VimSessionService.ManagedObjects.Properties;

/// <summary>
/// The values that one call reads. Where several paths or specifications lead to the same property of an object, it is read once:
/// they all see the same value, and the work does not grow with their number times the size of the value.
/// </summary>
/// <param name="call">Who reads.</param>
/// <param name="properties">Reads.</param>
/// <param name="remembersWhole">Whether properties as a whole are read more than once too.</param>
internal sealed class CallValues(CallContext call, PropertyReader properties, bool remembersWhole)
{
    /// <summary>A value costs as much again when it is written.</summary>
    private const int CostOfValue = 4;

    private readonly Dictionary<(ManagedObject<CallContext> Target, string Property), Known> _known = [];

    /// <summary>Reads the value at a path.</summary>
    public ValueTask<PropertyReading> ReadAsync(ManagedObject<CallContext> target, in PlannedPath path)
    {
        call.Budget.Spend(CostOfValue);
        if (path.Property is not { } property)
            return properties.ReadUndeclaredAsync(call, target);
        if (path.Steps is null && !remembersWhole)
            return properties.ReadAsync(call, target, property);
        if (_known.TryGetValue((target, property.Name), out var known))
            return new(Follow(known, path.Steps));
        var reading = properties.ReadAsync(call, target, property);
        return reading.IsCompletedSuccessfully
            ? new(Follow(Remember(target, property.Name, reading.Result), path.Steps))
            : WhenReadAsync(reading, target, path);
    }

    /// <summary>Forgets what was read of an object by some paths: nothing asks for it again.</summary>
    public void Forget(ManagedObject<CallContext> target, PlannedPath[] paths)
    {
        foreach (var path in paths)
        {
            if (path.Property is { } property)
                _known.Remove((target, property.Name));
        }
    }

    private async ValueTask<PropertyReading> WhenReadAsync(ValueTask<PropertyReading> reading, ManagedObject<CallContext> target, PlannedPath path) =>
        Follow(Remember(target, path.Property!.Name, await reading), path.Steps);

    private Known Remember(ManagedObject<CallContext> target, string property, PropertyReading reading)
    {
        var known = new Known(reading);
        _known[(target, property)] = known;
        return known;
    }

    private PropertyReading Follow(Known known, PropertyStep[]? steps)
    {
        if (steps is null || known.Whole.Denied is not null)
            return known.Whole;
        if (steps[0].Key is not { } key)
            return new PropertyReading(PropertyFollower.Follow(known.Whole.Value, steps, 0, call.Budget), null);
        var item = (known.Items ??= new KeyedItems(known.Whole.Value)).Find(key, call.Budget);
        return new PropertyReading(PropertyFollower.Follow(item, steps, 1, call.Budget), null);
    }

    /// <summary>A property that was read, and its items where they were looked for by their keys.</summary>
    private sealed class Known(PropertyReading whole)
    {
        public PropertyReading Whole { get; } = whole;

        public KeyedItems? Items { get; set; }
    }
}
