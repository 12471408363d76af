using VimSessionService.Endpoint;
using VimSessionService.Endpoint.Http;

namespace VimSessionService.Vapi.SharedSession;

/// <summary>Answers requests for clone tickets of the common session.</summary>
/// <param name="calls">Answers calls.</param>
/// <param name="format">Reads and writes the requests.</param>
internal sealed class SharedSessionEndpoint(CallEndpoint calls, SharedSessionFormat format)
{
    /// <summary>The path.</summary>
    public string Path => format.Path;

    /// <summary>Answers a request.</summary>
    /// <exception cref="OperationCanceledException">The client has gone.</exception>
    public ValueTask HandleAsync(HttpExchange exchange) => calls.HandleAsync(format, exchange);
}
