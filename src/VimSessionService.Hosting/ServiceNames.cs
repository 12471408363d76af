using System.Net;
using System.Security.Cryptography.X509Certificates;

namespace VimSessionService.Hosting;

/// <summary>The names and addresses that clients know the service by.</summary>
internal static class ServiceNames
{
    /// <summary>Those of its certificate, of where it listens, and of this machine.</summary>
    public static IReadOnlyCollection<string> Of(X509Certificate2? certificate, IPAddress? address)
    {
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase)
        {
            "localhost", IPAddress.Loopback.ToString(), IPAddress.IPv6Loopback.ToString(), Environment.MachineName,
        };
        if (address is not null)
            names.Add(address.ToString());
        foreach (var extension in certificate?.Extensions.OfType<X509SubjectAlternativeNameExtension>() ?? [])
        {
            names.UnionWith(extension.EnumerateDnsNames());
            names.UnionWith(extension.EnumerateIPAddresses().Select(static ip => ip.ToString()));
        }

        return names;
    }
}
