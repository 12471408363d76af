using VimSessionService.Core.Calls;
using VimSessionService.Endpoint.Http;
using VimSessionService.Inventory;
using VimSessionService.Schema;
using VimSessionService.Soap.Wsdl;

namespace VimSessionService.Endpoint.Soap;

/// <summary>The documents under <c>/sdk</c>.</summary>
internal sealed class SdkDocuments(EndpointOptions settings, InventoryChoice inventory)
{
    private readonly Lazy<byte[]> _versions = new(() => VersionDocument.Create(settings.Version));
    private readonly WsdlDocuments _wsdl = new(settings.Version, inventory.Served is { } served ? () => Describe(served.Api) : null);

    /// <summary>Answers a request for a document.</summary>
    public async ValueTask AnswerAsync(HttpExchange exchange)
    {
        var isHead = exchange.Method.Equals("HEAD", StringComparison.OrdinalIgnoreCase);
        if (!isHead && !exchange.Method.Equals("GET", StringComparison.OrdinalIgnoreCase))
        {
            exchange.SetStatus(405);
            exchange.SetHeader("Allow", "GET, HEAD, POST");
            return;
        }

        if (Find(exchange) is not { } document)
        {
            exchange.SetStatus(404);
            return;
        }

        exchange.SetHeader("Content-Type", "text/xml; charset=utf-8");
        exchange.SetHeader("Cache-Control", "no-cache");
        if (ProductHeaders.VariesDocuments(settings.Version))
            exchange.SetHeader("Vary", "Accept-Encoding");
        exchange.SetLength(document.Length);
        if (!isHead)
            await exchange.ResponseBody.WriteAsync(document, exchange.Aborted);
    }

    /// <summary>A service with an inventory describes the whole API, since its objects are of all types.</summary>
    private static PublishedApi Describe(WholeApi api) => new(api.Types, api.Enums.Select(static known => (known.Name, known.Since, known.Values)), api.ManagedTypes);

    private ReadOnlyMemory<byte>? Find(HttpExchange exchange)
    {
        var name = exchange.Path[SoapDoor.Path.Length..].TrimStart('/');
        if (name == "vimServiceVersions.xml")
            return _versions.Value;
        if (name is "" or "vimService" && exchange.Query is ['?', .. var query] && query.StartsWith("wsdl", StringComparison.OrdinalIgnoreCase))
            name = WsdlDocuments.ServiceFileName;
        if (name == WsdlDocuments.ServiceFileName)
            return WsdlDocuments.WriteService(AddressOf(exchange));
        return _wsdl.TryFind(name, out var document) ? document : default(ReadOnlyMemory<byte>?);
    }

    /// <summary>The service's address as the caller knows it, so that what is made from the WSDL calls back here.</summary>
    private static Uri AddressOf(HttpExchange exchange) =>
        new($"{(ServiceAddress.Of(exchange.FirstHeader("Host"), exchange.IsSecure) ?? ServiceAddress.Unknown).Origin}{SoapDoor.Path}");
}
