using VimSessionService.Core.Calls;
using VimSessionService.Core.Sessions.Lifecycle;
using VimSessionService.Core.Sessions.Logins;
using VimSessionService.Vim25;

namespace VimSessionService.Vapi.Sessions;

/// <summary>A SessionManager with what the vSphere Automation API needs of one, for sessions that are apart from those of SOAP.</summary>
/// <param name="reference">Its reference.</param>
/// <param name="sessions">The rules of the sessions.</param>
/// <param name="tokens">Logins by token.</param>
internal sealed class VapiSessionManager(ManagedObjectReference reference, SessionService sessions, TokenLogin tokens) : SessionManagerBase<CallContext>(reference)
{
    /// <inheritdoc/>
    protected override ValueTask<UserSession?> GetCurrentSession(CallContext call) =>
        new(call.Session is { } session ? session.ToUserSession() : null);

    /// <inheritdoc/>
    protected override async ValueTask<SessionResult<UserSession>> Login(CallContext call, string userName, string password, string? locale) =>
        (await sessions.LoginAsync(call, userName, password, locale)).ToResult();

    /// <inheritdoc/>
    protected override async ValueTask<SessionResult<UserSession>> LoginByToken(CallContext call, string? locale) =>
        (await tokens.LoginAsync(call, locale)).ToResult();

    /// <inheritdoc/>
    protected override ValueTask<SessionChange> Logout(CallContext call) => sessions.LogoutAsync(call);
}
