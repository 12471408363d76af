using System.Net;
using System.Security.Authentication;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using VimSessionService.Certificates;
using VimSessionService.Options;

namespace VimSessionService.Transport;

/// <summary>Sets up the HTTP server: address, TLS, limits and timeouts.</summary>
public static class KestrelTransport
{
    /// <summary>Applies the options to a server.</summary>
    /// <param name="kestrel">The server.</param>
    /// <param name="options">Limits and timeouts.</param>
    /// <param name="address">What to bind; null for every address.</param>
    /// <param name="port">The port; 0 for a free one.</param>
    /// <param name="certificate">The certificate; null for plain HTTP.</param>
    public static void Configure(KestrelServerOptions kestrel, TransportOptions options, IPAddress? address, int port, ServerCertificate? certificate)
    {
        kestrel.AddServerHeader = false;

        // The endpoint bounds bodies itself, and answers one that is too large by a fault.
        kestrel.Limits.MaxRequestBodySize = null;
        kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(options.HeaderTimeoutSeconds);
        kestrel.Limits.KeepAliveTimeout = TimeSpan.FromSeconds(options.KeepAliveTimeoutSeconds);

        // The server knows a least rate only. At this one, which no allowed body reaches over the whole time, it is a time limit.
        kestrel.Limits.MinRequestBodyDataRate = new MinDataRate(options.MaxRequestBytes, TimeSpan.FromSeconds(options.BodyTimeoutSeconds));
        if (address is null)
            kestrel.ListenAnyIP(port, Listen);
        else
            kestrel.Listen(address, port, Listen);

        void Listen(ListenOptions listen)
        {
            listen.Protocols = HttpProtocols.Http1;
            if (certificate is not null)
                listen.UseHttps(Https(certificate));
        }
    }

    /// <summary>
    /// Client certificates are asked for in the handshake and none is refused there: whether one is good for anything is for the
    /// extension logins to say (wire.md §5).
    /// </summary>
    private static HttpsConnectionAdapterOptions Https(ServerCertificate certificate) => new()
    {
        ServerCertificate = certificate.Certificate,
        ServerCertificateChain = certificate.Intermediates,
        SslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
        ClientCertificateMode = ClientCertificateMode.AllowCertificate,
        ClientCertificateValidation = static (_, _, _) => true,
    };
}
