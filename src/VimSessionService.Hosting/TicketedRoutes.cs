using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;
using VimSessionService.Endpoint.Tickets;

namespace VimSessionService.Hosting;

/// <summary>What is served at ticketed paths (docs/facts/sessions.md).</summary>
internal static class TicketedRoutes
{
    /// <summary>What uploads have to reach: any client that is alive does.</summary>
    private static readonly MinDataRate UploadRate = new(240, TimeSpan.FromSeconds(30));

    /// <summary>Maps the paths.</summary>
    /// <param name="routes">The routes.</param>
    /// <param name="endpoint">Answers the requests.</param>
    /// <param name="paths">The paths; what is below them is served.</param>
    public static void MapTicketed(this Routes routes, TicketedEndpoint endpoint, IEnumerable<string> paths)
    {
        foreach (var path in paths)
        {
            routes.MapBelow(path, (context, _) =>
            {
                if (context.Features.Get<IHttpMinRequestBodyDataRateFeature>() is { } rate)
                    rate.MinDataRate = UploadRate;
                var feature = context.Features.GetRequiredFeature<IHttpRequestFeature>();
                return endpoint.HandleAsync(new HttpContextExchange(context), context.Request.Method, Target(feature)).AsTask();
            });
        }
    }

    /// <summary>The target as it came, which a ticket's URL is compared with; a client of a proxy sends the whole URL.</summary>
    private static string Target(IHttpRequestFeature request)
    {
        var raw = request.RawTarget is { Length: > 0 } target ? target : request.Path + request.QueryString;
        var authority = raw.IndexOf("://", StringComparison.Ordinal);
        if (raw is ['/', ..] || authority < 0)
            return raw;
        var path = raw.IndexOf('/', authority + 3);
        return path < 0 ? "/" : raw[path..];
    }
}
