using System.Net;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using VimSessionService.Admin.Outages;
using VimSessionService.Transport;

namespace VimSessionService.Web;

/// <summary>Sets up the HTTP server: address, TLS, limits and timeouts.</summary>
internal static class KestrelTransport
{
    /// <summary>How much of a request the server may hold before the endpoint reads it.</summary>
    private const long RequestBuffer = 64 * 1024;

    /// <summary>Applies the settings to a server.</summary>
    public static void Configure(KestrelServerOptions kestrel, HostParts parts)
    {
        var options = parts.Options.Transport;
        kestrel.AddServerHeader = false;

        // The endpoint bounds bodies itself, and answers one that is too large by a fault.
        kestrel.Limits.MaxRequestBodySize = null;
        kestrel.Limits.MaxRequestBufferSize = RequestBuffer;
        kestrel.Limits.RequestHeadersTimeout = options.HeaderTimeout;
        kestrel.Limits.KeepAliveTimeout = options.KeepAliveTimeout;

        // The server knows a least rate only. At this one, which no allowed body reaches over the whole time, it is a time limit for calls.
        // Uploads to ticketed paths have a rate of their own.
        kestrel.Limits.MinRequestBodyDataRate = new MinDataRate(options.MaxRequestBytes, options.BodyTimeout);
        kestrel.Limits.MinResponseDataRate = options.MinResponseRate == 0 ? null : new MinDataRate(options.MinResponseRate, parts.ResponseGrace);
        var places = ConnectionLimiter.Of(options, parts.RealTime, kestrel.ApplicationServices.GetRequiredService<ILoggerFactory>().CreateLogger<ConnectionLimiter>());
        var outages = kestrel.ApplicationServices.GetService<OutageConnections>();
        Listen(kestrel, (parts.Address, parts.Port), listen =>
        {
            listen.Use(places.Guard);
            if (outages is not null)
                listen.Use(outages.Guard);
            if (parts.Certificate is { } certificate)
                listen.UseHttps(ConnectionTls.With(certificate));
            else if (parts.TunnelCertificate is { } inside)
                SdkTunnel.Serve(listen, inside, options, parts.RealTime, besidesHttp: true);
        });
        if (parts is { TunnelEndpoint: { } endpoint, TunnelCertificate: { } made })
        {
            Listen(kestrel, endpoint, listen =>
            {
                listen.Use(places.Guard);
                if (outages is not null)
                    listen.Use(outages.Guard);
                SdkTunnel.Serve(listen, made, options, parts.RealTime, besidesHttp: false);
            });
        }
    }

    private static void Listen(KestrelServerOptions kestrel, (IPAddress? Address, int Port) endpoint, Action<ListenOptions> configure)
    {
        if (endpoint.Address is { } address)
            kestrel.Listen(address, endpoint.Port, Configure);
        else
            kestrel.ListenAnyIP(endpoint.Port, Configure);

        void Configure(ListenOptions listen)
        {
            listen.Protocols = HttpProtocols.Http1;
            configure(listen);
        }
    }
}
