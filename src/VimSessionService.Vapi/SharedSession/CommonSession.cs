using VimSessionService.Core.Authentication;
using VimSessionService.Core.Calls;
using VimSessionService.Core.Directory.Users;
using VimSessionService.Core.Limits;
using VimSessionService.Core.Sessions;
using VimSessionService.Core.Sessions.Lifecycle;

namespace VimSessionService.Vapi.SharedSession;

/// <summary>
/// The session whose clone tickets are given away: one for all replicas. It is opened when it is first needed, and again when it has ended; each ticket that is given keeps it from being idle.
/// </summary>
/// <param name="options">Whose session it is.</param>
/// <param name="held">Has it.</param>
/// <param name="sessions">The rules of sessions.</param>
/// <param name="store">The sessions.</param>
/// <param name="scopes">What sessions have.</param>
/// <param name="mapping">Who the user is.</param>
internal sealed class CommonSession(SharedSessionOptions options, IHeldSession held, SessionService sessions, ISessionStore store, SessionScopes scopes, PrincipalMapping mapping) : IDisposable
{
    private readonly SemaphoreSlim _opening = new(1, 1);
    private volatile HeldSession? _known;

    /// <summary>The token of a live session.</summary>
    /// <param name="head">The request for a ticket, by which the session is opened where there is none.</param>
    /// <param name="budget">What the request may cost.</param>
    /// <param name="cancelled">Cancelled when the client has gone.</param>
    /// <exception cref="Vim25.VimFaultException">The user has no access.</exception>
    /// <exception cref="SessionCapReachedException">No further session is admitted.</exception>
    public async ValueTask<SessionToken> TokenAsync(RequestHead head, RequestBudget budget, CancellationToken cancelled)
    {
        if (await IsLiveAsync(_known, cancelled))
            return _known!.Token;
        await _opening.WaitAsync(cancelled);
        try
        {
            while (!await IsLiveAsync(_known, cancelled) && !await IsLiveAsync(_known = await held.ReadAsync(cancelled), cancelled))
                _known = await OpenAsync(head, budget, cancelled);
            return _known!.Token;
        }
        finally
        {
            _opening.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _opening.Dispose();

    private async ValueTask<bool> IsLiveAsync(HeldSession? session, CancellationToken cancelled) => session is not null && await store.FindAsync(session.Key, cancelled) is not null;

    /// <summary>Opens it. If another replica was faster, that one's is the common session.</summary>
    private async ValueTask<HeldSession> OpenAsync(RequestHead head, RequestBudget budget, CancellationToken cancelled)
    {
        var name = AccountName.Of(options.UserName);
        var user = mapping.AccountOf(name)?.Identity ?? mapping.IdentityOf(new FederatedPrincipal(name, null, []));
        var call = new CallContext(head, session: null, cancelled) { Budget = budget, Scopes = scopes };
        var opened = await sessions.OpenAsync(call, user, locale: null, extensionSession: false);
        var kept = await held.HoldAsync(new HeldSession(opened.Session.Key, opened.Token!));
        if (kept.Key != opened.Session.Key)
            await store.RemoveAsync(opened.Session.Key, SessionEnd.LoggedOut, CancellationToken.None);
        return kept;
    }
}
