using VimSessionService.Core;
using VimSessionService.Core.Authentication;

namespace VimSessionService.Identity.Xml;

/// <summary>
/// The ids of a message. A signature names the signed element by its id, and readers differ in which attributes they use as ids. If
/// no id of any kind occurs twice, all readers find the same element.
/// </summary>
internal static class MessageIds
{
    private const string Xml = "http://www.w3.org/XML/1998/namespace";

    /// <summary>Refuses a message in which an id comes twice, whatever the kinds of the two.</summary>
    /// <exception cref="ProofRefusedException">One does.</exception>
    public static void RequireUnique(MessageDocument message)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var element in message.Elements)
        {
            foreach (var attribute in element.Attributes)
            {
                if (IsId(attribute) && !seen.Add(attribute.Value))
                    throw new ProofRefusedException($"the id '{attribute.Value.Truncate(80)}' comes twice in the message");
            }
        }
    }

    private static bool IsId(MessageAttribute attribute) => attribute.NamespaceUri switch
    {
        "" => attribute.LocalName is "ID" or "Id" or "id" or "AssertionID",
        XmlNames.Utility => attribute.LocalName == "Id",
        Xml => attribute.LocalName == "id",
        _ => false,
    };
}
