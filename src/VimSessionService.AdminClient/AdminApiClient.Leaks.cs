using System.Globalization;
using VimSessionService.AdminClient.Json;
using VimSessionService.AdminClient.Leaks;

namespace VimSessionService.AdminClient;

/// <content>Sessions that were never logged out.</content>
public sealed partial class AdminApiClient
{
    /// <summary>The sessions that were never logged out: those that are open, and those that have expired.</summary>
    public Task<LeakReport> GetLeaksAsync(LeakQuery? query = null, CancellationToken cancellationToken = default) =>
        GetAsync("leaks" + Query(Parts(query)), AdminJson.Default.LeakReport, cancellationToken);

    /// <summary>Does nothing while no session is open.</summary>
    /// <param name="query">Which sessions count; null for all.</param>
    /// <param name="includeExpired">Whether those that have expired count too.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <exception cref="Problems.AdminApiException">Status 409: there is one. The detail names the clients.</exception>
    public async Task AssertNoLeaksAsync(LeakQuery? query = null, bool includeExpired = false, CancellationToken cancellationToken = default)
    {
        var parts = Query([.. Parts(query), ("expired", includeExpired ? "true" : null)]);
        (await SendAsync(HttpMethod.Post, "leaks/assert" + parts, null, cancellationToken).ConfigureAwait(false)).Dispose();
    }

    /// <summary>Forgets the sessions that have expired.</summary>
    public async Task ForgetExpiredLeaksAsync(CancellationToken cancellationToken = default) =>
        (await SendAsync(HttpMethod.Delete, "leaks", null, cancellationToken).ConfigureAwait(false)).Dispose();

    private static (string Name, string? Value)[] Parts(LeakQuery? query) => query is null
        ? []
        : [("user", query.User), ("userAgent", query.UserAgent), ("minAge", Text(query.MinAge)), ("since", query.Since?.ToString("O", CultureInfo.InvariantCulture))];
}
