using VimSessionService.Endpoint;
using VimSessionService.Endpoint.Tickets;

namespace VimSessionService.Hosting;

/// <summary>The service behind <c>/sdk</c>.</summary>
/// <param name="endpoint">Answers calls.</param>
/// <param name="documents">Answers requests for documents.</param>
/// <param name="catalogs">Answers requests for message catalogues.</param>
/// <param name="ticketed">Answers requests to ticketed paths.</param>
/// <param name="singleSignOn">Answers requests of single sign-on; null for a service without it.</param>
public sealed class SdkService(
    SdkEndpoint endpoint, SdkDocuments documents, CatalogDocuments catalogs, TicketedEndpoint ticketed, SingleSignOn? singleSignOn = null)
{
    /// <summary>Answers calls.</summary>
    public SdkEndpoint Endpoint => endpoint;

    /// <summary>Answers requests for documents.</summary>
    public SdkDocuments Documents => documents;

    /// <summary>Answers requests for message catalogues.</summary>
    public CatalogDocuments Catalogs => catalogs;

    /// <summary>Answers requests to ticketed paths.</summary>
    public TicketedEndpoint Ticketed => ticketed;

    /// <summary>Answers requests of single sign-on; null for a service without it.</summary>
    public SingleSignOn? SingleSignOn => singleSignOn;
}
