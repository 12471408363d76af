using System.Text;
using VimSessionService.Vim25;

namespace VimSessionService.Hosting;

/// <summary>The document by which clients find out which versions the service speaks (wire.md §3).</summary>
public static class VersionDocument
{
    /// <summary>Writes it, newest first.</summary>
    public static byte[] Create(ApiVersion version)
    {
        var prior = string.Concat(ApiVersions.All.Take((int)version).Reverse().Select(name => $"<version>{name}</version>"));
        return Encoding.UTF8.GetBytes(
            "<?xml version=\"1.0\" encoding=\"UTF-8\" ?>\n"
            + "<!--\n   Versions of the API that this service speaks.\n-->\n"
            + "<namespaces version=\"1.0\"><namespace><name>urn:vim25</name>"
            + $"<version>{version.Name()}</version><priorVersions>{prior}</priorVersions></namespace></namespaces>");
    }
}
