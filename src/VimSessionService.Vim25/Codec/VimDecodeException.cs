namespace VimSessionService.Vim25.Codec;

/// <summary>
/// What was sent is no request, or no value of the declared type. The message names what was wrong and holds nothing that was sent as a
/// value, since a value may be a secret.
/// </summary>
/// <param name="message">What is wrong, in English; it begins with a line break, as the texts of real servers do.</param>
/// <param name="text">The same in the message catalogue; null for what is told in English alone, as it is about no call but about its form.</param>
public sealed class VimDecodeException(string message, CatalogText? text = null) : Exception(message)
{
    private const string Request = "RequestType";

    /// <summary>The same for the client in its language; null for what is told in English alone.</summary>
    public CatalogText? Text { get; } = text;

    /// <summary>
    /// Where it is, as real servers tell it: a paragraph for each level of what was being read, from the innermost outwards. It follows the
    /// message, in English in every language.
    /// </summary>
    public string Place { get; init; } = "";

    /// <summary>Whether the request ended or broke off before its method was known, which servers answer with <c>ClientFaultCode</c> and no detail.</summary>
    public bool IsBeforeMethod { get; init; }

    /// <summary>Whether it is the element itself that is wrong, which has no place where it stands, and not its content.</summary>
    public bool IsOfTag { get; init; }

    /// <summary>The same error with its place.</summary>
    public VimDecodeException At(string place, bool isBeforeMethod) => new(Message, Text) { Place = place, IsBeforeMethod = isBeforeMethod };

    /// <summary>A required member did not come.</summary>
    public static VimDecodeException Missing(string type, string member) => type.EndsWith(Request, StringComparison.Ordinal)
        ? Of("MissingParameter", $"\nRequired parameter {member} is missing", member, type[..^Request.Length])
        : Of("MissingMember", $"\nRequired property {member} is missing from data object of type {type}", member, type);

    /// <summary>A member came that the type does not have, or not at this place.</summary>
    public static VimDecodeException Unexpected(string type, string member)
    {
        member = Shorten(member);
        var values = new Dictionary<string, string>(StringComparer.Ordinal) { ["name"] = member, ["type"] = type };
        return new($"\nUnexpected element tag \"{member}\" seen", new CatalogText("InvalidRequest.Unexpected", values)) { IsOfTag = true };
    }

    /// <summary>An element came within a value that holds text.</summary>
    public static VimDecodeException UnexpectedWithin(string element) => Unexpected("", element).At("", isBeforeMethod: false);

    /// <summary>The first element of a call is not the object that it is for.</summary>
    public static VimDecodeException ExpectedTarget(string member) =>
        new($"\nGot <{Shorten(member)}> tag when expecting <_this> tag") { IsOfTag = true };

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

    /// <summary>A reference names a managed type that no server has.</summary>
    public static VimDecodeException BadReference(string typeName) => new($"\nError processing attribute \"type\" with value \"{Shorten(typeName)}\"");

    /// <summary>The operation is no method of the server's version, as servers from 6.5 on say it.</summary>
    public static VimDecodeException UnknownMethod(string name, string version)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal) { ["name"] = Shorten(name), ["version"] = version };
        return new($"Unable to resolve WSDL method name {Shorten(name)} in {version}", new CatalogText("InvalidRequest.UnknownMethod", values));
    }

    /// <summary>The same as servers up to 6.0 say it, which have no text for other languages.</summary>
    public static VimDecodeException UnknownMethodOf(string name, string ns) =>
        new($"Unable to resolve WSDL method name {Shorten(name)} for namespace name {Shorten(ns)}".TrimEnd());

    private static VimDecodeException Of(string what, string message, string name, string type) => new(
        message,
        new CatalogText($"InvalidRequest.{what}", new Dictionary<string, string>(StringComparer.Ordinal) { ["name"] = name, ["type"] = type }));

    private static string Shorten(string name) => name.Length <= 64 ? name : string.Concat(name.AsSpan(0, 64), "…");
}
