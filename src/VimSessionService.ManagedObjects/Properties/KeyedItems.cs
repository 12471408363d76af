using System.Globalization;
using VimSessionService.Core.Limits;
using VimSessionService.Vim25;

namespace VimSessionService.ManagedObjects.Properties;

/// <summary>The items of an array by their keys: the <c>key</c> field, or the value itself where items are plain.</summary>
/// <param name="array">The array; anything else has no items.</param>
internal sealed class KeyedItems(object? array)
{
    private Dictionary<string, object>? _byKey;
    private bool _wasSearched;

    /// <summary>The item that has a key; null for none. A table of all is made when a second one is looked for.</summary>
    public object? Find(string key, RequestBudget budget)
    {
        if (array is int[] && int.TryParse(key, NumberStyles.Integer, CultureInfo.InvariantCulture, out var number))
            key = number.ToString(CultureInfo.InvariantCulture);
        if (_byKey is not null)
            return _byKey.GetValueOrDefault(key);
        if (_wasSearched)
            return (_byKey = Table(budget)).GetValueOrDefault(key);
        _wasSearched = true;
        foreach (var (itemKey, item) in Pairs(budget))
        {
            if (itemKey == key)
                return item;
        }

        return null;
    }

    private Dictionary<string, object> Table(RequestBudget budget)
    {
        var table = new Dictionary<string, object>(StringComparer.Ordinal);
        foreach (var (key, item) in Pairs(budget))
            table.TryAdd(key, item);
        return table;
    }

    private IEnumerable<(string Key, object Item)> Pairs(RequestBudget budget)
    {
        var items = array switch
        {
            TypedArray typed => typed.Items,
            Array plain => plain,
            _ => Array.Empty<object>(),
        };
        budget.Spend(items.Length / 8); // looking at an item is a small part of reading a value
        foreach (var item in items)
        {
            if (KeyOf(item) is { } key)
                yield return (key, item);
        }
    }

    private static string? KeyOf(object item) => item switch
    {
        DataObject data => data.GetSchema().FindField("key")?.Get(data) is { } key ? Convert.ToString(key, CultureInfo.InvariantCulture) : null,
        string text => text,
        ManagedObjectReference reference => reference.Value,
        int number => number.ToString(CultureInfo.InvariantCulture),
        _ => null,
    };
}
