namespace VimSessionService.Web;

/// <summary>The service is no proxy: a CONNECT that reaches HTTP is refused, wherever it wants to go.</summary>
internal static class ConnectRefusal
{
    /// <summary>Refuses CONNECT.</summary>
    public static void UseConnectRefusal(this IApplicationBuilder app) =>
        app.Use(static (context, next) =>
        {
            if (!HttpMethods.IsConnect(context.Request.Method))
                return next(context);
            context.Response.StatusCode = StatusCodes.Status405MethodNotAllowed;
            context.Response.Headers.Allow = "GET, HEAD, POST";
            context.Response.Headers.Connection = "close";
            return Task.CompletedTask;
        });
}
