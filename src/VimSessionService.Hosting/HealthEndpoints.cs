using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace VimSessionService.Hosting;

/// <summary>
/// <c>GET /healthz</c>: the process answers. <c>GET /readyz</c>: it also takes work, which it does not before it has started and
/// once it is to stop.
/// </summary>
public static class HealthEndpoints
{
    /// <summary>The path that tells whether the process answers.</summary>
    public const string AlivePath = "/healthz";

    /// <summary>The path that tells whether the process takes work.</summary>
    public const string ReadyPath = "/readyz";

    private static readonly byte[] Ok = "ok\n"u8.ToArray();
    private static readonly byte[] NotReady = "not ready\n"u8.ToArray();

    /// <summary>Adds the two to the routes.</summary>
    internal static void MapHealth(this IEndpointRouteBuilder endpoints)
    {
        Map(endpoints, AlivePath, static _ => false);
        Map(endpoints, ReadyPath, static check => check.Name == ReadinessCheck.Name);
    }

    private static void Map(IEndpointRouteBuilder endpoints, string path, Func<HealthCheckRegistration, bool> predicate) =>
        endpoints.MapHealthChecks(path, new HealthCheckOptions
        {
            Predicate = predicate,
            AllowCachingResponses = true, // the answer says itself that it is not to be cached
            ResponseWriter = static (context, report) => AnswerAsync(context, report.Status == HealthStatus.Healthy ? Ok : NotReady),
        })
        .WithMetadata(new HttpMethodMetadata([HttpMethods.Get]))
        .WithOrder(Routes.Last);

    private static Task AnswerAsync(HttpContext context, byte[] text)
    {
        context.Response.ContentType = "text/plain; charset=utf-8";
        context.Response.ContentLength = text.Length;
        context.Response.Headers.CacheControl = "no-store";
        return context.Response.Body.WriteAsync(text, 0, text.Length, context.RequestAborted);
    }
}
