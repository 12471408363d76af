using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using VimSessionService.AdminClient.Problems;

namespace VimSessionService.Admin.Http;

/// <summary>Says of routes what they take and answer, for the OpenAPI document.</summary>
internal static class RouteDescriptions
{
    /// <summary>The body is a JSON document.</summary>
    public static RouteHandlerBuilder TakesBody<T>(this RouteHandlerBuilder route)
        where T : notnull => route.Accepts<T>("application/json");

    /// <summary>These statuses are answered with a problem document.</summary>
    public static RouteHandlerBuilder ProducesProblems(this RouteHandlerBuilder route, params ReadOnlySpan<int> statuses)
    {
        foreach (var status in statuses)
            route.Produces<Problem>(status, "application/problem+json");
        return route;
    }
}
