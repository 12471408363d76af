using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace VimSessionService.Hosting;

/// <summary>
/// <c>GET /healthz</c>: the process answers. <c>GET /readyz</c>: it also takes work, which it does not before it has started and
/// once it is to stop.
/// </summary>
internal static class HealthEndpoints
{
    /// <summary>The path that tells whether the process answers.</summary>
    public const string AlivePath = "/healthz";

    /// <summary>The path that tells whether the process takes work.</summary>
    public const string ReadyPath = "/readyz";

    private static readonly byte[] Ok = "ok\n"u8.ToArray();
    private static readonly byte[] NotReady = "not ready\n"u8.ToArray();

    /// <summary>Adds the two to the routes.</summary>
    /// <param name="routes">The routes.</param>
    /// <param name="checks">The health checks of the host, of which the service's own are asked.</param>
    internal static void MapHealth(this Routes routes, HealthCheckService checks)
    {
        routes.MapGet(AlivePath, static context => AnswerAsync(context, isHealthy: true));
        routes.MapGet(ReadyPath, async context =>
        {
            var report = await checks.CheckHealthAsync(static check => check.Name == ReadinessCheck.Name || check.Tags.Contains(ReadinessCheck.Name), context.RequestAborted);
            await AnswerAsync(context, report.Status == HealthStatus.Healthy);
        });
    }

    private static Task AnswerAsync(HttpContext context, bool isHealthy)
    {
        var text = isHealthy ? Ok : NotReady;
        context.Response.StatusCode = isHealthy ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable;
        context.Response.ContentType = "text/plain; charset=utf-8";
        context.Response.ContentLength = text.Length;
        context.Response.Headers.CacheControl = "no-store";
        return context.Response.Body.WriteAsync(text, 0, text.Length, context.RequestAborted);
    }
}
