using Microsoft.AspNetCore.Http;
using VimSessionService.Endpoint;
using VimSessionService.Endpoint.ViJson;
using VimSessionService.Vapi;
using VimSessionService.ViJson;

namespace VimSessionService.Hosting;

/// <summary>What is served of VI-JSON: calls under <c>/sdk/vim25</c>, and the choice of a release.</summary>
internal static class ViJsonRoutes
{
    /// <summary>Maps it, as far as the version of the server has it. Requests to what it has not are as to any other path under <c>/sdk</c>.</summary>
    /// <param name="routes">The routes.</param>
    /// <param name="calls">Answers calls.</param>
    /// <param name="format">VI-JSON.</param>
    /// <param name="negotiation">Answers the choice of a release.</param>
    /// <param name="api">Answers whatever else comes to the path of that choice.</param>
    public static void MapViJson(this Routes routes, CallEndpoint calls, ViJsonFormat format, ReleaseNegotiation negotiation, VapiEndpoint api)
    {
        if (format.Settings.Version >= ViJsonReleases.FirstServer)
            routes.MapBelow(ViJsonPath.Prefix, context => calls.HandleAsync(format, new HttpContextExchange(context)).AsTask());
        if (format.Settings.Version >= ViJsonReleases.FirstNegotiation)
        {
            routes.MapBelow(ReleaseNegotiation.Path, (context, rest) =>
                !rest.HasValue && HttpMethods.IsPost(context.Request.Method) && context.Request.Query["action"] == "hello"
                    ? negotiation.HandleAsync(new HttpContextExchange(context)).AsTask()
                    : api.HandleAsync(new HttpContextExchange(context)).AsTask());
        }
    }
}
