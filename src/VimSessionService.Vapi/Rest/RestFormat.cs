using VimSessionService.Core.Limits;
using VimSessionService.Endpoint.Formats;
using VimSessionService.Endpoint.Http;
using VimSessionService.Vapi.OpenId;
using VimSessionService.Vapi.Requests;

namespace VimSessionService.Vapi.Rest;

/// <summary>REST as vCenter speaks it: sessions as resources.</summary>
/// <param name="server">What the service is.</param>
/// <param name="challenge">How clients are told to authenticate.</param>
/// <param name="access">Verifies access tokens.</param>
/// <param name="buffers">The memory for bodies.</param>
internal sealed class RestFormat(VapiServer server, RestChallenge challenge, OpenIdAccess access, RequestBuffers buffers) : ICallFormat
{
    private readonly RestEncoding _wrapped = new(isWrapped: true, server.Version);
    private readonly RestEncoding _bare = new(isWrapped: false, server.Version);

    /// <inheritdoc/>
    public string Name => RestDoor.Declared.Name;

    /// <inheritdoc/>
    public ReceivedRequest Receive(HttpExchange exchange, RequestBudget budget)
    {
        var isWrapped = exchange.Path.StartsWith(RestResource.RestPrefix, StringComparison.Ordinal);
        return new RestRequest(Name, server, isWrapped ? _wrapped : _bare, challenge, access, exchange, budget, buffers);
    }
}
