using VimSessionService.Core;
using VimSessionService.Identity.Sts.Faults;
using VimSessionService.Identity.Xml;

namespace VimSessionService.Identity.Sts.Requests;

/// <summary>What a client wants of the security token service.</summary>
internal enum StsOperation
{
    /// <summary>A token for the authenticated requester.</summary>
    Issue,

    /// <summary>A longer life for a token.</summary>
    Renew,

    /// <summary>Whether a token is valid.</summary>
    Validate,

    /// <summary>The next leg of a negotiation that an Issue began.</summary>
    Challenge,
}

/// <summary>A request as its body says it: the parts of WS-Trust that a vCenter's service knows. Any other part is refused, as there.</summary>
internal sealed record TokenRequest
{
    private const string Advice = "http://www.rsa.com/names/2009/12/std-ext/WS-Trust1.4/advice";

    /// <summary>What is wanted.</summary>
    public required StsOperation Operation { get; init; }

    /// <summary>The client's mark of the request, which the answer repeats; null for none.</summary>
    public string? Context { get; init; }

    /// <summary>The kind of key; null when it is not said.</summary>
    public string? KeyType { get; init; }

    /// <summary>The Id of the message's signature whose key is to be the token's; null for none.</summary>
    public string? UseKey { get; init; }

    /// <summary>From when the token is to be good; null when it is not said.</summary>
    public DateTimeOffset? Created { get; init; }

    /// <summary>Until when; null when it is not said.</summary>
    public DateTimeOffset? Expires { get; init; }

    /// <summary>Whether the token is to be renewable, as it is unless it is said otherwise.</summary>
    public bool IsRenewable { get; init; } = true;

    /// <summary>Whether the token is to be delegatable; null when it is not said.</summary>
    public bool? IsDelegatable { get; init; }

    /// <summary>The user that will act for the requester; null for none.</summary>
    public string? DelegateTo { get; init; }

    /// <summary>The token of the user that the requester will act for; null for none.</summary>
    public MessageElement? ActAs { get; init; }

    /// <summary>The token to renew or to validate; null for none.</summary>
    public MessageElement? Target { get; init; }

    /// <summary>What the token is to be signed by; null when it is not said.</summary>
    public string? SignatureAlgorithm { get; init; }

    /// <summary>The services that the token is for.</summary>
    public IReadOnlyList<string> Participants { get; init; } = [];

    /// <summary>A leg of a negotiation; null for none.</summary>
    public byte[]? Exchange { get; init; }

    /// <summary>Reads the one child of a body.</summary>
    /// <param name="body">The body.</param>
    /// <param name="action">The SOAPAction without quotes; null or empty for none.</param>
    /// <exception cref="StsFaultException">InvalidRequest, InvalidTimeRange or UnsupportedSecurityToken.</exception>
    public static TokenRequest Read(MessageElement body, string? action)
    {
        if (body.Children() is not [{ NamespaceUri: XmlNames.Trust } request])
            throw Malformed("the body is not one element of WS-Trust");
        return request.LocalName switch
        {
            "RequestSecurityToken" => ReadRequest(request, OperationOf(request, action)),
            "RequestSecurityTokenResponse" => new TokenRequest
            {
                Operation = StsOperation.Challenge,
                Context = request.Find("Context"),
                Exchange = ReadExchange(Only(request, "BinaryExchange")),
            },
            _ => throw Malformed("the body is neither a request nor a response"),
        };
    }

    private static TokenRequest ReadRequest(MessageElement request, StsOperation operation)
    {
        RequireKnown(request);
        var lifetime = Only(request, "Lifetime");
        var target = operation switch
        {
            StsOperation.Renew => Only(request, "RenewTarget"),
            StsOperation.Validate => Only(request, "ValidateTarget"),
            _ => null,
        };
        return new TokenRequest
        {
            Operation = operation,
            Context = request.Find("Context"),
            KeyType = Text(Only(request, "KeyType")),
            UseKey = Only(request, "UseKey")?.Find("Sig"),
            Created = Time(lifetime, "Created"),
            Expires = Time(lifetime, "Expires"),
            IsRenewable = Only(request, "Renewing")?.Find("Allow") is not { } allow || Flag(allow),
            IsDelegatable = Text(Only(request, "Delegatable")) is { } delegatable ? Flag(delegatable) : null,
            DelegateTo = DelegateName(Only(request, "DelegateTo")),
            ActAs = Assertion(Only(request, "ActAs", XmlNames.Trust14)),
            Target = Assertion(target),
            SignatureAlgorithm = Text(Only(request, "SignatureAlgorithm")),
            Participants = ReadParticipants(Only(request, "Participants")),
            Exchange = ReadExchange(Only(request, "BinaryExchange")),
        };
    }

