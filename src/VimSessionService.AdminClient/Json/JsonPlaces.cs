using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace VimSessionService.AdminClient.Json;

/// <summary>Says of a body that cannot be read where it is wrong, and what may stand there.</summary>
internal static class JsonPlaces
{
    /// <summary>The place as a JSON pointer, what is wrong, and the allowed values as far as they can be listed.</summary>
    public static (string Pointer, string Detail, IReadOnlyList<string>? Allowed) Describe(JsonException failure, JsonTypeInfo root)
    {
        var steps = Steps(failure.Path);
        var pointer = "#" + string.Concat(steps.Select(static step => "/" + step.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal)));
        var at = Find(root, steps);
        if (at is { Kind: JsonTypeInfoKind.Object } && failure.Message.StartsWith("JSON deserialization for type", StringComparison.Ordinal))
        {
            var missing = at.Properties.Where(static property => property.IsRequired).Select(static property => property.Name).ToArray();
            return (pointer, "lacks a required field", missing);
        }

        if (at is null && steps.Count > 0 && Find(root, steps[..^1]) is { Kind: JsonTypeInfoKind.Object } parent)
            return (pointer, "is not known", [.. parent.Properties.Select(static property => property.Name)]);
        var type = at is null ? null : Nullable.GetUnderlyingType(at.Type) ?? at.Type;
        if (type is { IsEnum: true })
            return (pointer, "is not one of the allowed values", [.. Enum.GetNames(type).Select(JsonNamingPolicy.CamelCase.ConvertName)]);
        if (failure.Message.StartsWith("is ", StringComparison.Ordinal))
            return (pointer, failure.Message.Split(" Path: ", 2)[0].TrimEnd('.'), null);
        return at is null
            ? (pointer, $"is no JSON (line {failure.LineNumber + 1}, byte {failure.BytePositionInLine + 1})", null)
            : (pointer, $"is not of the expected type, {Name(type!, at)}", null);
    }

    private static JsonTypeInfo? Find(JsonTypeInfo root, IReadOnlyList<string> steps)
    {
        var at = root;
        foreach (var step in steps)
        {
            var type = at.Kind switch
            {
                JsonTypeInfoKind.Object => at.Properties.FirstOrDefault(property => property.Name == step)?.PropertyType,
                JsonTypeInfoKind.Enumerable or JsonTypeInfoKind.Dictionary => at.ElementType,
                _ => null,
            };
            if (type is null || at.Options.TryGetTypeInfo(type, out var next) is false || next is null)
                return null;
            at = next;
        }

        return at;
    }

    private static string Name(Type type, JsonTypeInfo info) => info.Kind switch
    {
        JsonTypeInfoKind.Object or JsonTypeInfoKind.Dictionary => "object",
        JsonTypeInfoKind.Enumerable => "array",
        _ when type == typeof(bool) => "boolean",
        _ when type == typeof(string) => "string",
        _ when type == typeof(DateTimeOffset) => "time as 2030-01-01T00:00:00Z",
        _ => "number",
    };

    /// <summary>The parts of a path such as <c>$.users[0].name</c> or <c>$.map['a.b']</c>.</summary>
    private static List<string> Steps(string? path)
    {
        var steps = new List<string>();
        var rest = path.AsSpan();
        if (rest is ['$', ..])
            rest = rest[1..];
        while (rest.Length > 0)
        {
            int end;
            if (rest.StartsWith("['", StringComparison.Ordinal) && (end = rest[2..].IndexOf("']", StringComparison.Ordinal)) >= 0)
            {
                steps.Add(rest.Slice(2, end).ToString());
                rest = rest[(end + 4)..];
            }
            else if (rest[0] == '[' && (end = rest.IndexOf(']')) > 0)
            {
                steps.Add(rest[1..end].ToString());
                rest = rest[(end + 1)..];
            }
            else
            {
                rest = rest[1..];
                end = rest.IndexOfAny('.', '[');
                steps.Add((end < 0 ? rest : rest[..end]).ToString());
                rest = end < 0 ? [] : rest[end..];
            }
        }

        return steps;
    }
}
