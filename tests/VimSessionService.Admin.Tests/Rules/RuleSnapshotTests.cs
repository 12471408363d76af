using System.Net;
using VimSessionService.AdminClient.Outages;
using VimSessionService.AdminClient.Problems;
using VimSessionService.AdminClient.Rules;

namespace VimSessionService.Admin.Tests.Rules;

/// <summary>Rules and outages in snapshots.</summary>
public sealed class RuleSnapshotTests : IAsyncLifetime
{
    private LabHost _host = null!;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _host = await LabHost.StartAsync();
        await _host.Api.FreezeClockAsync(Cancelled);
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task A_restore_brings_rules_and_outages_back_with_counters_and_times_that_are_left()
    {
        await _host.AddAsync(Busy("twice") with { Calls = new RuleCount { Times = 2 }, ExpiresAfter = TimeSpan.FromMinutes(10) });
        await _host.Api.StartOutageAsync(new OutageSpec { Id = "sso", Mode = OutageMode.Unavailable, Doors = ["sts"], For = TimeSpan.FromMinutes(10) }, Cancelled);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await _host.LoginAsync()).Status);
        await _host.Api.AdvanceClockAsync(TimeSpan.FromMinutes(4), Cancelled);
        var snapshot = await _host.Api.TakeSnapshotAsync(Cancelled);
        await _host.Api.ClearRulesAsync(Cancelled);
        await _host.AddAsync(Busy("other"));
        await _host.Api.StopOutagesAsync(Cancelled);
        await _host.Api.StartOutageAsync(new OutageSpec { Id = "all", Mode = OutageMode.Hang }, Cancelled);

        await _host.Api.RestoreSnapshotAsync(snapshot, Cancelled);

        var rule = Assert.Single((await _host.Api.ListRulesAsync(Cancelled)).Rules);
        Assert.Equal(("twice", 1, 1, TimeSpan.FromMinutes(6)), (rule.Rule.Id, rule.Matched, rule.Applied, rule.Expires - rule.Added));
        var outage = Assert.Single((await _host.Api.ListOutagesAsync(Cancelled)).Outages);
        Assert.Equal(("sso", OutageMode.Unavailable, "sts", TimeSpan.FromMinutes(6)), (outage.Id, outage.Mode, Assert.Single(outage.Doors), outage.Ends - outage.Began));
        Assert.Equal([HttpStatusCode.ServiceUnavailable, HttpStatusCode.OK], [(await _host.LoginAsync()).Status, (await _host.LoginAsync()).Status]);
    }

    [Fact]
    public async Task A_restore_of_the_state_that_is_leaves_rules_alone()
    {
        await _host.AddAsync(Busy("half") with { Calls = new RuleCount { Probability = 0.5, Seed = 7 } });
        var all = new List<HttpStatusCode>();
        for (var i = 0; i < 20; i++)
        {
            all.Add((await _host.LoginAsync()).Status);
            await _host.Api.RestoreSnapshotAsync(await _host.Api.TakeSnapshotAsync(Cancelled), Cancelled);
        }

        await _host.Api.ClearRulesAsync(Cancelled);
        await _host.AddAsync(Busy("half") with { Calls = new RuleCount { Probability = 0.5, Seed = 7 } });
        foreach (var status in all)
            Assert.Equal(status, (await _host.LoginAsync()).Status);
    }

    /// <summary>The sequence of a rule by chance, which also decides how much longer each answer takes.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_restore_after_other_calls_continues_the_sequence_where_the_snapshot_was_taken(bool inAnotherService)
    {
        var rule = Busy("half") with { Calls = new RuleCount { Probability = 0.5, Seed = 7, After = 2 }, Answer = new RuleAnswer { Status = 503, Latency = TimeSpan.FromMilliseconds(2), Jitter = TimeSpan.FromMilliseconds(1) } };
        await _host.Api.ResumeClockAsync(Cancelled);
        await _host.AddAsync(rule);
        await LoginsAsync(_host, 9);
        var snapshot = await _host.Api.TakeSnapshotAsync(Cancelled);
        var first = await LoginsAsync(_host, 40);
        await using var another = await LabHost.StartAsync();
        var host = inAnotherService ? another : _host;

        await host.Api.RestoreSnapshotAsync(snapshot, Cancelled);

        Assert.Equal(first, await LoginsAsync(host, 40));
        Assert.InRange(first.Count(static status => status == HttpStatusCode.ServiceUnavailable), 8, 32);
    }

    /// <summary>While the clock stands, a rule of the shortest time would be in force until it goes on.</summary>
    [Fact]
    public async Task A_rule_whose_time_is_over_is_not_in_force_again()
    {
        await _host.AddAsync(Busy("over") with { ExpiresAfter = TimeSpan.FromMinutes(1) });
        await _host.Api.AdvanceClockAsync(TimeSpan.FromMinutes(1), Cancelled);
        var snapshot = await _host.Api.TakeSnapshotAsync(Cancelled);
        Assert.Equal(TimeSpan.Zero, Assert.Single(snapshot.Rules!).ExpiresIn);

        await _host.Api.RestoreSnapshotAsync(snapshot, Cancelled);
        Assert.Equal(HttpStatusCode.OK, (await _host.LoginAsync()).Status);
        await _host.Api.ClearRulesAsync(Cancelled);
        await _host.Api.RestoreSnapshotAsync(snapshot, Cancelled);
        Assert.Equal(HttpStatusCode.OK, (await _host.LoginAsync()).Status);

        Assert.False(Assert.Single((await _host.Api.ListRulesAsync(Cancelled)).Rules).IsInForce);
    }

    [Fact]
    public async Task One_of_version_1_leaves_rules_and_outages_alone()
    {
        await _host.AddAsync(Busy("kept"));
        await _host.Api.StartOutageAsync(new OutageSpec { Id = "kept", Mode = OutageMode.Hang, Doors = ["sts"] }, Cancelled);

        await _host.Api.RestoreSnapshotAsync((await _host.Api.TakeSnapshotAsync(Cancelled)) with { Version = 1, Rules = null, Outages = null }, Cancelled);

        Assert.Single((await _host.Api.ListRulesAsync(Cancelled)).Rules);
        Assert.Single((await _host.Api.ListOutagesAsync(Cancelled)).Outages);
    }

    [Fact]
    public async Task A_rule_or_an_outage_that_cannot_be_used_refuses_the_whole()
    {
        await _host.AddAsync(Busy("kept"));
        var snapshot = await _host.Api.TakeSnapshotAsync(Cancelled);
        var rule = snapshot.Rules![0];
        (string Place, AdminClient.Snapshots.Snapshot Wrong)[] wrong =
        [
            ("#/rules/1/rule/id", snapshot with { Rules = [rule, rule] }),
            ("#/rules/0/applied", snapshot with { Rules = [rule with { Applied = 5 }] }),
            ("#/rules/0/answer/status", snapshot with { Rules = [rule with { Rule = rule.Rule with { Answer = new RuleAnswer { Status = 20 } } }] }),
            ("#/outages/0/doors/0", snapshot with { Outages = [new("o", ["soup"], OutageMode.Hang, null)] }),
        ];

        foreach (var (place, document) in wrong)
        {
            var problem = (await Assert.ThrowsAsync<AdminApiException>(() => _host.Api.RestoreSnapshotAsync(document with { Message = "no" }, Cancelled))).Problem;
            Assert.Equal(place, Assert.Single(problem.Errors!).Pointer);
        }

        Assert.Equal("", (await _host.Api.TakeSnapshotAsync(Cancelled)).Message);
    }

    private static async Task<HttpStatusCode[]> LoginsAsync(LabHost host, int count)
    {
        var statuses = new HttpStatusCode[count];
        for (var i = 0; i < count; i++)
            statuses[i] = (await host.LoginAsync()).Status;
        return statuses;
    }

    private static RuleSpec Busy(string id) => new() { Id = id, When = new RuleConditions { Operations = ["Login"] }, Answer = new RuleAnswer { Status = 503 } };
}
