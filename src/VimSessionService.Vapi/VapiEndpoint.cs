using VimSessionService.Endpoint;
using VimSessionService.Endpoint.Formats;
using VimSessionService.Endpoint.Http;
using VimSessionService.Vapi.JsonRpc;
using VimSessionService.Vapi.Requests;
using VimSessionService.Vapi.Rest;
using VimSessionService.Vapi.TokenExchange;
using VimSessionService.Vim25;

namespace VimSessionService.Vapi;

/// <summary>The vSphere Automation API: sessions by REST and by JSON-RPC.</summary>
/// <param name="settings">What the service is.</param>
/// <param name="calls">Answers the calls.</param>
/// <param name="rest">Reads and writes REST.</param>
/// <param name="jsonRpc">Reads and writes JSON-RPC.</param>
/// <param name="exchanges">Exchanges tokens; null for a service that does not.</param>
internal sealed class VapiEndpoint(VapiSettings settings, CallEndpoint calls, RestFormat rest, JsonRpcFormat jsonRpc, TokenExchangeEndpoint? exchanges)
{
    /// <summary>The oldest server that has JSON-RPC at <c>/api</c>.</summary>
    private const ApiVersion JsonRpcSince = ApiVersion.V6_0;

    /// <summary>The oldest server that has REST at <c>/rest</c>.</summary>
    private const ApiVersion RestSince = ApiVersion.V6_5;

    /// <summary>The oldest ESX host that has anything at <c>/api</c>.</summary>
    private const ApiVersion HostApiSince = ApiVersion.V7_0_2_0;

    /// <summary>The paths below which it answers.</summary>
    public IEnumerable<string> Prefixes
    {
        get
        {
            if (settings.Version >= (settings.IsHost ? HostApiSince : JsonRpcSince))
                yield return RestResource.ApiPrefix;
            if (!settings.IsHost && settings.Version >= RestSince)
                yield return RestResource.RestPrefix;
        }
    }

    /// <summary>Answers a request to a path below one of <see cref="Prefixes"/>.</summary>
    /// <exception cref="OperationCanceledException">The client has gone.</exception>
    public ValueTask HandleAsync(HttpExchange exchange)
    {
        if (exchanges is not null && IsExchange(exchange.Path))
            return exchanges.HandleAsync(exchange);
        var isJsonRpc = settings.IsHost || (exchange.Path == RestResource.ApiPrefix && exchange.Method == "POST");
        return calls.HandleAsync(isJsonRpc ? jsonRpc : (ICallFormat)rest, exchange);
    }

    private bool IsExchange(string path) => path switch
    {
        TokenExchangeEndpoint.Path => settings.Version >= ApiVersion.V7_0_2_0,
        TokenExchangeEndpoint.OldPath => settings.Version >= ApiVersion.V7_0_0_0,
        _ => false,
    };
}
