using System.Text;
using VimSessionService.Vim25;

namespace VimSessionService.Endpoint.Soap;

/// <summary>
/// The document that lists the versions of the service for clients, newest first. The oldest listed version depends on the
/// version of the server. From 6.5 on it ends at 4.0; older servers go down to 2.5 and name the namespace of 2.0 beside.
/// </summary>
internal static class VersionDocument
{
    /// <summary>Writes it.</summary>
    public static byte[] Create(ApiVersion server)
    {
        var text = new StringBuilder(
            "<?xml version=\"1.0\" encoding=\"UTF-8\" ?>\n"
            + "<!--\n   Versions of the API that this service speaks.\n-->\n"
            + "<namespaces version=\"1.0\">");
        if (server > ApiVersion.V2_0)
            Append(text, "urn:vim25", server, Enum.GetValues<ApiVersion>().Where(prior => prior < server && IsListed(prior, server)).Reverse());
        if (server < ApiVersion.V6_5)
            Append(text, "urn:vim2", ApiVersion.V2_0, []);
        return Encoding.UTF8.GetBytes(text.Append("</namespaces>").ToString());
    }

    private static bool IsListed(ApiVersion prior, ApiVersion server) => prior switch
    {
        >= ApiVersion.V4_0 => true,
        ApiVersion.V2_5U2server => server == ApiVersion.V6_0, // 5.5 does not list it
        ApiVersion.V2_5 or ApiVersion.V2_5U2 => server < ApiVersion.V6_5,
        _ => false,
    };

    private static void Append(StringBuilder text, string name, ApiVersion version, IEnumerable<ApiVersion> priorVersions)
    {
        text.Append("<namespace><name>").Append(name).Append("</name><version>").Append(version.Name()).Append("</version>");
        var prior = string.Concat(priorVersions.Select(listed => $"<version>{listed.Name()}</version>"));
        if (prior.Length > 0)
            text.Append("<priorVersions>").Append(prior).Append("</priorVersions>");
        text.Append("</namespace>");
    }
}
