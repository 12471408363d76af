using VimSessionService.Core.Calls;
using VimSessionService.Core.Locales;
using VimSessionService.Core.Sessions;
using VimSessionService.Vim25;

namespace VimSessionService.ManagedObjects.Sessions;

/// <summary>The SessionManager: its rules are the session service's, this class gives them their API.</summary>
public sealed class SessionManager(
    ManagedObjectReference reference,
    SessionService sessions,
    SessionCloning cloning,
    SessionImpersonation impersonation,
    ServiceMessage serviceMessage,
    LocaleCatalog locales)
    : SessionManagerBase<Call>(reference)
{
    private readonly string[] _messageLocales = [.. locales.MessageLocales];
    private readonly string[] _supportedLocales = [.. locales.SupportedLocales];

    /// <inheritdoc/>
    protected override async ValueTask<UserSession[]?> GetSessionList(Call call)
    {
        var live = await sessions.ListAsync(call.Cancelled);
        return [.. live.Select(SessionService.ToUserSession)];
    }

    /// <inheritdoc/>
    protected override ValueTask<UserSession?> GetCurrentSession(Call call) =>
        new(call.Session is { } session ? SessionService.ToUserSession(session) : null);

    /// <inheritdoc/>
    protected override ValueTask<string?> GetMessage(Call call) => new(serviceMessage.Text);

    /// <inheritdoc/>
    protected override ValueTask<string[]?> GetMessageLocaleList(Call call) => new(_messageLocales);

    /// <inheritdoc/>
    protected override ValueTask<string[]?> GetSupportedLocaleList(Call call) => new(_supportedLocales);

    /// <inheritdoc/>
    protected override ValueTask<string?> GetDefaultLocale(Call call) => new(locales.DefaultLocale);

    /// <inheritdoc/>
    protected override async ValueTask<UserSession> Login(Call call, string userName, string password, string? locale) =>
        SessionService.ToUserSession(await sessions.LoginAsync(call, userName, password, locale));

    /// <inheritdoc/>
    protected override ValueTask Logout(Call call) => sessions.LogoutAsync(call);

    /// <inheritdoc/>
    protected override ValueTask<bool> SessionIsActive(Call call, string sessionID, string userName) =>
        sessions.IsActiveAsync(sessionID, userName, call.Cancelled);

    /// <inheritdoc/>
    protected override ValueTask TerminateSession(Call call, string[] sessionId) => sessions.TerminateAsync(call, sessionId);

    /// <inheritdoc/>
    protected override ValueTask SetLocale(Call call, string locale) => sessions.SetLocaleAsync(call, locale);

    /// <inheritdoc/>
    protected override ValueTask UpdateServiceMessage(Call call, string message)
    {
        sessions.UpdateMessage(call, message);
        return default;
    }

    /// <inheritdoc/>
    protected override ValueTask<string> AcquireCloneTicket(Call call) => cloning.AcquireAsync(call);

    /// <inheritdoc/>
    protected override async ValueTask<UserSession> CloneSession(Call call, string cloneTicket) =>
        SessionService.ToUserSession(await cloning.CloneAsync(call, cloneTicket));

    /// <inheritdoc/>
    protected override async ValueTask<UserSession> ImpersonateUser(Call call, string userName, string? locale) =>
        SessionService.ToUserSession(await impersonation.ImpersonateAsync(call, userName, locale));
}
