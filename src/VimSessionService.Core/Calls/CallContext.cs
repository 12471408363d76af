using VimSessionService.Core.Authorization;
using VimSessionService.Core.Directory.Users;
using VimSessionService.Core.Limits;
using VimSessionService.Core.Messages;
using VimSessionService.Core.Sessions;
using VimSessionService.Vim25;

namespace VimSessionService.Core.Calls;

/// <summary>One call as the managed objects see it: who calls, in which version and in which session.</summary>
/// <param name="head">What the request says before its arguments.</param>
/// <param name="session">The session that the call is made in; null for none.</param>
/// <param name="cancelled">Cancelled when the client has gone or the service stops.</param>
public sealed class CallContext(RequestHead head, Session? session, CancellationToken cancelled)
{
    private LoginAttempt? _login;
    private SessionToken? _negotiated;
    private UserGrants? _grants;

    /// <summary>What the request says before its arguments.</summary>
    public RequestHead Head { get; } = head;

    /// <summary>Where the call came from.</summary>
    public ClientInfo Client => Head.Client;

    /// <summary>The version that decides what may be written back (docs/facts/requests.md).</summary>
    public ApiVersion Version => Head.Version;

    /// <summary>Cancelled when the client has gone or the service stops.</summary>
    public CancellationToken Cancelled { get; } = cancelled;

    /// <summary>What the answer may cost.</summary>
    public required RequestBudget Budget { get; init; }

    /// <summary>The session that the call was found to be made in; null for none.</summary>
    public Session? EnteredSession { get; } = session;

    /// <summary>
    /// The session that the call is made in; null for none, and when it ended while the call waited. A login does not change it: the session that it
    /// opens is its result.
    /// </summary>
    public Session? Session { get; private set; } = session;

    /// <summary>What sessions have on this replica.</summary>
    public required SessionScopes Scopes { get; init; }

    /// <summary>What the session has on this replica; null without a session.</summary>
    public SessionAttachments? Attachments => Session is { } session ? Scopes.Of(session.Key) : null;

    /// <summary>
    /// A token that this service gave the client and that owns no session; the next session is to be owned by it too. See
    /// <see cref="CookieAdoption"/>.
    /// </summary>
    public SessionToken? OrphanToken
    {
        get => _negotiated ?? field;
        init;
    }

    /// <summary>
    /// In which language the caller reads: its session's, without one that which its login asks for; null for the server's own.
    /// </summary>
    public LocaleChoice? Locale => Session is { Data: var data } ? new LocaleChoice(data.Locale, data.MessageLocale) : _login?.Locale;

    /// <summary>Who the call is a login of, as far as that is known, whether or not a session came of it; null for another call.</summary>
    public string? LoginName => _login?.UserName;

    /// <summary>The name that the token or the security context of a login claims, refused or not; null for another call, and when none was read.</summary>
    internal string? ClaimedName => _login?.ClaimedName;

    /// <summary>The call is a login of that user.</summary>
    internal void Identify(string userName) => _login = (_login ?? new LoginAttempt()) with { UserName = userName };

    /// <summary>The call is a login that asks for a language, in which its refusal is told too.</summary>
    internal void Ask(LocaleChoice locale) => _login = (_login ?? new LoginAttempt()) with { Locale = locale };

    /// <summary>The call is a login by a token or a security context, which claims that name; empty for none.</summary>
    internal void Claim(string name) => _login = (_login ?? new LoginAttempt()) with { ClaimedName = name.Length > 0 ? name.Truncate(Truncation.UserName) : null };

    /// <summary>What the session's user holds, as far as the call has asked for it.</summary>
    internal UserGrants GrantsOf(IAuthorizer authorizer, UserIdentity user) =>
        ReferenceEquals(_grants?.User, user) ? _grants : _grants = new UserGrants(authorizer, user, Cancelled);

    /// <summary>The call has waited: its session may have ended meanwhile, or have other data, and its user may hold something else.</summary>
    internal async ValueTask RefreshAsync(ISessionStore store)
    {
        _grants = null;
        if (Session is { } session)
            Session = await store.FindAsync(session.Key, Cancelled);
    }

    /// <summary>The call continues a negotiation of its client that began when the token could be taken over: the session is to be owned by it.</summary>
    internal void ContinueWith(SessionToken token) => _negotiated = token;

    /// <summary>The session ended while the call waited.</summary>
    internal void LoseSession() => Session = null;

    /// <summary>The call changed the data of its session.</summary>
    internal void Renew(Session session) => Session = session;

    /// <summary>What is known of the login that a call is. Few calls are one.</summary>
    private sealed record LoginAttempt
    {
        public string? UserName { get; init; }

        public string? ClaimedName { get; init; }

        public LocaleChoice? Locale { get; init; }
    }
}
