using System.Text.Json;
using VimSessionService.Vim25;
using VimSessionService.Vim25.Schema;
using VimSessionService.Xml;

namespace VimSessionService.Lab.Answers;

/// <summary>A condition on an argument of a call: that what a path leads to is, or has among its items, one value.</summary>
internal sealed class ArgumentCondition
{
    private readonly ArgumentPath _path;
    private readonly JsonElement _wanted;

    /// <summary>Makes a condition that <see cref="Check"/> found to be right.</summary>
    public ArgumentCondition(string path, JsonElement wanted) => (_path, _wanted) = (ArgumentPath.TryParse(path)!, wanted);

    /// <summary>Refuses a condition that no call of a method could fulfil.</summary>
    /// <param name="path">The path.</param>
    /// <param name="wanted">The value.</param>
    /// <param name="method">The method.</param>
    /// <param name="catalog">The types of the API.</param>
    /// <param name="place">The place of the condition, for errors.</param>
    /// <exception cref="RefusedException">None could.</exception>
    public static void Check(string path, JsonElement wanted, VimMethod method, VimCatalog catalog, string place)
    {
        if (ArgumentPath.TryParse(path) is not { } parsed)
            throw new RefusedException(place, "is no path. Write names with dots between them, and [0] or [*] for items of an array: spec.deviceChange[*].operation");
        if (wanted.ValueKind is JsonValueKind.Object or JsonValueKind.Array)
            throw new RefusedException(place, "is no single value. Name the members of an object by their paths");
        if (parsed.TypeIn(method, catalog, place) is not { } type || wanted.ValueKind == JsonValueKind.Null)
            return;
        if (type.IsArray)
            throw new RefusedException(place, "is compared with an array. End the path with [0], or with [*] for any of its items");
        if (type.Kind == VimKind.Object)
            throw new RefusedException(place, $"is compared with a {type.Name}. Go on to one of its fields", JsonFieldReader.FieldsOf(type.Object));
        var fits = type.Kind switch
        {
            VimKind.Boolean => wanted.ValueKind is JsonValueKind.True or JsonValueKind.False,
            VimKind.Byte or VimKind.Short or VimKind.Int or VimKind.Long or VimKind.Float or VimKind.Double => wanted.ValueKind == JsonValueKind.Number,
            VimKind.Any => true,
            _ => wanted.ValueKind == JsonValueKind.String,
        };
        if (!fits)
            throw new RefusedException(place, $"is compared with a {type.WireName}, which it can never be");
        if (type.Kind == VimKind.Enum && catalog.EnumValues(type.Name) is { } values && !values.Contains(wanted.GetString()!))
            throw new RefusedException(place, $"is no {type.Name}", values);
    }

    /// <summary>Whether the arguments of a call fulfil it.</summary>
    public bool Holds(VimRequest request)
    {
        var values = _path.ValuesIn(request);
        return _wanted.ValueKind == JsonValueKind.Null ? !values.Any() : values.Any(IsWanted);
    }

    private bool IsWanted(object value) => _wanted.ValueKind switch
    {
        JsonValueKind.True => value is true,
        JsonValueKind.False => value is false,
        JsonValueKind.Number => Number(value) is { } number && _wanted.TryGetDecimal(out var wanted) && number == wanted,
        _ => IsText(value, _wanted.GetString()!),
    };

    private static bool IsText(object value, string wanted) => value switch
    {
        string text => text == wanted,
        EnumValue named => named.Value == wanted,
        ManagedObjectReference reference => reference.Value == wanted || $"{reference.Type}:{reference.Value}" == wanted,
        DateTime time => XsdDateTime.TryParse(wanted, out var moment) && time.ToUniversalTime() == moment.ToUniversalTime(),
        byte[] bytes => Convert.ToBase64String(bytes) == wanted,
        _ => VimEnums.Describe(value) is { } described && described.Value == wanted,
    };

    private static decimal? Number(object value) => value switch
    {
        sbyte number => number,
        short number => number,
        int number => number,
        long number => number,
        float number when Math.Abs(number) < 1e28f => (decimal)number,
        double number when Math.Abs(number) < 1e28 => (decimal)number,
        _ => null,
    };
}
