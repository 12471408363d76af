namespace VimSessionService.Core.Sessions;

/// <summary>No further session is admitted.</summary>
/// <param name="userName">Whose.</param>
internal sealed class SessionCapReachedException(string userName)
    : ServiceBusyException($"no further session of {userName} is admitted: the cap of sessions, or of one user's, is reached");
