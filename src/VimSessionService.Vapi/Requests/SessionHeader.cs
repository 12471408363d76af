using VimSessionService.Core.Sessions;
using VimSessionService.Endpoint.Http;

namespace VimSessionService.Vapi.Requests;

/// <summary>The header and the cookie that name the session of a request.</summary>
internal static class SessionHeader
{
    /// <summary>The name of both.</summary>
    public const string Name = "vmware-api-session-id";

    /// <summary>The session that a request names. A header decides alone, whatever cookies came besides.</summary>
    public static SessionToken[] Find(HttpExchange exchange) => exchange.FirstHeader(Name) is { } id
        ? [new SessionToken(CookieValues.Unquote(id).ToString(), Name)]
        : [.. CookieValues.Of(Name, exchange.RequestHeader("Cookie")).Select(static id => new SessionToken(id, "cookie " + Name))];
}
