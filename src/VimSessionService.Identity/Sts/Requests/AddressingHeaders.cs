using VimSessionService.Core;
using VimSessionService.Identity.Sts.Faults;
using VimSessionService.Identity.Xml;

namespace VimSessionService.Identity.Sts.Requests;

/// <summary>The headers of WS-Addressing, of which the security token service looks at one: the action has to be that of the operation.</summary>
internal static class AddressingHeaders
{
    private const int LongestShown = 200;

    /// <summary>Requires that a message names no other action than its operation's, and no action twice.</summary>
    /// <exception cref="StsFaultException">InvalidRequest: it does.</exception>
    public static void RequireAction(MessageElement envelope, StsOperation operation)
    {
        var expected = operation == StsOperation.Challenge ? XmlNames.Trust + "/RSTR/Issue" : $"{XmlNames.Trust}/RST/{operation}";
        var count = 0;
        foreach (var header in envelope.Children()[0].Children())
        {
            if (!header.Is("Action", XmlNames.Addressing))
                continue;
            var action = header.Text()?.Trim() ?? "";
            if (++count > 1 || action != expected)
            {
                throw StsFaults.InvalidRequest(
                    $"The passed-in wsa:Action '{action.Truncate(LongestShown)}' does not match the expected SOAP action '{expected}' of the current wsdl operation.",
                    count > 1 ? "there is more than one wsa:Action" : null);
            }
        }
    }
}
