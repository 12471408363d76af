using VimSessionService.Core.Authentication;
using VimSessionService.Core.Authorization;
using VimSessionService.Core.Calls;
using VimSessionService.Core.Directory.Permissions;
using VimSessionService.Core.Directory.Users;
using VimSessionService.Core.Events;
using VimSessionService.Core.Messages;
using VimSessionService.Core.Tables;
using VimSessionService.Vim25;

namespace VimSessionService.Core.Sessions.Lifecycle;

/// <summary>
/// The rules of the life of sessions, as SessionManager states them. Each fault carries its true reason for the operator, never
/// a password.
/// </summary>
internal sealed class SessionService
{
    private readonly ISessionStore _store;
    private readonly SessionTokenIssuer _tokens;
    private readonly ICredentialValidator _credentials;
    private readonly IAuthorizer _authorizer;
    private readonly LocaleCatalog _locales;
    private readonly SessionEvents _events;
    private readonly ServiceMessage _message;
    private readonly ITableChanges _changes;
    private readonly ManagedObjectReference _rootFolder;
    private readonly AccessOptions _access;

    /// <summary>Makes the service. What is done at the end of a session is done by <see cref="SessionEndObserver"/>.</summary>
    public SessionService(
        ISessionStore store,
        SessionTokenIssuer tokens,
        ICredentialValidator credentials,
        IAuthorizer authorizer,
        LocaleCatalog locales,
        IEventLog events,
        ServiceMessage message,
        ITableChanges changes,
        ManagedObjectReference rootFolder,
        AccessOptions? access = null)
    {
        _store = store;
        _tokens = tokens;
        _credentials = credentials;
        _authorizer = authorizer;
        _locales = locales;
        _events = new SessionEvents(events);
        _message = message;
        _changes = changes;
        _rootFolder = rootFolder;
        _access = access ?? new AccessOptions();
    }

    /// <summary>Notes that the server has come up.</summary>
    public void NoteStart() => _events.Started();

    /// <summary>Logs a user in by name and password.</summary>
    /// <exception cref="VimFaultException">InvalidLogin, InvalidLocale or NoPermission; checked in the order of every login.</exception>
    /// <exception cref="ServiceBusyException">No further session is admitted, or too many passwords wait to be checked.</exception>
    public async ValueTask<SessionOpened> LoginAsync(CallContext call, string userName, string password, string? locale)
    {
        await RefuseSecondLoginAsync(call);
        call.Ask(_locales.Resolve(locale));
        if (_access.PasswordProblem(userName) is { } problem)
            throw await RefuseCredentialsAsync(call, userName, problem);
        if (string.IsNullOrEmpty(userName) || string.IsNullOrEmpty(password))
            throw await RefuseCredentialsAsync(call, userName, "the user name or the password is empty");
        var user = await CheckAsync(call, userName, password) ?? throw await RefuseCredentialsAsync(call, userName, "wrong user name or password");
        return await OpenAsync(call, user, locale, extensionSession: false);
    }

    /// <summary>Opens the session of a user whose identity is established, whichever kind of login did it.</summary>
    /// <exception cref="VimFaultException">
    /// InvalidLogin when the call has a session already, InvalidLocale, or NoPermission for a user without access. An extension
    /// session needs no permission: it has the privilege to impersonate users.
    /// </exception>
    /// <exception cref="SessionCapReachedException">No further session is admitted.</exception>
    public async ValueTask<SessionOpened> OpenAsync(CallContext call, UserIdentity user, string? locale, bool extensionSession)
    {
        await RefuseSecondLoginAsync(call);
        var locales = _locales.Resolve(locale);
        call.Ask(locales);
        var atRoot = (await _authorizer.GrantOfAsync(user, _rootFolder, call.Cancelled)).Privileges;
        if (!extensionSession && !atRoot.Contains(Privileges.SystemView))
        {
            await _events.NoAccessAsync(user, call.Client.IpAddress, call.Cancelled);
            throw new VimFaultException(
                new NoPermission { Object = _rootFolder, PrivilegeId = Privileges.SystemView }, $"{user.UserName} has no access");
        }

        var data = new SessionData
        {
            User = user,
            Locale = locales.Locale,
            MessageLocale = locales.MessageLocale,
            ExtensionSession = extensionSession,
            IpAddress = call.Client.IpAddress,
            UserAgent = call.Client.UserAgent.Truncate(Truncation.UserAgent),
            IsAdministrator = atRoot.Contains(Privileges.SessionsTerminateSession),
        };
        return await BeginAsync(call, data);
    }

