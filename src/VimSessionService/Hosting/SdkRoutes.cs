namespace VimSessionService.Hosting;

/// <summary>What is served under <c>/sdk</c>: calls by POST, the documents that describe them by GET (wire.md §1, §3).</summary>
public static class SdkRoutes
{
    private const string Prefix = "/sdk";

    /// <summary>Maps <c>/sdk</c>.</summary>
    public static void MapSdk(this IApplicationBuilder app, SdkService service) =>
        app.Use(async (context, next) =>
        {
            if (!context.Request.Path.StartsWithSegments(Prefix, StringComparison.Ordinal, out var rest))
            {
                await next(context);
                return;
            }

            if (HttpMethods.IsPost(context.Request.Method))
                await service.Endpoint.HandleAsync(new HttpContextExchange(context));
            else
                await service.Documents.AnswerAsync(context, rest);
        });
}
