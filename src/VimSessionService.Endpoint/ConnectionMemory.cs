using VimSessionService.Core.Calls;
using VimSessionService.Core.Sessions;

namespace VimSessionService.Endpoint;

/// <summary>
/// What the endpoint remembers of a connection from one call to the next. A client sends the same headers with every call, and a server
/// gives them as the same strings: its cookie is taken apart, and the tokens in it are hashed, once, and not even once where the token was
/// issued on this connection. Calls on a connection come one after the other.
/// </summary>
public sealed class ConnectionMemory
{
    private string? _cookie;
    private SessionToken[] _tokens = [];
    private SessionToken? _issued;
    private ClientInfo? _client;

    /// <summary>The session's tokens in a request's Cookie header, in their order.</summary>
    internal SessionToken[] TokensIn(IReadOnlyList<string?> cookieHeaders)
    {
        if (cookieHeaders.Count != 1)
            return SessionCookie.Find(cookieHeaders, _issued);
        if (!ReferenceEquals(cookieHeaders[0], _cookie))
            (_cookie, _tokens) = (cookieHeaders[0], SessionCookie.Find(cookieHeaders, _issued));
        return _tokens;
    }

    /// <summary>An answer on this connection sets a token, which its client is about to send back.</summary>
    internal void Issued(SessionToken token) => _issued = token;

    /// <summary>Where a request comes from.</summary>
    internal ClientInfo ClientOf(SdkExchange exchange)
    {
        var (address, userAgent, certificate) = (exchange.RemoteAddress, exchange.FirstHeader("User-Agent") ?? "", exchange.ClientCertificate);
        if (_client is not { } client || client.UserAgent != userAgent || !ReferenceEquals(client.Certificate, certificate) || !client.Address.Equals(address))
            _client = client = new ClientInfo(address, userAgent, certificate);
        return client;
    }
}
