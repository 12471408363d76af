using Microsoft.AspNetCore.Http;
using VimSessionService.Core.Calls;
using VimSessionService.Endpoint;
using VimSessionService.Endpoint.Http;
using VimSessionService.Inventory;
using VimSessionService.Schema;
using VimSessionService.Soap.Wsdl;

namespace VimSessionService.Hosting;

/// <summary>The documents under <c>/sdk</c>.</summary>
internal sealed class SdkDocuments(EndpointSettings settings, InventoryChoice inventory)
{
    private readonly Lazy<byte[]> _versions = new(() => VersionDocument.Create(settings.Version));
    private readonly WsdlDocuments _wsdl = new(settings.Version, inventory.Served is { } served ? () => Describe(served.Api) : null);

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
        context.Response.Headers.CacheControl = "no-cache";
        if (ProductHeaders.VariesDocuments(settings.Version))
            context.Response.Headers.Vary = "Accept-Encoding";
        context.Response.ContentLength = document.Length;
        if (!HttpMethods.IsHead(request.Method))
            await context.Response.Body.WriteAsync(document, context.RequestAborted);
    }

    /// <summary>A service with an inventory describes the whole API, since its objects are of all types.</summary>
    private static PublishedApi Describe(WholeApi api) => new(api.Types, api.Enums.Select(static known => (known.Name, known.Since, known.Values)), api.ManagedTypes);

    private ReadOnlyMemory<byte>? Find(HttpRequest request, PathString path)
    {
        var name = path.Value?.TrimStart('/') ?? "";
        if (name == "vimServiceVersions.xml")
            return _versions.Value;
        if (name is "" or "vimService" && request.QueryString.Value is ['?', .. var query] && query.StartsWith("wsdl", StringComparison.OrdinalIgnoreCase))
            name = WsdlDocuments.ServiceFileName;
        if (name == WsdlDocuments.ServiceFileName)
            return WsdlDocuments.WriteService(AddressOf(request));
        return _wsdl.TryFind(name, out var document) ? document : default(ReadOnlyMemory<byte>?);
    }

    /// <summary>The service's address as the caller knows it, so that what is made from the WSDL calls back here.</summary>
    private static Uri AddressOf(HttpRequest request) =>
        new($"{(ServiceAddress.Of(request.Host.Value, request.IsHttps) ?? ServiceAddress.Unknown).Origin}/sdk");
}
