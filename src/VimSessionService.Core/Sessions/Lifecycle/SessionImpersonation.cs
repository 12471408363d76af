using VimSessionService.Core.Authorization;
using VimSessionService.Core.Calls;
using VimSessionService.Core.Directory;
using VimSessionService.Core.Directory.Permissions;
using VimSessionService.Core.Directory.Users;
using VimSessionService.Core.Messages;
using VimSessionService.Vim25;

namespace VimSessionService.Core.Sessions.Lifecycle;

/// <summary>
/// Changes the caller's session to the identity of a user who is logged in, or of an extension with the caller's level
/// (specification, ImpersonateUser). Key, cookie and the privileges of an extension session stay. The identity becomes that of the user, and so does
/// the locale unless the caller requests another. An extension has no locale, so the caller's locale stays.
/// </summary>
internal sealed class SessionImpersonation(
    SessionService sessions, ISessionStore store, LocaleCatalog locales, ExtensionDirectory extensions, IAuthorizer authorizer, ManagedObjectReference rootFolder)
{
    /// <summary>Converts the caller's session.</summary>
    /// <exception cref="VimFaultException">
    /// InvalidLocale; InvalidLogin when the name is neither that of a live session nor the key of an extension of the caller's level.
    /// </exception>
    public async ValueTask<SessionOpened> ImpersonateAsync(CallContext call, string userName, string? locale)
    {
        var own = sessions.SessionOf(call, Privileges.SessionsImpersonateUser);
        var wanted = locale is null ? default(LocaleChoice?) : locales.Resolve(locale);
        Func<SessionData, SessionData> take;
        if (extensions.Find(userName) is { } extension)
        {
            await RequireLevelAsync(call, own, extension.Identity, userName);
            take = data => data with { User = extension.Identity, ExtensionSession = true };
        }
        else if (await FindAsync(userName, call.Cancelled) is { Data: var taken })
        {
            // The session of an extension that is registered no more.
            if (taken.User.RoleId is not null)
                await RequireLevelAsync(call, own, taken.User, userName);
            take = data => data with { User = taken.User, Locale = taken.Locale, MessageLocale = taken.MessageLocale };
        }
        else
        {
            throw await sessions.RefuseCredentialsAsync(call, userName, "neither a user with a live session nor an extension to impersonate");
        }

        var changed = await store.UpdateAsync(
            own.Key,
            data => wanted is { } choice ? take(data) with { Locale = choice.Locale, MessageLocale = choice.MessageLocale } : take(data),
            call.Cancelled);
        return changed is not null ? new SessionOpened(changed, Token: null) : throw sessions.NotAuthenticated(Privileges.SessionsImpersonateUser);
    }

    /// <summary>Demands that the caller may do exactly what an extension may, whether or not the extension has a session.</summary>
    private async ValueTask RequireLevelAsync(CallContext call, Session own, UserIdentity extension, string userName)
    {
        if (!(await LevelOfAsync(own.Data.User, call.Cancelled)).SetEquals(await LevelOfAsync(extension, call.Cancelled)))
            throw await sessions.RefuseCredentialsAsync(call, userName, "the session's authorization level is not that of the extension");
    }

    /// <summary>What somebody may do at the root folder, Sessions.ImpersonateUser aside: whoever asks has it, and so has every extension.</summary>
    private async ValueTask<HashSet<string>> LevelOfAsync(UserIdentity user, CancellationToken cancellationToken) =>
        [.. (await authorizer.GrantOfAsync(user, rootFolder, cancellationToken)).Privileges.Where(privilege => privilege != Privileges.SessionsImpersonateUser)];

    /// <summary>A live session of the user, in whatever spelling.</summary>
    private async ValueTask<Session?> FindAsync(string userName, CancellationToken cancellationToken)
    {
        if (!AccountName.TryParse(userName, out var wanted))
            return null;
        if (store is IUserSessions users)
            return await users.FindOfUserAsync(wanted, cancellationToken);
        var live = await store.ListAsync(cancellationToken);
        return live.FirstOrDefault(session => AccountName.TryParse(session.Data.User.UserName, out var name) && name.Equals(wanted));
    }
}
