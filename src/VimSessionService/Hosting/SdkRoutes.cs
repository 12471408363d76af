namespace VimSessionService.Hosting;

/// <summary>What is served under <c>/sdk</c>: calls by POST, the documents that describe them by GET.</summary>
public static class SdkRoutes
{
    private const string Prefix = "/sdk";

    /// <summary>Maps <c>/sdk</c>, also where the path begins with more than one slash, as that of pyVmomi up to 6.0.0 does.</summary>
    public static void MapSdk(this IApplicationBuilder app, SdkService service, ILogger logger) =>
        app.Use(async (context, next) =>
        {
            if (!WithOneSlash(context.Request.Path).StartsWithSegments(Prefix, StringComparison.Ordinal, out var rest))
            {
                await next(context);
                return;
            }

            try
            {
                if (HttpMethods.IsPost(context.Request.Method))
                    await service.Endpoint.HandleAsync(new HttpContextExchange(context));
                else
                    await service.Documents.AnswerAsync(context, rest);
            }
            catch (Exception failure) when (BrokenOffRequests.IsBrokenOff(context, failure))
            {
                BrokenOffRequests.End(context, logger);
            }
        });

    private static PathString WithOneSlash(PathString path) =>
        path.Value is ['/', '/', ..] value ? new PathString($"/{value.TrimStart('/')}") : path;
}
