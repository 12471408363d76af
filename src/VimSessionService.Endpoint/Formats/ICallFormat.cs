using VimSessionService.Core.Limits;
using VimSessionService.Endpoint.Http;

namespace VimSessionService.Endpoint.Formats;

/// <summary>
/// A form in which clients call the service, such as SOAP: how a request is read and how it is answered. The steps of a call are the same for every
/// format. A format is one object for all calls; what belongs to one call is in the <see cref="ReceivedRequest"/> that it makes.
/// </summary>
public interface ICallFormat
{
    /// <summary>The name of the door in logs, such as <c>soap</c>; no two formats of a service have the same.</summary>
    string Name { get; }

    /// <summary>Takes a request over. Nothing is read yet. Does not throw.</summary>
    /// <param name="exchange">The request and its response.</param>
    /// <param name="budget">The work that the request may cause.</param>
    ReceivedRequest Receive(HttpExchange exchange, RequestBudget budget);
}
