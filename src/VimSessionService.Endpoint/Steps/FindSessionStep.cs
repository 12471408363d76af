using VimSessionService.Core.Calls;
using VimSessionService.Core.Sessions;
using VimSessionService.Endpoint.Pipeline;

namespace VimSessionService.Endpoint.Steps;

/// <summary>
/// Finds out in whose session the call is made: by the HTTP cookie, else by the SOAP header. A token that owns no session is
/// remembered where the next login may take it over; see <see cref="CookieAdoption"/>.
/// </summary>
public sealed class FindSessionStep(ISessionStore store, SessionScopes scopes, CookieAdoption adoption) : ICallStep
{
    /// <inheritdoc/>
    public async ValueTask RunAsync(SdkCall call)
    {
        var exchange = call.Exchange;
        var client = ClientOf(exchange);
        SessionToken? orphan = null;
        foreach (var token in Presented(call))
        {
            if (await store.EnterAsync(token, exchange.Aborted) is { } session)
            {
                call.EnteredSession = session;
                break;
            }

            if (orphan is null && await adoption.AllowsAsync(token, client, exchange.Aborted))
                orphan = token;
        }

        call.Context = new CallContext(client, call.Version, exchange.Aborted)
        {
            Budget = call.Budget,
            Scopes = scopes,
            OrphanToken = orphan,
            Addressed = (exchange.FirstHeader("Host"), exchange.IsSecure),
            Message = call.Codec.RequestBuffer.AsMemory(0, call.Codec.RequestLength),
        };
        if (call.EnteredSession is { } entered)
            call.Context.In(entered);
    }

    private static ClientInfo ClientOf(SdkExchange exchange) =>
        new(exchange.RemoteAddress, exchange.FirstHeader("User-Agent") ?? "", exchange.ClientCertificate);

    private static SessionToken[] Presented(SdkCall call)
    {
        var cookies = SessionCookie.Find(call.Exchange.RequestHeader("Cookie"));
        return call.Envelope!.SessionCookie is { } header ? [.. cookies, .. SessionCookie.FindInSoapHeader(header)] : cookies;
    }
}
