using System.Globalization;
using System.Text;
using VimSessionService.AdminClient;
using VimSessionService.AdminClient.Leaks;
using VimSessionService.Testing.Assertions;
using VimSessionService.Testing.Hosting;

namespace VimSessionService.Testing.Leaks;

/// <summary>Sessions that were never logged out.</summary>
public sealed class VimLeaks
{
    private const int Most = 20;

    private readonly AdminApiClient _admin;
    private readonly AnsweredRequests _requests;

    internal VimLeaks(AdminApiClient admin, AnsweredRequests requests) => (_admin, _requests) = (admin, requests);

    /// <summary>The sessions that were never logged out: those that are open, and those that have expired.</summary>
    public async Task<LeakReport> ReportAsync(LeakQuery? query = null, CancellationToken cancellationToken = default)
    {
        await _requests.SettleAsync(cancellationToken).ConfigureAwait(false);
        return await _admin.GetLeaksAsync(query, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Asserts that no session is open.</summary>
    /// <param name="query">Which sessions count; null for all.</param>
    /// <param name="includeExpired">Whether those that have expired without a logout count too.</param>
    /// <param name="cancellationToken">Cancels the question.</param>
    /// <exception cref="VimAssertionException">There is one. The message names the clients that opened them.</exception>
    public async Task ShouldBeNoneAsync(LeakQuery? query = null, bool includeExpired = false, CancellationToken cancellationToken = default)
    {
        var report = await ReportAsync(query, cancellationToken).ConfigureAwait(false);
        var count = report.Open + (includeExpired ? report.Expired : 0);
        if (count == 0)
            return;
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{count} {(count == 1 ? "session was" : "sessions were")} never logged out:");
        foreach (var session in report.Sessions.Where(session => session.IsOpen || includeExpired).Take(Most))
        {
            text.AppendLine().Append(CultureInfo.InvariantCulture, $"  {session.User} from {(session.UserAgent.Length == 0 ? "a client without User-Agent" : session.UserAgent)}");
            text.Append(CultureInfo.InvariantCulture, $", {(session.IsOpen ? "open" : "expired")}, age {session.Age:c}, {session.Calls} calls");
            if (session.FirstCall is { } first)
                text.Append(", first ").Append(first.Operation).Append(first.OperationId is null ? "" : $" ({first.OperationId})");
        }

        if (count > Most)
            text.AppendLine().Append(CultureInfo.InvariantCulture, $"  and {count - Most} more");
        throw new VimAssertionException(text.ToString());
    }
}
