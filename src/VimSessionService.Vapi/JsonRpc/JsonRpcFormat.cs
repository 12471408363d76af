using VimSessionService.Core.Limits;
using VimSessionService.Endpoint.Formats;
using VimSessionService.Endpoint.Http;
using VimSessionService.Vapi.OpenId;
using VimSessionService.Vapi.Requests;

namespace VimSessionService.Vapi.JsonRpc;

/// <summary>JSON-RPC 2.0 as the SDKs of the vSphere Automation API for Python and Java send it, with the values of the API in a typed encoding.</summary>
/// <param name="server">What the service is.</param>
/// <param name="challenge">Says how to authenticate a client that came to an address.</param>
/// <param name="access">Verifies access tokens.</param>
/// <param name="buffers">The memory for bodies.</param>
internal sealed class JsonRpcFormat(VapiServer server, Func<HttpExchange, string> challenge, OpenIdAccess access, RequestBuffers buffers) : ICallFormat
{
    /// <inheritdoc/>
    public string Name => JsonRpcDoor.Declared.Name;

    /// <inheritdoc/>
    public ReceivedRequest Receive(HttpExchange exchange, RequestBudget budget) => new JsonRpcRequest(Name, server, challenge, access, exchange, budget, buffers);
}
