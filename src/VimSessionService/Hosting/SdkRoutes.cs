using VimSessionService.Endpoint;
using VimSessionService.Soap.Wsdl;

namespace VimSessionService.Hosting;

/// <summary>What is served under <c>/sdk</c>: calls by POST, the documents that describe them by GET (wire.md §1, §3).</summary>
public static class SdkRoutes
{
    private const string Prefix = "/sdk";

    /// <summary>Maps <c>/sdk</c>.</summary>
    public static void MapSdk(this IApplicationBuilder app, SdkEndpoint endpoint, SdkDocuments documents) =>
        app.Use(async (context, next) =>
        {
            if (!context.Request.Path.StartsWithSegments(Prefix, StringComparison.Ordinal, out var rest))
            {
                await next(context);
                return;
            }

            if (HttpMethods.IsPost(context.Request.Method))
                await endpoint.HandleAsync(new HttpContextExchange(context));
            else
                await documents.AnswerAsync(context, rest);
        });
}

/// <summary>The documents under <c>/sdk</c>.</summary>
public sealed class SdkDocuments(EndpointSettings settings)
{
    private readonly Lazy<byte[]> _versions = new(() => VersionDocument.Create(settings.Version));
    private readonly Lazy<WsdlDocuments> _wsdl = new(() => new WsdlDocuments(settings.Version));

    /// <summary>Answers a request for a document.</summary>
    public async Task AnswerAsync(HttpContext context, PathString path)
    {
        var request = context.Request;
        var isRead = HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method);
        if (!isRead)
        {
            context.Response.StatusCode = StatusCodes.Status405MethodNotAllowed;
            context.Response.Headers.Allow = "GET, HEAD, POST";
            return;
        }

        if (Find(request, path) is not { } document)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        context.Response.ContentType = "text/xml; charset=utf-8";
        context.Response.ContentLength = document.Length;
        if (!HttpMethods.IsHead(request.Method))
            await context.Response.Body.WriteAsync(document, context.RequestAborted);
    }

    private ReadOnlyMemory<byte>? Find(HttpRequest request, PathString path)
    {
        var name = path.Value?.TrimStart('/') ?? "";
        if (name == "vimServiceVersions.xml")
            return _versions.Value;
        if (request.QueryString.Value?.TrimStart('?').StartsWith("wsdl", StringComparison.OrdinalIgnoreCase) is true && name is "" or "vimService")
            name = "vimService.wsdl";
        var location = $"{request.Scheme}://{request.Host}/sdk";
        return _wsdl.Value.Find(name, location);
    }
}
