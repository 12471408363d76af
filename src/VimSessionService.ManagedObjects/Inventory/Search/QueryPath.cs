using VimSessionService.Core.Calls;
using VimSessionService.ManagedObjects.Properties;
using VimSessionService.Vim25;

namespace VimSessionService.ManagedObjects.Inventory.Search;

/// <summary>
/// A path in a query of the SearchIndex: a property path, <c>@moRef</c> for the object itself, or with <c>[*]</c> after an array the values of
/// all its items.
/// </summary>
internal sealed class QueryPath
{
    /// <summary>The path of the object itself.</summary>
    private const string Self = "@moRef";

    /// <summary>The key that means every item.</summary>
    private const string EveryItem = "*";

    private readonly VimProperty? _property;

    /// <summary>
    /// The steps between the places where every item is meant. Those of the first part begin with the property; those of each other part begin with an
    /// empty step, for the item.
    /// </summary>
    private readonly PropertyStep[][] _parts;

    private QueryPath(VimProperty? property, PropertyStep[][] parts)
    {
        _property = property;
        _parts = parts;
    }

    /// <summary>Looks a path up in a type. A path that the type does not have is no error: its value is unset.</summary>
    /// <param name="type">The type; null for one of which the service has no object.</param>
    /// <param name="path">The path.</param>
    /// <param name="version">The version of the call, which knows no property that is newer.</param>
    /// <returns>The path; null for text that is no path.</returns>
    public static QueryPath? Parse(VimManagedType? type, string path, ApiVersion version)
    {
        if (path == Self)
            return new QueryPath(null, []);
        try
        {
            var steps = PropertyPath.Parse(path);
            return new QueryPath(type?.FindProperty(steps[0].Name) is { } property && property.Since <= version ? property : null, Split(steps));
        }
        catch (VimFaultException)
        {
            return null;
        }
    }

    /// <summary>Reads the value; null where it is unset, may not be read, or does not exist.</summary>
    public async ValueTask<object?> ReadAsync(CallContext call, ManagedObject<CallContext> target, CallValues values)
    {
        if (_parts.Length == 0)
            return target.Reference;
        if (_property is null)
            return null;
        var reading = await values.ReadAsync(target, new PlannedPath(_property.Name, _property, null));
        return Follow(call, reading.Value, 0);
    }

    private static PropertyStep[][] Split(PropertyStep[] steps)
    {
        var parts = new List<PropertyStep[]>();
        var part = new List<PropertyStep>();
        foreach (var step in steps)
        {
            if (step.Key == EveryItem)
            {
                parts.Add([.. part, step with { Key = null }]);
                part = [default];
            }
            else
            {
                part.Add(step);
            }
        }

        return [.. parts, [.. part]];
    }

    /// <summary>The value at the end of a part and of those after it: where every item is meant, the values of the items at which it is set.</summary>
    private object? Follow(CallContext call, object? value, int part)
    {
        var at = PropertyFollower.Follow(value, _parts[part], 0, call.Budget);
        if (at is null || part + 1 == _parts.Length)
            return at;
        if ((at is TypedArray typed ? typed.Items : at as Array) is not { } items)
            return null;
        if (part + 2 == _parts.Length && _parts[part + 1].Length == 1)
            return at; // the path ends with every item
        var found = new List<object>();
        foreach (var item in items)
        {
            call.Budget.Spend();
            if (Follow(call, item, part + 1) is { } ofItem)
                found.Add(ofItem);
        }

        return QueryValues.ToArray(found);
    }
}
