using VimSessionService.Endpoint.Formats;
using VimSessionService.Endpoint.Http;

namespace VimSessionService.Endpoint;

/// <summary>A door of the service: requests in one format.</summary>
/// <param name="calls">Answers calls.</param>
/// <param name="format">The format.</param>
public sealed class SdkEndpoint(CallEndpoint calls, ICallFormat format)
{
    /// <summary>Answers calls in every format.</summary>
    public CallEndpoint Calls => calls;

    /// <summary>Answers a call.</summary>
    public ValueTask HandleAsync(HttpExchange exchange) => calls.HandleAsync(format, exchange);
}
