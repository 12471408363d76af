using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;
using VimSessionService.Endpoint.Tickets;

namespace VimSessionService.Hosting;

/// <summary>What is served at ticketed paths (docs/facts/sessions.md).</summary>
internal static class TicketedRoutes
{
    /// <summary>What uploads have to reach: every client does that is not stuck.</summary>
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
                var exchange = new HttpContextExchange(context);
                return endpoint.HandleAsync(exchange, exchange.Method, exchange.RequestTarget).AsTask();
            });
        }
    }
}
