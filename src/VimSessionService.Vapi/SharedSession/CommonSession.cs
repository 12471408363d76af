using VimSessionService.Core.Authentication;
using VimSessionService.Core.Calls;
using VimSessionService.Core.Directory.Users;
using VimSessionService.Core.Limits;
using VimSessionService.Core.Sessions;
using VimSessionService.Core.Sessions.Lifecycle;

namespace VimSessionService.Vapi.SharedSession;

/// <summary>The session whose clone tickets are given away. It is opened when it is first needed, and again when it has ended; each ticket that is given keeps it from being idle.</summary>
/// <param name="settings">Whose session it is.</param>
/// <param name="sessions">The rules of sessions.</param>
/// <param name="store">The sessions.</param>
/// <param name="scopes">What sessions have.</param>
/// <param name="mapping">Who the user is.</param>
internal sealed class CommonSession(SharedSessionSettings settings, SessionService sessions, ISessionStore store, SessionScopes scopes, PrincipalMapping mapping) : IDisposable
{
    private readonly SemaphoreSlim _opening = new(1, 1);
    private volatile SessionOpened? _opened;

    /// <summary>The token of a live session.</summary>
    /// <param name="head">The request for a ticket, by which the session is opened where there is none.</param>
    /// <param name="budget">What the request may cost.</param>
    /// <param name="cancelled">Cancelled when the client has gone.</param>
    /// <exception cref="Vim25.VimFaultException">The user has no access.</exception>
    /// <exception cref="SessionCapReachedException">No further session is admitted.</exception>
    public async ValueTask<SessionToken> TokenAsync(RequestHead head, RequestBudget budget, CancellationToken cancelled)
    {
        if (await FindAsync(cancelled) is { } token)
            return token;
        await _opening.WaitAsync(cancelled);
        try
        {
            if (await FindAsync(cancelled) is { } opened)
                return opened;
            var name = AccountName.Of(settings.UserName);
            var user = mapping.AccountOf(name)?.Identity ?? mapping.IdentityOf(new FederatedPrincipal(name, null, []));
            var call = new CallContext(head, session: null, cancelled) { Budget = budget, Scopes = scopes };
            _opened = await sessions.OpenAsync(call, user, locale: null, extensionSession: false);
            return _opened.Token!;
        }
        finally
        {
            _opening.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _opening.Dispose();

    private async ValueTask<SessionToken?> FindAsync(CancellationToken cancelled) =>
        _opened is { } opened && await store.FindAsync(opened.Session.Key, cancelled) is not null ? opened.Token : null;
}
