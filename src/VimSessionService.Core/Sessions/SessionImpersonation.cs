using VimSessionService.Core.Calls;
using VimSessionService.Core.Locales;
using VimSessionService.Core.Users;
using VimSessionService.Vim25;

namespace VimSessionService.Core.Sessions;

/// <summary>
/// Has the caller's session take on the identity of a user who is logged in (specification, ImpersonateUser). Key, cookie and what
/// the extension may do besides stay; who it is, and in which language unless the caller asks for another, become the user's.
/// </summary>
public sealed class SessionImpersonation(SessionService sessions, ISessionStore store, LocaleCatalog locales)
{
    /// <summary>Converts the caller's session.</summary>
    /// <exception cref="VimFaultException">InvalidLocale, or InvalidLogin when the user has no live session.</exception>
    public async ValueTask<ISession> ImpersonateAsync(Call call, string userName, string? locale)
    {
        var own = sessions.SessionOf(call, Authorization.Privileges.SessionsImpersonateUser);
        var wanted = locale is null ? default(LocaleChoice?) : locales.Resolve(locale);
        if (await FindAsync(userName, call.Cancelled) is not { } target)
            throw sessions.RefuseCredentials(call, userName, "no live session of a user to impersonate");
        var taken = target.Data;
        var isChanged = await store.UpdateAsync(
            own.Key,
            data => data with
            {
                User = taken.User,
                Locale = wanted?.Locale ?? taken.Locale,
                MessageLocale = wanted?.MessageLocale ?? taken.MessageLocale,
            },
            call.Cancelled);
        return isChanged ? own : throw sessions.NotAuthenticated(Authorization.Privileges.SessionsImpersonateUser);
    }

    /// <summary>A live session of the user, in whatever spelling.</summary>
    private async ValueTask<ISession?> FindAsync(string userName, CancellationToken cancellationToken)
    {
        if (!AccountName.TryParse(userName, out var wanted))
            return null;
        var live = await store.ListAsync(cancellationToken);
        return live.FirstOrDefault(session => AccountName.TryParse(session.Data.User.UserName, out var name) && name.Equals(wanted));
    }
}