    /// <summary>Opens a session with the given data for the client of a call. The caller has verified the data.</summary>
    /// <exception cref="SessionCapReachedException">No further session is admitted.</exception>
    internal async ValueTask<SessionOpened> BeginAsync(CallContext call, SessionData data)
    {
        call.Identify(data.User.UserName);
        var token = _tokens.Create(call.Client.Address);
        SessionToken[] owned = call.OrphanToken is { } orphan ? [token, orphan] : [token];
        var session = await _store.AddAsync(data with { Door = call.Head.Door }, owned, call.Cancelled) ?? throw new SessionCapReachedException(data.User.UserName);
        if (!_store.PostsEvents)
            _events.LoggedIn(session.Key, data);
        return new SessionOpened(session, token);
    }

    /// <summary>Every login begins with it: a connection that is logged in must log out first.</summary>
    /// <param name="call">The login.</param>
    /// <param name="fault">The fault to answer with; null for one without further fields.</param>
    /// <exception cref="VimFaultException">InvalidLogin when the call has a session.</exception>
    /// <exception cref="ServiceBusyException">The event of it could not be added yet.</exception>
    public async ValueTask RefuseSecondLoginAsync(CallContext call, InvalidLogin? fault = null)
    {
        if (call.Session is not { } session)
            return;
        var userName = session.Data.User.UserName;
        await _events.AlreadyAuthenticatedAsync(userName, call.Cancelled);
        throw new VimFaultException(fault ?? new InvalidLogin(), $"{userName} is logged in already");
    }

    /// <summary>Whether a session lives still. Another call may have ended it since it was found.</summary>
    public async ValueTask<bool> IsLiveAsync(Session session, CancellationToken cancellationToken) => await _store.FindAsync(session.Key, cancellationToken) is not null;

    /// <summary>Notes a login that failed, and gives the fault to answer it with.</summary>
    /// <param name="call">The login.</param>
    /// <param name="userName">Who the client said it was.</param>
    /// <param name="reason">Why it failed, for the operator.</param>
    /// <exception cref="ServiceBusyException">The event of it could not be added yet.</exception>
    public async ValueTask<VimFaultException> RefuseCredentialsAsync(CallContext call, string userName, string reason)
    {
        await NoteBadCredentialsAsync(call.Client, userName, call.Cancelled);
        var name = userName.Length > 0 ? userName.Truncate(Truncation.UserName) : "somebody";
        return new VimFaultException(new InvalidLogin(), $"{name} at {call.Client.IpAddress}: {reason}");
    }

    /// <summary>Notes that somebody gave a wrong name or password.</summary>
    /// <exception cref="ServiceBusyException">The event of it could not be added yet.</exception>
    internal ValueTask NoteBadCredentialsAsync(ClientInfo client, string userName, CancellationToken cancellationToken) =>
        _events.BadCredentialsAsync(userName, client.IpAddress, cancellationToken);

    /// <summary>Ends the caller's own session.</summary>
    /// <exception cref="VimFaultException">NotAuthenticated when there is none.</exception>
    public async ValueTask<SessionChange> LogoutAsync(CallContext call)
    {
        var session = SessionOf(call, Privileges.SystemView);
        await _store.RemoveAsync(session.Key, SessionEnd.LoggedOut, call.Cancelled);
        return SessionEnded.Value;
    }

