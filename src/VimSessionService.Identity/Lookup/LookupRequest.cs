using VimSessionService.Core.Authentication;
using VimSessionService.Identity.Xml;

namespace VimSessionService.Identity.Lookup;

/// <summary>A call to the lookup service, in the form that every VMODL service has.</summary>
/// <param name="Method">The method.</param>
/// <param name="ObjectId">The object that it is called of.</param>
/// <param name="Arguments">The element of the call, with <c>_this</c> and the arguments.</param>
internal sealed record LookupRequest(string Method, string ObjectId, MessageElement Arguments)
{
    /// <summary>The namespace of the service.</summary>
    public const string Namespace = "urn:lookup";

    /// <summary>Reads a message.</summary>
    /// <exception cref="ProofRefusedException">It is no call.</exception>
    /// <exception cref="OperationCanceledException">Nobody waits for the answer any more.</exception>
    public static LookupRequest Read(ReadOnlyMemory<byte> message, MessageLimits limits, CancellationToken cancellationToken)
    {
        var root = MessageDocument.Load(message, limits, cancellationToken).Root;
        var body = root.Is("Envelope", XmlNames.Soap) ? root.Children().FirstOrDefault(child => child.Is("Body", XmlNames.Soap)) : null;
        if (body?.Children() is not [{ NamespaceUri: Namespace } call] || call.Children() is not [{ LocalName: "_this" } self, ..])
            throw new ProofRefusedException("the message is no call of the namespace urn:lookup");
        return new LookupRequest(call.LocalName, self.Text()?.Trim() ?? "", call);
    }

    /// <summary>An argument; null when it is absent.</summary>
    public MessageElement? Argument(string name) => Child(Arguments, name);

    /// <summary>The text of a member of an argument; null when it is absent or empty, which says nothing.</summary>
    public static string? Text(MessageElement? parent, string name) => Child(parent, name)?.Text()?.Trim() is { Length: > 0 } text ? text : null;

    /// <summary>A member of an argument; null when it is absent.</summary>
    public static MessageElement? Child(MessageElement? parent, string name) => parent?.Children().FirstOrDefault(child => child.Is(name, Namespace));
}
