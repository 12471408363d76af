using System.Globalization;
using VimSessionService.AdminClient.Journal;
using VimSessionService.AdminClient.Json;

namespace VimSessionService.AdminClient;

/// <content>The journal.</content>
public sealed partial class AdminApiClient
{
    /// <summary>The calls that a query is about, the oldest first.</summary>
    /// <param name="query">The query; null for all calls.</param>
    /// <param name="limit">How many at most, up to 1,000; null for 100.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    public Task<JournalPage> QueryJournalAsync(JournalQuery? query = null, int? limit = null, CancellationToken cancellationToken = default) =>
        GetAsync("journal" + Query([.. Parts(query), ("limit", Text(limit))]), AdminJson.Default.JournalPage, cancellationToken);

    /// <summary>One call.</summary>
    public Task<JournalCall> GetJournalCallAsync(long number, CancellationToken cancellationToken = default) =>
        GetAsync($"journal/{number.ToString(CultureInfo.InvariantCulture)}", AdminJson.Default.JournalCall, cancellationToken);

    /// <summary>How many calls a query is about.</summary>
    public Task<JournalCount> CountJournalAsync(JournalQuery? query = null, CancellationToken cancellationToken = default) =>
        GetAsync("journal/count" + Query([.. Parts(query)]), AdminJson.Default.JournalCount, cancellationToken);

    /// <summary>Waits until a query is about so many calls, or the time is over.</summary>
    /// <param name="count">How many calls.</param>
    /// <param name="query">The query; null for all calls.</param>
    /// <param name="timeout">How long at most, up to ten minutes; null for 30 seconds.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    public Task<JournalCount> WaitForCallsAsync(long count, JournalQuery? query = null, TimeSpan? timeout = null, CancellationToken cancellationToken = default) => GetAsync(
        "journal/wait" + Query([.. Parts(query), ("count", count.ToString(CultureInfo.InvariantCulture)), ("timeout", Text(timeout))]), AdminJson.Default.JournalCount, cancellationToken);

    /// <summary>The calls as a file.</summary>
    /// <param name="format"><c>jsonl</c>, one call a line, or <c>har</c>.</param>
    /// <param name="query">The query; null for all calls.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    public async Task<string> ExportJournalAsync(string format, JournalQuery? query = null, CancellationToken cancellationToken = default)
    {
        using var response = await SendAsync(HttpMethod.Get, "journal/export" + Query([.. Parts(query), ("format", format)]), null, cancellationToken).ConfigureAwait(false);
        return await response.Content.ReadAsStringAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Forgets all calls.</summary>
    public async Task ClearJournalAsync(CancellationToken cancellationToken = default) =>
        (await SendAsync(HttpMethod.Delete, "journal", null, cancellationToken).ConfigureAwait(false)).Dispose();

    private static (string Name, string? Value)[] Parts(JournalQuery? query) => query is null ? [] :
    [
        ("after", Text(query.After)), ("door", query.Door), ("operation", query.Operation), ("object", query.Object), ("user", query.User), ("session", query.Session),
        ("userAgent", query.UserAgent), ("operationId", query.OperationId), ("status", Text(query.Status)), ("fault", query.Fault), ("rule", query.Rule),
    ];

    private static string? Text(long? number) => number?.ToString(CultureInfo.InvariantCulture);
}