    /// <summary>The schema has each of its elements once, and no others.</summary>
    private static void RequireKnown(MessageElement request)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var child in request.Children())
        {
            var isKnown = child.NamespaceUri switch
            {
                XmlNames.Trust => child.LocalName is "TokenType" or "RequestType" or "Lifetime" or "ValidateTarget" or "RenewTarget" or "Renewing" or "DelegateTo"
                    or "Delegatable" or "UseKey" or "KeyType" or "SignatureAlgorithm" or "BinaryExchange" or "Participants" or "Claims",
                XmlNames.Trust14 => child.LocalName == "ActAs",
                Advice => child.LocalName == "AdviceSet",
                _ => false,
            };
            if (!isKnown)
                throw Malformed($"the request has the element {child.LocalName.Truncate(80)}, which the schema does not know");
            if (!seen.Add(child.LocalName))
                throw Malformed($"there is more than one {child.LocalName}");
        }
    }

    /// <summary>The operation that the SOAPAction names, else the one of the body; the two must be the same.</summary>
    private static StsOperation OperationOf(MessageElement request, string? action)
    {
        var type = Text(Only(request, "RequestType")) ?? throw Malformed("there is no RequestType");
        var named = Find(action, XmlNames.Trust + "/RST/");
        var asked = Find(type, XmlNames.Trust + "/") ?? throw StsFaults.InvalidRequest("RequestType is different than operation executed.", "the RequestType is not known");
        return named is null || named == asked
            ? asked
            : throw StsFaults.InvalidRequest("RequestType is different than operation executed.", $"{named} is called for {asked}");
    }

    private static StsOperation? Find(string? uri, string prefix) => uri is null || !uri.StartsWith(prefix, StringComparison.Ordinal)
        ? null
        : uri.AsSpan(prefix.Length) switch
        {
            "Issue" => StsOperation.Issue,
            "Renew" => StsOperation.Renew,
            "Validate" => StsOperation.Validate,
            _ => null,
        };

    private static DateTimeOffset? Time(MessageElement? lifetime, string name)
    {
        if (lifetime is null || Text(Only(lifetime, name, XmlNames.Utility)) is not { } text)
            return null;
        return XmlTime.IsUtc(text) && XmlTime.Parse(text) is { } time ? time : throw StsFaults.InvalidRequest("Cannot parse requested token lifetime");
    }

    private static bool Flag(string text) => text.Trim() switch
    {
        "true" or "1" => true,
        "false" or "0" => false,
        _ => throw Malformed("a flag is neither true nor false"),
    };

    private static string? DelegateName(MessageElement? delegateTo)
    {
        if (delegateTo is null)
            return null;
        return Only(delegateTo, "UsernameToken", XmlNames.Security) is { } token && Text(Only(token, "Username", XmlNames.Security)) is { } name
            ? name
            : throw StsFaults.InvalidRequest("Invalid delegate", "DelegateTo names nobody");
    }

    /// <summary>The assertion in an element, which must hold it and nothing else.</summary>
    private static MessageElement? Assertion(MessageElement? holder)
    {
        if (holder is null)
            return null;
        return holder.Children() is [{ LocalName: "Assertion", NamespaceUri: XmlNames.Saml } assertion]
            ? assertion
            : throw StsFaults.InvalidRequest("The given assertion cannot be parsed.", $"{holder.LocalName} does not hold one assertion");
    }

    private static string[] ReadParticipants(MessageElement? participants)
    {
        if (participants is null)
            return [];
        return
        [
            .. participants.Children()
                .Where(child => child is { NamespaceUri: XmlNames.Trust, LocalName: "Primary" or "Participant" })
                .Select(child => Only(child, "EndpointReference", XmlNames.Addressing) is { } reference ? Text(Only(reference, "Address", XmlNames.Addressing)) : null)
                .OfType<string>(),
        ];
    }

    private static byte[]? ReadExchange(MessageElement? exchange)
    {
        if (exchange is null)
            return null;
        if (exchange.Find("ValueType") != StsNames.Spnego)
            throw StsFaults.UnsupportedSecurityToken("Missing or unsupported BET value type");
        if (exchange.Find("EncodingType") != StsNames.Base64)
            throw StsFaults.UnsupportedSecurityToken("Missing or unsupported BET encoding type");
        try
        {
            return Convert.FromBase64String(exchange.Text() ?? "");
        }
        catch (FormatException)
        {
            throw StsFaults.UnsupportedSecurityToken("The binary exchange is not base64");
        }
    }

    private static MessageElement? Only(MessageElement parent, string name, string ns = XmlNames.Trust)
    {
        MessageElement? found = null;
        foreach (var child in parent.Children().Where(child => child.Is(name, ns)))
            found = found is null ? child : throw Malformed($"there is more than one {name}");
        return found;
    }

    private static string? Text(MessageElement? element) => element is null ? null : element.Text()?.Trim() ?? throw Malformed($"{element.LocalName} is no text");

    private static StsFaultException Malformed(string reason) => StsFaults.InvalidRequest("The request was invalid or malformed.", reason);
}
