using VimSessionService.AdminClient;
using VimSessionService.AdminClient.Journal;
using VimSessionService.Core;
using VimSessionService.Endpoint.Doors;
using VimSessionService.Testing.Assertions;
using VimSessionService.Testing.Hosting;
using VimSessionService.Vim25;

namespace VimSessionService.Testing.Journal;

/// <summary>The calls that clients have made, and assertions about them. A call whose answer a client has read is in it.</summary>
public sealed class VimJournal
{
    private static readonly TimeSpan UsualWait = TimeSpan.FromSeconds(10);

    private readonly AdminApiClient _admin;
    private readonly AnsweredRequests _requests;
    private readonly HashSet<string> _operations;

    internal VimJournal(AdminApiClient admin, AnsweredRequests requests, DoorTable doors)
    {
        (_admin, _requests) = (admin, requests);
        _operations = doors.All.SelectMany(static door => door.Operations).Concat(VimManagedTypes.All.SelectMany(static type => type.Methods).Select(static method => method.Name)).ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>The calls that fulfil all of a query, the oldest first, a thousand at most; null for all.</summary>
    public async Task<IReadOnlyList<JournalCall>> FindAsync(JournalQuery? query = null, CancellationToken cancellationToken = default)
    {
        await _requests.SettleAsync(cancellationToken).ConfigureAwait(false);
        return (await _admin.QueryJournalAsync(query, limit: 1000, cancellationToken).ConfigureAwait(false)).Calls;
    }

    /// <summary>Asserts that an operation was called.</summary>
    /// <param name="operation">The operation, such as <c>Login</c>.</param>
    /// <param name="times">How often; null for at least once.</param>
    /// <param name="where">What else has to hold for the calls; null for nothing.</param>
    /// <param name="cancellationToken">Cancels the question.</param>
    /// <exception cref="VimAssertionException">It was not. The message lists the calls that come near.</exception>
    /// <exception cref="ArgumentException">There is no such operation.</exception>
    public async Task ShouldHaveCalledAsync(string operation, int? times = null, JournalQuery? where = null, CancellationToken cancellationToken = default)
    {
        var query = QueryOf(operation, where);
        await _requests.SettleAsync(cancellationToken).ConfigureAwait(false);
        var count = (await _admin.CountJournalAsync(query, cancellationToken).ConfigureAwait(false)).Count;
        if (times is { } wanted ? count == wanted : count > 0)
            return;
        var expected = times is null ? "at least one call" : Calls(times.Value);
        throw new VimAssertionException(await ExplainAsync($"There should have been {expected} of {query.Describe()}", count, query, cancellationToken).ConfigureAwait(false));
    }

    /// <summary>Asserts that an operation was not called.</summary>
    /// <param name="operation">The operation, such as <c>Login</c>.</param>
    /// <param name="where">What else has to hold for the calls; null for nothing.</param>
    /// <param name="cancellationToken">Cancels the question.</param>
    /// <exception cref="VimAssertionException">It was. The message lists the calls.</exception>
    /// <exception cref="ArgumentException">There is no such operation.</exception>
    public Task ShouldNotHaveCalledAsync(string operation, JournalQuery? where = null, CancellationToken cancellationToken = default) =>
        ShouldHaveCalledAsync(operation, times: 0, where, cancellationToken);

    /// <summary>Waits until an operation was called so many times since the journal was cleared.</summary>
    /// <param name="operation">The operation, such as <c>Login</c>.</param>
    /// <param name="times">How often.</param>
    /// <param name="where">What else has to hold for the calls; null for nothing.</param>
    /// <param name="timeout">How long to wait at most, on the real clock; null for ten seconds.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="VimAssertionException">It was not, in this time. The message lists the calls that come near.</exception>
    /// <exception cref="ArgumentException">There is no such operation.</exception>
    public async Task WaitForAsync(string operation, int times = 1, JournalQuery? where = null, TimeSpan? timeout = null, CancellationToken cancellationToken = default)
    {
        var query = QueryOf(operation, where);
        var longest = timeout ?? UsualWait;
        var result = await _admin.WaitForCallsAsync(times, query, longest, cancellationToken).ConfigureAwait(false);
        if (result.IsReached == true)
            return;
        var expected = $"Within {longest.TotalSeconds:0.###} s there should have been {Calls(times)} of {query.Describe()}";
        throw new VimAssertionException(await ExplainAsync(expected, result.Count, query, cancellationToken).ConfigureAwait(false));
    }

    /// <summary>Forgets all calls.</summary>
    public async Task ClearAsync(CancellationToken cancellationToken = default)
    {
        await _requests.SettleAsync(cancellationToken).ConfigureAwait(false);
        await _admin.ClearJournalAsync(cancellationToken).ConfigureAwait(false);
    }

    private static string Calls(long count) => count == 1 ? "1 call" : $"{count} calls";

    private JournalQuery QueryOf(string operation, JournalQuery? where) => _operations.Contains(operation)
        ? (where ?? new JournalQuery()) with { Operation = operation }
        : throw new ArgumentException($"'{operation}' is no operation.{NearestNames.Hint(operation, _operations)} Operations are methods of the API, and sts.Issue, lookup.List, ticketed.PUT and their like.", nameof(operation));

    private async Task<string> ExplainAsync(string expected, long count, JournalQuery query, CancellationToken cancellationToken)
    {
        var page = await _admin.QueryJournalAsync(new JournalQuery { After = query.After }, limit: 1000, cancellationToken).ConfigureAwait(false);
        return NearCalls.Explain($"{expected}, and there {(count == 1 ? "was" : "were")} {(count == 0 ? "none" : count.ToString(System.Globalization.CultureInfo.InvariantCulture))}.", query, page.Calls);
    }
}
