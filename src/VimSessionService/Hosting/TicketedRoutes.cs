using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;
using VimSessionService.Endpoint.Tickets;
using VimSessionService.Transport;

namespace VimSessionService.Hosting;

/// <summary>What is served at ticketed paths (docs/facts/sessions.md).</summary>
public static class TicketedRoutes
{
    /// <summary>Maps the paths.</summary>
    /// <param name="app">The service.</param>
    /// <param name="endpoint">Answers the requests.</param>
    /// <param name="prefixes">The paths; what is below them is served.</param>
    public static void MapTicketed(this IApplicationBuilder app, TicketedEndpoint endpoint, string[] prefixes) =>
        app.Use(async (context, next) =>
        {
            var path = context.Request.Path;
            if (!Array.Exists(prefixes, prefix => path.StartsWithSegments(prefix, StringComparison.Ordinal)))
            {
                await next(context);
                return;
            }

            if (context.Features.Get<IHttpMinRequestBodyDataRateFeature>() is { } rate)
                rate.MinDataRate = KestrelTransport.UploadRate;
            var feature = context.Features.GetRequiredFeature<IHttpRequestFeature>();
            await endpoint.HandleAsync(new HttpContextExchange(context), context.Request.Method, Target(feature.RawTarget));
        });

    /// <summary>The target as it came, which a ticket's URL is compared with; a client of a proxy sends the whole URL.</summary>
    private static string Target(string raw)
    {
        var authority = raw.IndexOf("://", StringComparison.Ordinal);
        if (raw is ['/', ..] || authority < 0)
            return raw;
        var path = raw.IndexOf('/', authority + 3);
        return path < 0 ? "/" : raw[path..];
    }
}
