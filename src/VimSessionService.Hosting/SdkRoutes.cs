using Microsoft.AspNetCore.Http;
using VimSessionService.Endpoint;

namespace VimSessionService.Hosting;

/// <summary>What is served under <c>/sdk</c>: calls by POST, the documents that describe them by GET.</summary>
internal static class SdkRoutes
{
    /// <summary>Where it is.</summary>
    public const string Prefix = "/sdk";

    /// <summary>Maps it.</summary>
    public static void MapSdk(this Routes routes, SdkEndpoint endpoint, SdkDocuments documents) => routes.MapBelow(Prefix, (context, rest) =>
        HttpMethods.IsPost(context.Request.Method)
            ? endpoint.HandleAsync(new HttpContextExchange(context)).AsTask()
            : documents.AnswerAsync(context, rest));
}
