using VimSessionService.Core.Calls;
using VimSessionService.Core.Sessions;
using VimSessionService.Endpoint.Pipeline;

namespace VimSessionService.Endpoint.Steps;

/// <summary>
/// Finds out in whose session the call is made: by the HTTP cookie, else by the SOAP header. A token that this service once
/// issued and that owns no session any more is remembered, since the next login adopts it (wire.md §2).
/// </summary>
public sealed class FindSessionStep(ISessionStore store, SessionTokenIssuer tokens) : ICallStep
{
    /// <inheritdoc/>
    public async ValueTask RunAsync(SdkCall call)
    {
        var exchange = call.Exchange;
        SessionToken? orphan = null;
        var presented = Presented(call);
        for (var i = 0; i < presented.Count; i++)
        {
            var text = presented[i];
            var token = new SessionToken(text);
            if (await store.EnterAsync(token, exchange.Aborted) is { } session)
            {
                call.EnteredSession = session;
                break;
            }

            if (tokens.IsGenuine(text, out var genuine))
                orphan ??= genuine;
        }

        var client = new ClientInfo(exchange.RemoteAddress, exchange.FirstHeader("User-Agent") ?? "", exchange.ClientCertificate);
        call.Call = new Call(client, call.Version, exchange.Aborted)
        {
            OrphanToken = orphan,
            Addressed = (exchange.FirstHeader("Host"), exchange.IsSecure),
            Message = call.Codec.RequestBuffer.AsMemory(0, call.Codec.RequestLength),
        };
        if (call.EnteredSession is { } entered)
            call.Call.In(entered);
    }

    private static IReadOnlyList<string> Presented(SdkCall call)
    {
        var cookies = SessionCookie.Find(call.Exchange.RequestHeader("Cookie"));
        return call.Envelope!.SessionCookie is { } header ? [.. cookies, .. SessionCookie.FindInSoapHeader(header)] : cookies;
    }
}
