using System.Globalization;
using VimSessionService.Vim25;
using VimSessionService.Vim25.Schema;

namespace VimSessionService.Lab.Answers;

/// <summary>A step into an argument: a member, an item of an array, or all of its items.</summary>
/// <param name="Name">The member; null for items.</param>
/// <param name="Index">Which item; null for all of them.</param>
internal readonly record struct ArgumentStep(string? Name, int? Index);

/// <summary>
/// A path into the arguments of a call: <c>spec.name</c>, <c>spec.deviceChange[0].operation</c>, <c>spec.deviceChange[*].device.key</c>. It may begin with <c>$.</c>, as JSONPath does, of which this
/// is a part.
/// </summary>
internal sealed class ArgumentPath
{
    private const int MostSteps = 32;
    private const int MostDigits = 6;

    private readonly ArgumentStep[] _steps;

    private ArgumentPath(ArgumentStep[] steps) => _steps = steps;

    /// <summary>The name of the argument that it begins with.</summary>
    public string Argument => _steps[0].Name!;

    /// <summary>Reads a path; null when it is none.</summary>
    public static ArgumentPath? TryParse(string text)
    {
        var rest = text.AsSpan();
        if (rest.StartsWith("$."))
            rest = rest[2..];
        var steps = new List<ArgumentStep>();
        for (var isFirst = true; !rest.IsEmpty; isFirst = false)
        {
            if (steps.Count == MostSteps)
                return null;
            if (rest[0] == '[' && !isFirst)
            {
                var end = rest.IndexOf(']');
                if (end < 0 || !TryReadIndex(rest[1..end], out var index))
                    return null;
                steps.Add(new ArgumentStep(null, index));
                rest = rest[(end + 1)..];
                continue;
            }

            if (!isFirst)
            {
                if (rest[0] != '.')
                    return null;
                rest = rest[1..];
            }

            var length = rest.IndexOfAny('.', '[');
            var name = length < 0 ? rest : rest[..length];
            if (name.IsEmpty || name.ContainsAnyExcept(NameLetters))
                return null;
            steps.Add(new ArgumentStep(name.ToString(), null));
            rest = rest[name.Length..];
        }

        return steps.Count == 0 ? null : new ArgumentPath([.. steps]);
    }

    /// <summary>The declared type of what it leads to, as far as that is declared: null once a value of any type is on the way.</summary>
    /// <param name="method">The method.</param>
    /// <param name="catalog">The types that may stand for others.</param>
    /// <param name="place">The place of the path, for errors.</param>
    /// <exception cref="RefusedException">The method has no such argument, or its type no such member.</exception>
    public VimTypeRef? TypeIn(VimMethod method, VimCatalog catalog, string place)
    {
        var parameter = Array.Find(method.Parameters, parameter => parameter.Name == Argument)
            ?? throw new RefusedException(place, $"begins with {Argument}, which is no argument of {method.Name}", [.. method.Parameters.Select(static known => known.Name)]);
        RefuseSecret(parameter, place);
        var type = parameter.Type;
        foreach (var step in _steps.Skip(1))
        {
            if (type.Kind == VimKind.Any)
                return null;
            if (step.Name is not { } name)
            {
                if (!type.IsArray)
                    throw new RefusedException(place, $"has an index where there is no array but one {type.WireName}");
                type = type with { IsArray = false };
                continue;
            }

            if (type.IsArray || type.Kind != VimKind.Object)
                throw new RefusedException(place, $"goes on with {name} into {type.WireName}, which has no members{(type.IsArray ? ". Write [0] or [*] before it" : "")}");
            var field = type.Object.FindField(name) ?? OfOneThatExtends(type.Object, name, catalog)
                ?? throw new RefusedException(place, $"goes on with {name}, which is no field of {type.Name} or of a type that extends it", JsonFieldReader.FieldsOf(type.Object));
            RefuseSecret(field, place);
            type = field.Type;
        }

        return type;
    }

    /// <summary>What it leads to in the arguments of a call: one value for each item on the way; none where it is not set.</summary>
    public IEnumerable<object> ValuesIn(VimRequest request)
    {
        var parameter = Array.Find(request.GetMethod().Parameters, parameter => parameter.Name == Argument);
        return parameter?.Get(request) is { } value ? Follow(value, 1) : [];
    }

    private static readonly System.Buffers.SearchValues<char> NameLetters =
        System.Buffers.SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_");

    private static bool TryReadIndex(ReadOnlySpan<char> text, out int? index)
    {
        index = null;
        if (text is "*")
            return true;
        if (text.Length > MostDigits || !int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            return false;
        index = number;
        return true;
    }

    private static void RefuseSecret(VimField field, string place)
    {
        if (field.Secret)
            throw new RefusedException(place, $"leads to {field.Name}, a secret, which no rule looks at");
    }

    private static VimField? OfOneThatExtends(VimType type, string name, VimCatalog catalog) =>
        catalog.AllTypes.Where(other => other.Is(type)).Select(other => other.FindField(name)).FirstOrDefault(static field => field is not null);

    private IEnumerable<object> Follow(object value, int at)
    {
        if (at == _steps.Length)
            return [value];
        var step = _steps[at];
        if (step.Name is { } name)
        {
            return value is DataObject data && data.GetSchema().FindField(name) is { Secret: false } field && field.Get(data) is { } member ? Follow(member, at + 1) : [];
        }

        var items = Items(value);
        return step.Index is { } index ? items.Skip(index).Take(1).SelectMany(item => Follow(item, at + 1)) : items.SelectMany(item => Follow(item, at + 1));
    }

    private static IEnumerable<object> Items(object value) => value switch
    {
        EnumArray named => named.Values,
        TypedArray typed => typed.Items,
        byte[] => [],
        Array items => items.Cast<object>(),
        _ => [],
    };
}
