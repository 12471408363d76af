using System.Text.Json;
using System.Text.RegularExpressions;
using VimSessionService.AdminClient.Json;
using VimSessionService.AdminClient.Snapshots;

namespace VimSessionService.Admin.Tests.Snapshots;

/// <summary>
/// Any sequence of calls of operators and clients. Two services with one seed take the same steps; one of them is brought into the state of its own snapshot now and then, also after calls
/// that the other one was not asked. No client can tell them apart: every answer and everything that clients can read is the same, to the byte, and rules go on with their chances.
/// </summary>
public sealed partial class SnapshotPropertyTests
{
    private const int Steps = 360;
    private const int Most = 6_000;
    private const int Between = 30;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public async Task Restoring_a_snapshot_of_now_changes_nothing_that_a_client_can_see(int seed)
    {
        await using var restored = await SeenHost.StartAsync(seed);
        await using var left = await SeenHost.StartAsync(seed);
        var random = new Random(seed);
        var steps = new RandomSteps(random);
        var done = new HashSet<string>(StringComparer.Ordinal);
        string[] kinds = [.. RandomSteps.Kinds.Distinct().Order(StringComparer.Ordinal)];
        for (var i = 0; i < Steps; i++)
        {
            var step = await steps.NextAsync(RandomSteps.Kinds[random.Next(RandomSteps.Kinds.Length)], restored);
            var answers = (await step.DoAsync(restored), await step.DoAsync(left));
            Assert.True(answers.Item1 == answers.Item2, $"Step {i}, {step.Kind}:\n{answers.Item1}\n{answers.Item2}");
            if (step.Status is null && !answers.Item1.StartsWith('5') && !answers.Item1.StartsWith('4'))
                done.Add(step.Kind);
            if (i % Between != Between - 1)
                continue;

            var snapshot = await restored.Host.Api.TakeSnapshotAsync(Cancelled);
            await AssertInvariantsAsync(restored, snapshot);
            for (var j = 0; j < 6; j++)
                await restored.AskTimeAsync(j); // counted by rules, and taken back
            await restored.AssertRulesAsync();
            await restored.ChangeRulesAsync(api => api.RestoreSnapshotAsync(snapshot, Cancelled));

            Assert.Equal(Visible(snapshot), Visible(await restored.Host.Api.TakeSnapshotAsync(Cancelled)));
            Assert.Equal(await left.SeeAsync(), await restored.SeeAsync());
        }

        Assert.InRange(kinds.Except(done).Count(), 0, kinds.Length / 3); // most kinds of steps were done and not only refused
    }

    [Theory]
    [InlineData(11)]
    [InlineData(12)]
    public async Task Another_service_in_the_state_of_a_snapshot_answers_the_clients_of_the_first_alike(int seed)
    {
        await using var one = await SeenHost.StartAsync(seed);
        var random = new Random(seed);
        var steps = new RandomSteps(random);
        for (var i = 0; i < Steps; i++)
            await (await steps.NextAsync(RandomSteps.Kinds[random.Next(RandomSteps.Kinds.Length)], one)).DoAsync(one);
        await using var other = await SeenHost.StartAsync(seed);
        await other.Host.Api.SetClockAsync((await one.Host.Api.GetClockAsync(Cancelled)).Now, Cancelled);

        await other.Host.Api.RestoreSnapshotAsync(await one.Host.Api.TakeSnapshotAsync(Cancelled), Cancelled);

        other.Sessions.AddRange(one.Sessions);
        other.Tickets.AddRange(one.Tickets);
        Assert.Equal(Elsewhere(await one.SeeAsync()), Elsewhere(await other.SeeAsync()));
    }

    /// <summary>An operation that is missing here could break what the sequences assert, and nobody would see it.</summary>
    [Fact]
    public async Task Every_operation_that_changes_something_is_in_the_sequences()
    {
        await using var seen = await SeenHost.StartAsync(21);
        using var document = JsonDocument.Parse((await seen.Host.SendAsync(HttpMethod.Get, "openapi.json")).Content);
        var changing = document.RootElement.GetProperty("paths").EnumerateObject().SelectMany(static path => path.Value.EnumerateObject())
            .Where(static method => method.Name != "get").Select(static method => method.Value.GetProperty("operationId").GetString()!).ToHashSet(StringComparer.Ordinal);
        Assert.Contains("createUser", changing);
        var random = new Random(21);
        var steps = new RandomSteps(random);
        for (var i = 0; i < Most && changing.Count > 0; i++)
        {
            await (await steps.NextAsync(RandomSteps.Kinds[random.Next(RandomSteps.Kinds.Length)], seen)).DoAsync(seen);
            changing.ExceptWith(seen.AdminOperations);
        }

        Assert.Empty(changing);
    }

    /// <summary>Counts add up, and no rule was applied more often than it may.</summary>
    private static async Task AssertInvariantsAsync(SeenHost seen, Snapshot snapshot)
    {
        var api = seen.Host.Api;
        var sessions = await api.ListSessionsAsync(cancellationToken: Cancelled);
        Assert.Equal((snapshot.Sessions.Count, snapshot.Sessions.Count), (sessions.Total, sessions.Sessions.Count));
        Assert.Equal(snapshot.Sessions.Count, (await api.GetLeaksAsync(cancellationToken: Cancelled)).Open);
        Assert.Equal(seen.Calls, (await api.CountJournalAsync(cancellationToken: Cancelled)).Count);
        Assert.All(snapshot.Tickets, ticket => Assert.Contains(snapshot.Sessions, session => session.Key == ticket.SessionKey));
        Assert.Equal(snapshot.Users.Count, snapshot.Users.Select(static user => user.Name).Distinct(StringComparer.OrdinalIgnoreCase).Count());
        await seen.AssertRulesAsync();
    }

    private static string Visible(Snapshot snapshot) => JsonSerializer.Serialize(snapshot with { TakenAt = default }, AdminJson.Default.Snapshot);

    /// <summary>Without events, settings, views and filters, which are in no snapshot, and without the time at which an extension was registered, which is that of the restore.</summary>
    private static IEnumerable<string> Elsewhere(IEnumerable<string> seen) => seen
        .Where(static text => !text.Contains("VpxSettings", StringComparison.Ordinal) && !text.Contains("latestEvent", StringComparison.Ordinal) && !text.Contains("propertyCollector.filter", StringComparison.Ordinal))
        .Select(static text => Heartbeat().Replace(text, ""));

    [GeneratedRegex("<lastHeartbeatTime>[^<]*</lastHeartbeatTime>", RegexOptions.None, 5_000)]
    private static partial Regex Heartbeat();
}
