namespace VimSessionService.Vim25.Codec;

/// <summary>What was sent is no value of the declared type. The message names what was wrong and holds nothing that was sent
/// as a value, since a value may be a secret. The client is answered InvalidRequest (wire.md §1).</summary>
public sealed class VimDecodeException(string message, CatalogText? text = null) : Exception(message)
{
    private const string Request = "RequestType";

    /// <summary>The same for the client in its language; null for what is told in English alone, as it is about no call but about its form.</summary>
    public CatalogText? Text { get; } = text;

    /// <summary>A required member did not come (wire.md §7).</summary>
    public static VimDecodeException Missing(string type, string member) => Method(type) is { } method
        ? Of("MissingParameter", $"\nRequired parameter {member} is missing\n\nwhile parsing {Describe(type)}", member, method)
        : Of("MissingMember", $"\nRequired property {member} is missing from data object of type {type}\n\nwhile parsing {Describe(type)}", member, type);

    /// <summary>A member came that the type does not have.</summary>
    public static VimDecodeException Unexpected(string type, string member)
    {
        member = Shorten(member);
        return About(type, "Unexpected", $"\nUnexpected element tag \"{member}\" seen\n\nwhile parsing {Describe(type)}", member);
    }

    /// <summary>A member that may come once came again.</summary>
    public static VimDecodeException Doubled(string type, string member) =>
        About(type, "Doubled", $"\nElement tag \"{member}\" seen more than once\n\nwhile parsing {Describe(type)}", member);

    /// <summary>A member's text is no value of its type.</summary>
    public static VimDecodeException BadValue(string member, string xsdType)
    {
        member = Shorten(member);
        return Of("BadValue", $"\nCannot convert the value of property {member} to {xsdType}", member, xsdType);
    }

    /// <summary>A value says that it is of a type which the API does not have, or which does not fit.</summary>
    public static VimDecodeException BadType(string member, string typeName)
    {
        (member, typeName) = (Shorten(member), Shorten(typeName));
        return Of("BadType", $"\nUnexpected type {typeName} of property {member}", member, typeName);
    }

    /// <summary>The operation is no method of the server's version (wire.md §7).</summary>
    public static VimDecodeException UnknownMethod(string name, string version)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal) { ["name"] = name, ["version"] = version };
        return new($"Unable to resolve WSDL method name {name} in {version}", new CatalogText("InvalidRequest.UnknownMethod", values));
    }

    private static VimDecodeException About(string type, string what, string message, string member) =>
        type is "Envelope" or "Body" ? new(message)
        : Method(type) is { } method ? Of($"{what}Parameter", message, member, method)
        : Of($"{what}Member", message, member, type);

    private static VimDecodeException Of(string what, string message, string name, string type) => new(
        message,
        new CatalogText($"InvalidRequest.{what}", new Dictionary<string, string>(StringComparer.Ordinal) { ["name"] = name, ["type"] = type }));

    /// <summary>The method whose arguments a type is; null for any other type.</summary>
    private static string? Method(string type) => type.EndsWith(Request, StringComparison.Ordinal) ? type[..^Request.Length] : null;

    private static string Describe(string type) => Method(type) is { } method
        ? $"call information for method {method}"
        : type is "Envelope" or "Body" ? $"SOAP {type}"
        : $"serialized DataObject of type {type}";

    private static string Shorten(string name) => name.Length <= 64 ? name : string.Concat(name.AsSpan(0, 64), "…");
}