    /// <summary>Ends sessions of others one after the other; at a fault those before it stay ended.</summary>
    /// <exception cref="VimFaultException">
    /// InvalidArgument at the caller's own key, NotFound at a key of no session, NotAuthenticated without a session.
    /// </exception>
    public async ValueTask TerminateAsync(CallContext call, IReadOnlyList<string> keys)
    {
        var own = SessionOf(call, Privileges.SessionsTerminateSession);
        foreach (var key in keys)
        {
            if (key == own.Key)
                throw new VimFaultException(new InvalidArgument { InvalidProperty = "sessionId" }, "a session cannot terminate itself");
            if (await _store.FindAsync(key, call.Cancelled) is not { } session || !await TerminateAsync(own, session, call.Cancelled))
                throw new VimFaultException(new NotFound(), "no live session has the key");
        }
    }

    /// <summary>Gives the caller's session another locale.</summary>
    /// <exception cref="VimFaultException">InvalidLocale, or NotAuthenticated without a session.</exception>
    public async ValueTask SetLocaleAsync(CallContext call, string locale)
    {
        var session = SessionOf(call, Privileges.SystemView);
        var locales = _locales.Resolve(locale);
        var changed = await _store.UpdateAsync(
            session.Key, data => data with { Locale = locales.Locale, MessageLocale = locales.MessageLocale }, call.Cancelled);
        call.Renew(changed ?? throw NotAuthenticated(Privileges.SystemView));
    }

    /// <summary>The live sessions, oldest login first.</summary>
    public ValueTask<IReadOnlyList<Session>> ListAsync(CancellationToken cancellationToken = default) => _store.ListAsync(cancellationToken);

    /// <summary>Whether a live session has that key and that very user name, as its login returned it (docs/facts/sessions.md).</summary>
    public async ValueTask<bool> IsActiveAsync(string key, string userName, CancellationToken cancellationToken = default) =>
        await _store.FindAsync(key, cancellationToken) is { } session && session.Data.User.UserName == userName;

    /// <summary>Sets the system global message.</summary>
    /// <exception cref="VimFaultException">NotAuthenticated without a session.</exception>
    public async ValueTask UpdateMessageAsync(CallContext call, string message)
    {
        var userName = SessionOf(call, Privileges.SessionsGlobalMessage).Data.User.UserName;
        await _changes.RunAsync(
            then =>
            {
                var previous = _message.Exchange(message);
                _events.MessageChanged(then, userName, message, previous);
                return new ValueTask<string>(previous);
            },
            call.Cancelled);
    }

    /// <summary>The session that a call needs.</summary>
    /// <exception cref="VimFaultException">NotAuthenticated when there is none.</exception>
    internal Session SessionOf(CallContext call, string privilegeId) => call.Session ?? throw NotAuthenticated(privilegeId);

    /// <summary>The answer to a call that needs a session and has none, or none any more.</summary>
    internal VimFaultException NotAuthenticated(string privilegeId) =>
        new(new NotAuthenticated { Object = _rootFolder, PrivilegeId = privilegeId }, "the call has no live session");

    private async ValueTask<bool> TerminateAsync(Session own, Session session, CancellationToken cancellationToken)
    {
        var told = SessionEvents.Terminated(own, session);
        if (_store is ITerminatingStore { PostsEvents: true } terminating)
            return await terminating.TerminateAsync(session.Key, told, cancellationToken);
        if (!await _store.RemoveAsync(session.Key, SessionEnd.Terminated, cancellationToken))
            return false;
        _events.Post(told);
        return true;
    }

    private async ValueTask<UserIdentity?> CheckAsync(CallContext call, string userName, string password)
    {
        try
        {
            return await _credentials.ValidateAsync(userName, password, call.Client, call.Cancelled);
        }
        catch (ServiceBusyException)
        {
            call.Identify(userName.Truncate(Truncation.UserName)); // the log says whose login it was
            throw;
        }
        catch (LoginRefusedException refused)
        {
            throw await RefuseCredentialsAsync(call, userName, refused.Message);
        }
    }
}
