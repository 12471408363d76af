using System.Net;
using VimSessionService.Endpoint.Pipeline;

namespace VimSessionService.Web;

/// <summary>Logs requests for which the service has no path or no method, as a client with a wrong address sends them.</summary>
internal static class UnmatchedRequests
{
    /// <summary>Watches over everything that is mapped after it.</summary>
    public static void UseUnmatchedLog(this IApplicationBuilder app, CallLogger log, TimeProvider time) =>
        app.Use(async (context, next) =>
        {
            var started = time.GetTimestamp();
            await next(context);
            if (context.GetEndpoint() is RouteEndpoint
                || context.Response.StatusCode is not (StatusCodes.Status404NotFound or StatusCodes.Status405MethodNotAllowed)
                || !log.IsEnabled)
            {
                return;
            }

            var reason = context.Response.StatusCode == StatusCodes.Status404NotFound
                ? "nothing is served at this path; clients of the vSphere API connect to /sdk"
                : "this path does not take this method";
            log.Finished(new CallFinished
            {
                Door = "none",
                Operation = $"{context.Request.Method} {context.Request.Path}",
                ClientAddress = context.Connection.RemoteIpAddress ?? IPAddress.None,
                UserAgent = context.Request.Headers.UserAgent.ToString(),
                Reason = reason,
                Duration = time.GetElapsedTime(started),
                HttpStatus = context.Response.StatusCode,
            });
        });
}
