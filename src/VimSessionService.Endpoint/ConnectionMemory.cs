using VimSessionService.Core.Sessions;

namespace VimSessionService.Endpoint;

/// <summary>
/// What the endpoint remembers of a connection from one call to the next. A client sends the same cookie with every call, and a server
/// gives it as the same string: it is taken apart, and its tokens are hashed, once. Calls on a connection come one after the other.
/// </summary>
public sealed class ConnectionMemory
{
    private string? _cookie;
    private SessionToken[] _tokens = [];

    /// <summary>The session's tokens in a request's Cookie header, in their order.</summary>
    internal SessionToken[] TokensIn(IReadOnlyList<string?> cookieHeaders)
    {
        if (cookieHeaders.Count != 1)
            return SessionCookie.Find(cookieHeaders);
        if (!ReferenceEquals(cookieHeaders[0], _cookie))
            (_cookie, _tokens) = (cookieHeaders[0], SessionCookie.Find(cookieHeaders));
        return _tokens;
    }
}
