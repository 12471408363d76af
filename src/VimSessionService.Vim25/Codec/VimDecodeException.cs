namespace VimSessionService.Vim25.Codec;

/// <summary>What was sent is no value of the declared type. The message names what was wrong and holds nothing that was sent
/// as a value, since a value may be a secret. The client is answered InvalidRequest (wire.md §1).</summary>
public sealed class VimDecodeException(string message) : Exception(message)
{
    /// <summary>A required member did not come (wire.md §7).</summary>
    public static VimDecodeException Missing(string type, string member) => type.EndsWith("RequestType", StringComparison.Ordinal)
        ? new($"\nRequired parameter {member} is missing\n\nwhile parsing call information for method {type[..^"RequestType".Length]}")
        : new($"\nRequired property {member} is missing from data object of type {type}\n\nwhile parsing serialized DataObject of type {type}");

    /// <summary>A member came that the type does not have.</summary>
    public static VimDecodeException Unexpected(string type, string member) =>
        new($"\nUnexpected element tag \"{Shorten(member)}\" seen\n\nwhile parsing {Describe(type)}");

    /// <summary>A member that may come once came again.</summary>
    public static VimDecodeException Doubled(string type, string member) =>
        new($"\nElement tag \"{member}\" seen more than once\n\nwhile parsing {Describe(type)}");

    /// <summary>A member's text is no value of its type.</summary>
    public static VimDecodeException BadValue(string member, string xsdType) =>
        new($"\nCannot convert the value of property {Shorten(member)} to {xsdType}");

    /// <summary>A value says that it is of a type which the API does not have, or which does not fit.</summary>
    public static VimDecodeException BadType(string member, string typeName) =>
        new($"\nUnexpected type {Shorten(typeName)} of property {Shorten(member)}");

    private static string Describe(string type) => type.EndsWith("RequestType", StringComparison.Ordinal)
        ? $"call information for method {type[..^"RequestType".Length]}"
        : type is "Envelope" or "Body" ? $"SOAP {type}"
        : $"serialized DataObject of type {type}";

    private static string Shorten(string name) => name.Length <= 64 ? name : string.Concat(name.AsSpan(0, 64), "…");
}
