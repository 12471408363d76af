using VimSessionService.AdminClient;
using VimSessionService.AdminClient.Sessions;

namespace VimSessionService.Testing.Sessions;

/// <summary>The live sessions of the vCenter.</summary>
public sealed class VimSessions
{
    private readonly AdminApiClient _admin;

    internal VimSessions(AdminApiClient admin) => _admin = admin;

    /// <summary>The sessions that match all of a query, oldest login first; null for all.</summary>
    public async Task<IReadOnlyList<SessionInfo>> ListAsync(SessionQuery? query = null, CancellationToken cancellationToken = default) =>
        (await _admin.ListSessionsAsync(query, cancellationToken).ConfigureAwait(false)).Sessions;

    /// <summary>Ends the sessions that match all of a query as if they had been idle for too long; null for all. Returns how many.</summary>
    public Task<int> ExpireAsync(SessionQuery? query = null, CancellationToken cancellationToken = default) => _admin.ExpireSessionsAsync(query, cancellationToken);

    /// <summary>Ends a session as if it had been idle for too long.</summary>
    /// <param name="key">Its key, as in <c>UserSession.key</c>.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <exception cref="AdminClient.Problems.AdminApiException">There is no such session.</exception>
    public Task ExpireOneAsync(string key, CancellationToken cancellationToken = default) => _admin.ExpireSessionAsync(key, cancellationToken);

    /// <summary>Ends the sessions that match all of a query as an administrator does; null for all. Returns how many.</summary>
    public Task<int> TerminateAsync(SessionQuery? query = null, CancellationToken cancellationToken = default) => _admin.TerminateSessionsAsync(query, cancellationToken);

    /// <summary>Ends a session as an administrator does.</summary>
    /// <param name="key">Its key, as in <c>UserSession.key</c>.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <exception cref="AdminClient.Problems.AdminApiException">There is no such session.</exception>
    public Task TerminateOneAsync(string key, CancellationToken cancellationToken = default) => _admin.TerminateSessionAsync(key, cancellationToken);

    /// <summary>Sets how long a session has been without a call. One that has been so for the idle timeout expires.</summary>
    public Task SetIdleAsync(string key, TimeSpan idle, CancellationToken cancellationToken = default) =>
        _admin.ChangeSessionAsync(key, new SessionUpdate { Idle = idle }, cancellationToken);
}
