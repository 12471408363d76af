using VimSessionService.Core.Calls;
using VimSessionService.ManagedObjects.Properties;
using VimSessionService.Vim25;
using VimSessionService.Vim25.Schema;

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

    private readonly PropertyStep[] _steps;
    private readonly VimProperty? _property;

    private QueryPath(PropertyStep[] steps, VimProperty? property)
    {
        _steps = steps;
        _property = property;
    }

    /// <summary>Looks a path up in a type. A path that the type does not have is no error: its value is unset.</summary>
    /// <param name="type">The type; null for one of which the service has no object.</param>
    /// <param name="path">The path.</param>
    /// <param name="version">The version of the call, which knows nothing that is newer.</param>
    /// <returns>The path; null for text that is no path.</returns>
    public static QueryPath? Parse(VimManagedType? type, string path, ApiVersion version)
    {
        if (path == Self)
            return new QueryPath([], null);
        try
        {
            var steps = PropertyPath.Parse(path);
            return new QueryPath(steps, type?.FindProperty(steps[0].Name) is { } property && property.Since <= version ? property : null);
        }
        catch (VimFaultException)
        {
            return null;
        }
    }

    /// <summary>Reads the value; null where it is unset, may not be read, or does not exist.</summary>
    public async ValueTask<object?> ReadAsync(CallContext call, ManagedObject<CallContext> target, PropertyReader properties)
    {
        if (_steps.Length == 0)
            return target.Reference;
        if (_property is null)
            return null;
        var reading = await properties.ReadAsync(call, target, _property);
        return Follow(call, reading.Value, 0);
    }

    private object? Follow(CallContext call, object? value, int first)
    {
        for (var i = first; value is not null && i < _steps.Length; i++)
        {
            call.Budget.Spend();
            if (i > first || first > 0)
                value = Member(call, value, _steps[i].Name);
            if (value is not null && _steps[i].Key is { } key)
            {
                if (key == EveryItem)
                    return Items(call, value, i + 1);
                value = new KeyedItems(value).Find(key, call.Budget);
            }
        }

        return value;
    }

    private static object? Member(CallContext call, object value, string name)
    {
        if (value is not DataObject data || data.GetSchema().FindField(name) is not { } field || field.Since > call.Version)
            return null;
        return field.Get(data) is DataObject[] items && field.Type is { Kind: VimKind.Object, IsArray: true } ? new TypedArray(field.Type.Object, items) : field.Get(data);
    }

    /// <summary>The rest of the path of each item, where it is set.</summary>
    private object? Items(CallContext call, object value, int rest)
    {
        var items = value switch
        {
            TypedArray typed => typed.Items,
            Array plain => plain,
            _ => null,
        };
        if (items is null)
            return null;
        if (rest == _steps.Length)
            return value;
        var found = new List<object>();
        foreach (var item in items)
        {
            if (item is not null && Follow(call, item, rest) is { } at)
                found.Add(at);
        }

        return QueryValues.ToArray(found);
    }
}
