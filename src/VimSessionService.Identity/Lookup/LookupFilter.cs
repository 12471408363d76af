using VimSessionService.Identity.Xml;

namespace VimSessionService.Identity.Lookup;

/// <summary>Which services are wanted; what it does not say does not matter.</summary>
internal sealed class LookupFilter(MessageElement criteria)
{
    private readonly string? _siteId = LookupRequest.Text(criteria, "siteId");
    private readonly string? _nodeId = LookupRequest.Text(criteria, "nodeId");
    private readonly string? _product = LookupRequest.Text(LookupRequest.Child(criteria, "serviceType"), "product");
    private readonly string? _type = LookupRequest.Text(LookupRequest.Child(criteria, "serviceType"), "type");
    private readonly string? _protocol = LookupRequest.Text(LookupRequest.Child(criteria, "endpointType"), "protocol");
    private readonly string? _endpointType = LookupRequest.Text(LookupRequest.Child(criteria, "endpointType"), "type");

    /// <summary>The services that are wanted, each with the endpoints that are.</summary>
    public IEnumerable<LookupRegistration> Apply(LookupCatalog catalog, IEnumerable<LookupRegistration> services)
    {
        if (!Fits(_siteId, catalog.SiteId) || !Fits(_nodeId, catalog.NodeId) || !Fits(_product, LookupRegistration.Product))
            yield break;
        foreach (var service in services.Where(service => Fits(_type, service.Type)))
        {
            LookupEndpoint[] endpoints = [.. service.Endpoints.Where(endpoint => Fits(_protocol, endpoint.Protocol) && Fits(_endpointType, endpoint.Type))];
            if (endpoints.Length > 0)
                yield return service with { Endpoints = endpoints };
        }
    }

    private static bool Fits(string? wanted, string value) => wanted is null || wanted == value;
}
