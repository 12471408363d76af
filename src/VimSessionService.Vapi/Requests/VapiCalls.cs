using VimSessionService.Endpoint;

namespace VimSessionService.Vapi.Requests;

/// <summary>What answers the calls of REST and JSON-RPC: they have sessions of their own at servers before 8.0.3.0.</summary>
/// <param name="Endpoint">Answers calls.</param>
internal sealed record VapiCalls(CallEndpoint Endpoint);
