namespace VimSessionService.Health;

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

    /// <summary>Adds the two to a service's routes.</summary>
    public static void MapHealth(this WebApplication app)
    {
        var lifetime = app.Lifetime;
        app.MapGet(AlivePath, static context => AnswerAsync(context, StatusCodes.Status200OK, Ok));
        app.MapGet(ReadyPath, context => lifetime.ApplicationStarted.IsCancellationRequested && !lifetime.ApplicationStopping.IsCancellationRequested
            ? AnswerAsync(context, StatusCodes.Status200OK, Ok)
            : AnswerAsync(context, StatusCodes.Status503ServiceUnavailable, NotReady));
    }

    private static Task AnswerAsync(HttpContext context, int status, byte[] text)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "text/plain; charset=utf-8";
        context.Response.ContentLength = text.Length;
        context.Response.Headers.CacheControl = "no-store";
        return context.Response.Body.WriteAsync(text, 0, text.Length, context.RequestAborted);
    }
}
