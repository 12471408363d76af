using VimSessionService.AdminClient.Json;
using VimSessionService.AdminClient.Limits;
using VimSessionService.AdminClient.Sessions;
using VimSessionService.AdminClient.Tickets;

namespace VimSessionService.AdminClient;

/// <summary>Sessions, tickets and limits.</summary>
public sealed partial class AdminApiClient
{
    /// <summary>The live sessions that match a query, oldest login first.</summary>
    public Task<SessionList> ListSessionsAsync(SessionQuery? query = null, CancellationToken cancellationToken = default) =>
        GetAsync("sessions" + Query(Parts(query)), AdminJson.Default.SessionList, cancellationToken);

    /// <summary>A session by its key.</summary>
    public Task<SessionInfo> GetSessionAsync(string key, CancellationToken cancellationToken = default) => GetAsync(OfSession(key), AdminJson.Default.SessionInfo, cancellationToken);

    /// <summary>Ends the sessions that match a query, as if they had been idle for too long; null for all. Returns how many.</summary>
    public async Task<int> ExpireSessionsAsync(SessionQuery? query = null, CancellationToken cancellationToken = default) =>
        (await PostAsync("sessions/expire" + Query(Parts(query)), null, AdminJson.Default.SessionsEnded, cancellationToken).ConfigureAwait(false)).Ended;

    /// <summary>Ends the sessions that match a query, as an administrator does; null for all. Returns how many.</summary>
    public async Task<int> TerminateSessionsAsync(SessionQuery? query = null, CancellationToken cancellationToken = default) =>
        (await PostAsync("sessions/terminate" + Query(Parts(query)), null, AdminJson.Default.SessionsEnded, cancellationToken).ConfigureAwait(false)).Ended;

    /// <summary>Ends a session as if it had been idle for too long.</summary>
    public Task ExpireSessionAsync(string key, CancellationToken cancellationToken = default) => DoAsync(HttpMethod.Post, OfSession(key) + "/expire", null, cancellationToken);

    /// <summary>Ends a session as an administrator does.</summary>
    public Task TerminateSessionAsync(string key, CancellationToken cancellationToken = default) => DoAsync(HttpMethod.Post, OfSession(key) + "/terminate", null, cancellationToken);

    /// <summary>Changes the locale of a session, or how long it has been idle.</summary>
    public Task<SessionInfo> ChangeSessionAsync(string key, SessionUpdate change, CancellationToken cancellationToken = default) =>
        SendAsync(HttpMethod.Patch, OfSession(key), Json(change, AdminJson.Default.SessionUpdate), AdminJson.Default.SessionInfo, cancellationToken);

    /// <summary>The tickets that are good.</summary>
    public Task<TicketList> ListTicketsAsync(CancellationToken cancellationToken = default) => GetAsync("tickets", AdminJson.Default.TicketList, cancellationToken);

    /// <summary>Ends a ticket as if its time were over.</summary>
    public Task ExpireTicketAsync(string id, CancellationToken cancellationToken = default) =>
        DoAsync(HttpMethod.Post, $"tickets/{Uri.EscapeDataString(id)}/expire", null, cancellationToken);

    /// <summary>The limits of sessions.</summary>
    public Task<LimitValues> GetLimitsAsync(CancellationToken cancellationToken = default) => GetAsync("limits", AdminJson.Default.LimitValues, cancellationToken);

    /// <summary>Changes limits of sessions.</summary>
    public Task<LimitValues> ChangeLimitsAsync(LimitChange change, CancellationToken cancellationToken = default) =>
        SendAsync(HttpMethod.Patch, "limits", Json(change, AdminJson.Default.LimitChange), AdminJson.Default.LimitValues, cancellationToken);

    private static string OfSession(string key) => "sessions/" + Uri.EscapeDataString(key);

    private static (string Name, string? Value)[] Parts(SessionQuery? query) =>
        [("user", query?.User), ("userAgent", query?.UserAgent), ("door", query?.Door), ("minAge", Text(query?.MinAge)), ("minIdle", Text(query?.MinIdle))];
}
