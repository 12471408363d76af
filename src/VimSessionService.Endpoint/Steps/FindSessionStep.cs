using VimSessionService.Core.Calls;
using VimSessionService.Core.Sessions;
using VimSessionService.Endpoint.Formats;

namespace VimSessionService.Endpoint.Steps;

/// <summary>
/// Finds out in whose session the call is made: that of the first token which owns one. A token that owns no session is
/// remembered where the next login may take it over; see <see cref="CookieAdoption"/>.
/// </summary>
internal sealed class FindSessionStep(ISessionStore store, SessionScopes scopes, CookieAdoption adoption)
{
    /// <summary>Finds the session. A session that was found is entered, and has to be left again.</summary>
    public async ValueTask<CallContext> RunAsync(ReceivedRequest request, RequestHead head)
    {
        var cancelled = request.Exchange.Aborted;
        SessionToken? orphan = null;
        Session? entered = null;
        foreach (var token in head.Tokens)
        {
            if (await store.EnterAsync(token, cancelled) is { } session)
            {
                entered = session;
                break;
            }

            if (orphan is null && await adoption.AllowsAsync(token, head.Client, cancelled))
                orphan = token;
        }

        return new CallContext(head, entered, cancelled) { Budget = request.Budget, Scopes = scopes, OrphanToken = orphan };
    }
}
