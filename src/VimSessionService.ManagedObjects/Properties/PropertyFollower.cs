using VimSessionService.Core.Limits;
using VimSessionService.Vim25;

namespace VimSessionService.ManagedObjects.Properties;

/// <summary>Follows the steps of a path into a value.</summary>
internal static class PropertyFollower
{
    /// <summary>The value at the end of a path; null where it is unset, or something on the way is.</summary>
    /// <param name="value">The value that the path begins with, or after its first key.</param>
    /// <param name="steps">The steps.</param>
    /// <param name="keysDone">How many keys were looked up already: the first, or none.</param>
    /// <param name="budget">What the request may cost.</param>
    public static object? Follow(object? value, PropertyStep[] steps, int keysDone, RequestBudget budget)
    {
        for (var i = 0; value is not null && i < steps.Length; i++)
        {
            if (i > 0)
            {
                if (value is not DataObject data || data.GetSchema().FindField(steps[i].Name) is not { } field)
                    return null;
                budget.Spend();
                value = field.Get(data);
                if (field.Type is { Kind: VimKind.Object, IsArray: true } && value is DataObject[] items)
                    value = new TypedArray(field.Type.Object, items);
            }

            if (i >= keysDone && steps[i].Key is { } key)
                value = value is null ? null : new KeyedItems(value).Find(key, budget);
        }

        return value;
    }
}
