using System.Globalization;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using VimSessionService.Vim25;

namespace VimSessionService.Endpoint.Tests.ViJson;

/// <summary>
/// What a value in SOAP is in VI-JSON, by the rules of docs/facts/vi-json.md. Written anew and not from the service's code, so that one checks the other.
/// </summary>
internal static class SoapAsJson
{
    private static readonly XNamespace Instance = "http://www.w3.org/2001/XMLSchema-instance";

    /// <summary>The elements of one member.</summary>
    public static JsonNode? Member(IReadOnlyList<XElement> elements, VimTypeRef type)
    {
        if (type.IsArray)
            return elements.Count == 0 ? null : new JsonArray([.. elements.Select(element => Value(element, type))]);
        return elements.Count == 0 ? null : Value(elements[0], type);
    }

    /// <summary>The members of an object.</summary>
    public static JsonObject Members(JsonObject into, XElement element, IEnumerable<VimField> fields)
    {
        foreach (var field in fields)
        {
            if (Member([.. element.Elements().Where(child => child.Name.LocalName == field.Name)], field.Type) is { } value)
                into.Add(field.Name, value);
        }

        return into;
    }

    /// <summary>One value of a declared type.</summary>
    public static JsonNode Value(XElement element, VimTypeRef type) => type.Kind switch
    {
        VimKind.Any => Any(element),
        VimKind.Reference => Reference(element),
        VimKind.Object => Object(element, TypeOf(element) ?? type.Name),
        _ => Scalar(element.Value, type.Kind),
    };

    /// <summary>The fields of a type, those of its bases first.</summary>
    public static IEnumerable<VimField> FieldsOf(VimType type) => type.Base is { } known ? [.. FieldsOf(known), .. type.Fields] : type.Fields;

    private static JsonObject Any(XElement element)
    {
        var said = TypeOf(element) ?? "string";
        if (said == "ManagedObjectReference")
            return Reference(element);
        if (said.StartsWith("ArrayOf", StringComparison.Ordinal))
            return Box(said, new JsonArray([.. element.Elements().Select(item => Item(item, said["ArrayOf".Length..]))]));
        if (VimTypes.Find(said) is not null)
            return Object(element, said);
        return said == "base64Binary" ? Box("binary", element.Value) : Box(said, Scalar(element.Value, KindOf(said)));
    }

    private static JsonNode Item(XElement element, string type) => type switch
    {
        "ManagedObjectReference" => Reference(element),
        "AnyType" => Any(element),
        _ when VimTypes.Find(type) is not null => Object(element, TypeOf(element) ?? type),
        _ => Scalar(element.Value, KindOf(type.ToLowerInvariant())),
    };

    private static JsonObject Box(string type, JsonNode value) => new() { ["_typeName"] = type, ["_value"] = value };

    private static JsonObject Reference(XElement element)
    {
        var reference = new JsonObject { ["_typeName"] = "ManagedObjectReference", ["value"] = element.Value };
        if (element.Attribute("type") is { } type)
            reference.Add("type", type.Value);
        return reference;
    }

    private static JsonObject Object(XElement element, string type) => VimTypes.Find(type) is { } known
        ? Members(new JsonObject { ["_typeName"] = type }, element, FieldsOf(known))
        : new JsonObject { ["_typeName"] = type };

    private static string? TypeOf(XElement element) => element.Attribute(Instance + "type")?.Value.Split(':')[^1];

    private static VimKind KindOf(string type) => type switch
    {
        "boolean" => VimKind.Boolean,
        "byte" or "short" or "int" or "long" => VimKind.Long,
        "float" or "double" => VimKind.Double,
        "dateTime" => VimKind.DateTime,
        _ => VimKind.String,
    };

    private static JsonNode Scalar(string text, VimKind kind) => kind switch
    {
        VimKind.Boolean when bool.TryParse(text, out var flag) => flag,
        VimKind.Byte or VimKind.Short or VimKind.Int or VimKind.Long when long.TryParse(text, CultureInfo.InvariantCulture, out var number) => number,
        VimKind.Float or VimKind.Double when double.TryParse(text, CultureInfo.InvariantCulture, out var number) => number,
        VimKind.DateTime when DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal, out var time) =>
            time.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture),
        _ => text,
    };
}
