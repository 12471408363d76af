using VimSessionService.Core;
using VimSessionService.Core.Authentication;
using VimSessionService.Identity.Certificates;
using VimSessionService.Identity.Xml;

namespace VimSessionService.Identity.WsSecurity;

/// <summary>
/// The security header and the body of a message, found by their positions and namespaces, never by an id or a prefix. Elements in
/// another position are not found; a second one in the same position is refused (WS-Security 1.1).
/// </summary>
internal sealed class SecurityHeader
{
    private const string PasswordText = "#PasswordText";
    private const string X509 = "#X509v3";
    private const string Base64Binary = "#Base64Binary";

    private readonly MessageElement _element;

    private SecurityHeader(MessageElement element, MessageElement body)
    {
        _element = element;
        Body = body;
        Envelope = body.Parent!;
        RefusePacked();
        Timestamp = Child("Timestamp", XmlNames.Utility) is { } timestamp ? ReadTimestamp(timestamp) : null;
        UsernameToken = Child("UsernameToken", XmlNames.Security) is { } user ? ReadUser(user) : null;
        BinarySecurityToken = Child("BinarySecurityToken", XmlNames.Security) is { } binary ? ReadBinary(binary) : null;
        Assertion = Child("Assertion", XmlNames.Saml);
        Signature = Child("Signature", XmlNames.Signature);
    }

    /// <summary>The envelope.</summary>
    public MessageElement Envelope { get; }

    /// <summary>The body.</summary>
    public MessageElement Body { get; }

    /// <summary>The timestamp; null for none.</summary>
    public MessageTimestamp? Timestamp { get; }

    /// <summary>The name and password; null for none.</summary>
    public UsernameToken? UsernameToken { get; }

    /// <summary>The certificate; null for none.</summary>
    public BinarySecurityToken? BinarySecurityToken { get; }

    /// <summary>The SAML 2.0 assertion; null for none.</summary>
    public MessageElement? Assertion { get; }

    /// <summary>The signature of the message; null for none.</summary>
    public MessageElement? Signature { get; }

    /// <summary>Finds and reads the header of a message, in which no id may come twice.</summary>
    /// <exception cref="ProofRefusedException">There is none, or a part of it is doubled, misplaced or broken.</exception>
    public static SecurityHeader Read(MessageDocument envelope)
    {
        if (envelope.Root is var root && !root.Is("Envelope", XmlNames.Soap))
            throw Refused("the message is no SOAP 1.1 envelope");
        var (header, body) = root.Children() switch
        {
            [var first, var second] when first.Is("Header", XmlNames.Soap) && second.Is("Body", XmlNames.Soap) => (first, second),
            [var only] when only.Is("Body", XmlNames.Soap) => throw Refused("the message has no header"),
            _ => throw Refused("the envelope does not hold one header and one body after it"),
        };
        MessageIds.RequireUnique(envelope);
        MessageElement? security = null;
        foreach (var child in header.Children())
        {
            if (!child.Is("Security", XmlNames.Security))
                continue;
            security = security is null ? child : throw Refused("there are two security headers");
        }

        return new SecurityHeader(security ?? throw Refused("the message has no security header"), body);
    }

    /// <summary>Whether a message has such a header at all, in its place.</summary>
    public static bool IsIn(MessageDocument envelope)
    {
        foreach (var part in envelope.Root.Children())
        {
            if (!part.Is("Header", XmlNames.Soap))
                continue;
            foreach (var header in part.Children())
            {
                if (header.Is("Security", XmlNames.Security))
                    return true;
            }
        }

        return false;
    }

    /// <summary>An element's <c>wsu:Id</c>; null when it has none.</summary>
    public static string? IdOf(MessageElement element) => element.Find("Id", XmlNames.Utility);

    /// <summary>Encrypted tokens and tokens encoded as text are refused, with the reason.</summary>
    private void RefusePacked()
    {
        for (var child = _element.First; child is not null; child = child.Next)
        {
            if (child is MessageElement { LocalName: "EncryptedAssertion" or "EncryptedData" or "EncryptedKey" or "EncryptedHeader" } encrypted)
                throw Refused($"the security header holds {encrypted.LocalName}: encrypted tokens are not accepted");
            if (child is MessageText text && !string.IsNullOrWhiteSpace(text.Value))
                throw Refused("the security header holds text: a token that is deflated or in base64 is not accepted");
        }
    }

    private MessageElement? Child(string name, string ns)
    {
        MessageElement? found = null;
        for (var child = _element.First; child is not null; child = child.Next)
        {
            if (child is not MessageElement element || !element.Is(name, ns))
                continue;
            found = found is null ? element : throw Refused($"the security header holds {name} twice");
        }

        return found;
    }

    private static MessageTimestamp ReadTimestamp(MessageElement element)
    {
        if (element.Children() is not [var first, var second] || !first.Is("Created", XmlNames.Utility) || !second.Is("Expires", XmlNames.Utility))
            throw Refused("the timestamp does not hold one Created and one Expires");
        return new MessageTimestamp(element, first.Text(), second.Text());
    }

    private static UsernameToken ReadUser(MessageElement element)
    {
        string? name = null;
        string? password = null;
        foreach (var child in element.Children())
        {
            if (child.Is("Username", XmlNames.Security))
                name = name is null ? child.Text() ?? throw Refused("the user name is no text") : throw Refused("there are two user names");
            if (!child.Is("Password", XmlNames.Security))
                continue;
            if (child.Find("Type") is { } type && !type.EndsWith(PasswordText, StringComparison.Ordinal))
                throw Refused("the password is not in clear text, of which no other form is accepted");
            password = password is null ? child.Text() ?? throw Refused("the password is no text") : throw Refused("there are two passwords");
        }

        return name is { Length: > 0 } ? new UsernameToken(name, password) : throw Refused("the user name is missing");
    }

    private static BinarySecurityToken ReadBinary(MessageElement element)
    {
        var type = element.Find("ValueType");
        if (type is not null && !type.EndsWith(X509, StringComparison.Ordinal))
            throw Refused($"the binary token is of the type '{type.Truncate(120)}': a certificate is accepted, a token that is deflated or in base64 is not");
        if (element.Find("EncodingType") is { } encoding && !encoding.EndsWith(Base64Binary, StringComparison.Ordinal))
            throw Refused("the binary token is in another encoding than base64");
        return new BinarySecurityToken(element, IdOf(element), MessageCertificate.Read(element.Bytes() ?? throw Refused("the binary token is not base64")));
    }

    private static ProofRefusedException Refused(string reason) => new(reason);
}
