using VimSessionService.Vapi;
using VimSessionService.Vapi.SharedSession;

namespace VimSessionService.Hosting;

/// <summary>Where the vSphere Automation API is served.</summary>
internal static class VapiRoutes
{
    /// <summary>Maps the paths.</summary>
    public static void MapVapi(this Routes routes, VapiEndpoint endpoint)
    {
        foreach (var prefix in endpoint.Prefixes)
            routes.MapBelow(prefix, context => endpoint.HandleAsync(new HttpContextExchange(context)).AsTask());
    }

    /// <summary>Maps the path at which clients get clone tickets of one common session.</summary>
    public static void MapSharedSession(this Routes routes, SharedSessionEndpoint endpoint) =>
        routes.MapBelow(endpoint.Path, context => endpoint.HandleAsync(new HttpContextExchange(context)).AsTask());
}
