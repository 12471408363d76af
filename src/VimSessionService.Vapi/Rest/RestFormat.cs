using VimSessionService.Core.Limits;
using VimSessionService.Endpoint.Formats;
using VimSessionService.Endpoint.Http;
using VimSessionService.Vapi.OpenId;
using VimSessionService.Vapi.Requests;

namespace VimSessionService.Vapi.Rest;

/// <summary>REST as vCenter speaks it: sessions as resources.</summary>
/// <param name="settings">What the service is.</param>
/// <param name="challenge">How clients are told to authenticate.</param>
/// <param name="access">Verifies access tokens.</param>
/// <param name="buffers">The memory for bodies.</param>
internal sealed class RestFormat(VapiSettings settings, RestChallenge challenge, OpenIdAccess access, RequestBuffers buffers) : ICallFormat
{
    private readonly RestEncoding _wrapped = new(isWrapped: true, settings.Version);
    private readonly RestEncoding _bare = new(isWrapped: false, settings.Version);

    /// <inheritdoc/>
    public string Name => RestDoor.Declared.Name;

    /// <inheritdoc/>
    public ReceivedRequest Receive(HttpExchange exchange, RequestBudget budget)
    {
        var isWrapped = exchange.Path.StartsWith(RestResource.RestPrefix, StringComparison.Ordinal);
        return new RestRequest(Name, settings, isWrapped ? _wrapped : _bare, challenge, access, exchange, budget, buffers);
    }
}
