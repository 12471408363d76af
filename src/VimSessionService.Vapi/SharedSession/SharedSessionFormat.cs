using VimSessionService.Core.Limits;
using VimSessionService.Endpoint.Formats;
using VimSessionService.Endpoint.Http;
using VimSessionService.Vapi.Requests;

namespace VimSessionService.Vapi.SharedSession;

/// <summary>The contract of the shared-session endpoint: <c>GET</c> with a bearer token, answered with <c>{"token": "cst-VCT-…"}</c>.</summary>
/// <param name="shared">The endpoint.</param>
/// <param name="server">What the service is.</param>
/// <param name="session">The session whose tickets are given.</param>
internal sealed class SharedSessionFormat(SharedSessionOptions shared, VapiServer server, CommonSession session) : ICallFormat
{
    /// <inheritdoc/>
    public string Name => SharedSessionDoor.Declared.Name;

    /// <summary>The path.</summary>
    public string Path => shared.Path;

    /// <inheritdoc/>
    public ReceivedRequest Receive(HttpExchange exchange, RequestBudget budget) => new SharedSessionRequest(Name, shared, server, session, exchange, budget);
}
