using System.Globalization;
using VimSessionService.Vim25;

namespace VimSessionService.ManagedObjects.Inventory.Search;

/// <summary>Values that a query compares: plain ones only, as the document of 9.1 lists them.</summary>
internal static class QueryValues
{
    /// <summary>Whether a value can be compared.</summary>
    public static bool IsPlain(object value) =>
        value is string or bool or sbyte or short or int or long or float or double or DateTime or ManagedObjectReference or Enum or EnumValue;

    /// <summary>Whether two values are equal. Numbers of any size are compared as numbers, enumerations by their names.</summary>
    public static bool Same(object x, object y) => (x, y) switch
    {
        (ManagedObjectReference a, ManagedObjectReference b) => a.Value == b.Value && (a.Type.Length == 0 || b.Type.Length == 0 || a.Type == b.Type),
        (string or Enum, string or Enum) => Text(x) == Text(y),
        _ => Compare(x, y) is { } order ? order == 0 : x.Equals(y),
    };

    /// <summary>The order of two numbers or two times; null where there is none.</summary>
    public static int? Compare(object x, object y) => (x, y) switch
    {
        (DateTime a, DateTime b) => a.CompareTo(b),
        _ when IsNumber(x) && IsNumber(y) => IsWhole(x) && IsWhole(y)
            ? Convert.ToInt64(x, CultureInfo.InvariantCulture).CompareTo(Convert.ToInt64(y, CultureInfo.InvariantCulture))
            : Convert.ToDouble(x, CultureInfo.InvariantCulture).CompareTo(Convert.ToDouble(y, CultureInfo.InvariantCulture)),
        _ => null,
    };

    /// <summary>
    /// Whether a text is like a pattern, in which an asterisk at the beginning or the end stands for any characters. An asterisk elsewhere means
    /// itself. Case matters.
    /// </summary>
    public static bool IsLike(string text, string pattern)
    {
        var (begins, ends) = (pattern is ['*', ..], pattern.Length > 1 && pattern[^1] == '*');
        var middle = pattern.AsSpan((begins ? 1 : 0)..(pattern.Length - (ends ? 1 : 0)));
        return (begins, ends) switch
        {
            (true, true) => text.AsSpan().IndexOf(middle, StringComparison.Ordinal) >= 0,
            (true, false) => text.AsSpan().EndsWith(middle, StringComparison.Ordinal),
            (false, true) => text.AsSpan().StartsWith(middle, StringComparison.Ordinal),
            (false, false) => text == pattern,
        };
    }

    /// <summary>The text of a text or of an enumeration's value; null of anything else.</summary>
    public static string? Text(object value) => value switch
    {
        string text => text,
        EnumValue known => known.Value,
        Enum => VimEnums.Describe(value)?.Value,
        _ => null,
    };

    /// <summary>Values of one kind as the array that the API has for them.</summary>
    public static object ToArray(List<object> values) => values switch
    {
        [] => Array.Empty<string>(),
        [DataObject first, ..] => new TypedArray(Common(values, first.GetSchema()), [.. values.Cast<DataObject>()]),
        [ManagedObjectReference, ..] => values.Cast<ManagedObjectReference>().ToArray(),
        [int, ..] => values.Cast<int>().ToArray(),
        [string or Enum or EnumValue, ..] => values.Select(static value => Text(value)!).ToArray(),
        _ => values.ToArray(),
    };

    private static VimType Common(List<object> values, VimType type)
    {
        while (!values.TrueForAll(value => value is DataObject data && data.GetSchema().Is(type)))
            type = type.Base!;
        return type;
    }

    private static bool IsNumber(object value) => IsWhole(value) || value is float or double;

    private static bool IsWhole(object value) => value is sbyte or short or int or long;
}
