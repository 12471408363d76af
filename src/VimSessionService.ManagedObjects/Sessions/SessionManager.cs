using VimSessionService.Core.Calls;
using VimSessionService.Core.Messages;
using VimSessionService.Core.Sessions;
using VimSessionService.Core.Sessions.Lifecycle;
using VimSessionService.Core.Sessions.Logins;
using VimSessionService.Core.Sessions.Tickets.Local;
using VimSessionService.ManagedObjects.Properties;
using VimSessionService.ManagedObjects.Tickets;
using VimSessionService.Vim25;

namespace VimSessionService.ManagedObjects.Sessions;

/// <summary>The SessionManager: its rules are the session service's, this class gives them their API.</summary>
internal sealed class SessionManager : SessionManagerBase<CallContext>
{
    private readonly SessionService _sessions;
    private readonly SessionCloning _cloning;
    private readonly SessionImpersonation _impersonation;
    private readonly ExtensionLogin _extensionLogin;
    private readonly TokenLogin _tokenLogin;
    private readonly SspiLogin _sspiLogin;
    private readonly ServiceTickets _serviceTickets;
    private readonly LocalTickets _localTickets;
    private readonly ServiceMessage _message;
    private readonly LocaleCatalog _locales;
    private readonly string[] _messageLocales;
    private readonly string[] _supportedLocales;

    /// <summary>Makes it, and has it say from now on what changes.</summary>
    public SessionManager(
        ManagedObjectReference reference,
        SessionService sessions,
        SessionNotifications notifications,
        SessionCloning cloning,
        SessionImpersonation impersonation,
        ExtensionLogin extensionLogin,
        TokenLogin tokenLogin,
        SspiLogin sspiLogin,
        ServiceTickets serviceTickets,
        LocalTickets localTickets,
        ServiceMessage message,
        LocaleCatalog locales,
        PropertyChanges changes)
        : base(reference)
    {
        _sessions = sessions;
        _cloning = cloning;
        _impersonation = impersonation;
        _extensionLogin = extensionLogin;
        _tokenLogin = tokenLogin;
        _sspiLogin = sspiLogin;
        _serviceTickets = serviceTickets;
        _localTickets = localTickets;
        _message = message;
        _locales = locales;
        _messageLocales = [.. _locales.MessageLocales];
        _supportedLocales = [.. _locales.SupportedLocales];
        message.Changed += () => changes.Notify(reference, "message");
        notifications.Register(new ListChanges(reference, changes));
    }

    /// <summary>The values of properties that never change.</summary>
    internal IEnumerable<object> Constants => [_messageLocales, _supportedLocales];

    /// <inheritdoc/>
    protected override async ValueTask<UserSession[]?> GetSessionList(CallContext call)
    {
        var live = await _sessions.ListAsync(call.Cancelled);
        var sessions = new UserSession[live.Count];
        for (var i = 0; i < sessions.Length; i++)
            sessions[i] = live[i].ToUserSession();
        return sessions;
    }

    /// <inheritdoc/>
    protected override ValueTask<UserSession?> GetCurrentSession(CallContext call) =>
        new(call.Session is { } session ? session.ToUserSession() : null);

    /// <inheritdoc/>
    protected override ValueTask<string?> GetMessage(CallContext call) => new(_message.Text);

    /// <inheritdoc/>
    protected override ValueTask<string[]?> GetMessageLocaleList(CallContext call) => new(_messageLocales);

    /// <inheritdoc/>
    protected override ValueTask<string[]?> GetSupportedLocaleList(CallContext call) => new(_supportedLocales);

    /// <inheritdoc/>
    protected override ValueTask<string?> GetDefaultLocale(CallContext call) => new(_locales.DefaultLocale);

    /// <inheritdoc/>
    protected override async ValueTask<SessionResult<UserSession>> Login(CallContext call, string userName, string password, string? locale) =>
        (await _sessions.LoginAsync(call, userName, password, locale)).ToResult();

    /// <inheritdoc/>
    protected override async ValueTask<SessionResult<UserSession>> LoginByToken(CallContext call, string? locale) =>
        (await _tokenLogin.LoginAsync(call, locale)).ToResult();

    /// <inheritdoc/>
    protected override async ValueTask<SessionResult<UserSession>> LoginBySSPI(CallContext call, string base64Token, string? locale) =>
        (await _sspiLogin.LoginAsync(call, base64Token, locale)).ToResult();

    /// <inheritdoc/>
    protected override ValueTask<SessionChange> Logout(CallContext call) => _sessions.LogoutAsync(call);

    /// <inheritdoc/>
    protected override ValueTask<bool> SessionIsActive(CallContext call, string sessionID, string userName) =>
        _sessions.IsActiveAsync(sessionID, userName, call.Cancelled);

    /// <inheritdoc/>
    protected override ValueTask TerminateSession(CallContext call, string[] sessionId) => _sessions.TerminateAsync(call, sessionId);

    /// <inheritdoc/>
    protected override ValueTask SetLocale(CallContext call, string locale) => _sessions.SetLocaleAsync(call, locale);

    /// <inheritdoc/>
    protected override ValueTask UpdateServiceMessage(CallContext call, string message) => _sessions.UpdateMessageAsync(call, message);

    /// <inheritdoc/>
    protected override ValueTask<string> AcquireCloneTicket(CallContext call) => _cloning.AcquireAsync(call);

    /// <inheritdoc/>
    protected override async ValueTask<SessionResult<UserSession>> CloneSession(CallContext call, string cloneTicket) =>
        (await _cloning.CloneAsync(call, cloneTicket)).ToResult();

    /// <inheritdoc/>
    protected override ValueTask<SessionManagerGenericServiceTicket> AcquireGenericServiceTicket(CallContext call, SessionManagerServiceRequestSpec spec) =>
        _serviceTickets.AcquireAsync(call, spec);

    /// <inheritdoc/>
    protected override ValueTask<SessionManagerLocalTicket> AcquireLocalTicket(CallContext call, string userName) => _localTickets.AcquireAsync(call, userName);

    /// <inheritdoc/>
    protected override async ValueTask<SessionResult<UserSession>> ImpersonateUser(CallContext call, string userName, string? locale) =>
        (await _impersonation.ImpersonateAsync(call, userName, locale)).ToResult();

    /// <inheritdoc/>
    protected override async ValueTask<SessionResult<UserSession>> LoginExtensionByCertificate(CallContext call, string extensionKey, string? locale) =>
        (await _extensionLogin.ByCertificateAsync(call, extensionKey, locale)).ToResult();

    /// <inheritdoc/>
    protected override async ValueTask<SessionResult<UserSession>> LoginExtensionBySubjectName(CallContext call, string extensionKey, string? locale) =>
        (await _extensionLogin.BySubjectNameAsync(call, extensionKey, locale)).ToResult();

    /// <summary>Tells those who wait for changes of the list of sessions, or of what a session may read.</summary>
    private sealed class ListChanges(ManagedObjectReference manager, PropertyChanges changes) : ISessionObserver
    {
        public ValueTask ChangedAsync(Session session, CancellationToken cancellationToken)
        {
            // The session's user may be another now, and with it all that the session may read. This is told first, so that a wait of
            // the session finds everything marked when it wakes, and sends the new user and the changed list in one update.
            changes.NotifySession(session.Key);
            changes.Notify(manager, "sessionList");
            return default;
        }

        public ValueTask EndedAsync(Session session, SessionEnd reason, bool endedHere, CancellationToken cancellationToken)
        {
            changes.Notify(manager, "sessionList");
            return default;
        }
    }
}
