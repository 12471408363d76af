using VimSessionService.Core.Directory.Users;

namespace VimSessionService.Core.Sessions;

/// <summary>A session store that finds a session by its user without looking at all sessions. The built-in stores do.</summary>
internal interface IUserSessions : ISessionStore
{
    /// <summary>The live session of a user, in whatever spelling, with the oldest login; null for none. The user is the one that the session is of now, whom it may impersonate.</summary>
    ValueTask<Session?> FindOfUserAsync(AccountName user, CancellationToken cancellationToken);
}
