using System.Net;
using VimSessionService.AdminClient.Limits;
using VimSessionService.AdminClient.Outages;
using VimSessionService.AdminClient.Rules;
using VimSessionService.Lab.Scenarios.Reading;
using VimSessionService.TestEngines;

namespace VimSessionService.Admin.Tests.Replicas;

/// <summary>Rules, outages, limits and scenarios that are set at one replica are those of all.</summary>
public sealed class SharedLabTests(RedisServer server) : IClassFixture<RedisServer>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_rule_is_applied_as_often_as_it_may_over_all_replicas_and_its_counts_outlive_them()
    {
        await using var hosts = new ReplicaHosts(server);
        LabHost[] all = [await hosts.JoinAsync(), await hosts.JoinAsync(), await hosts.JoinAsync()];
        await all[0].AddAsync(Answer("busy", 529, new RuleCount { After = 10, Times = 7 }));
        var answers = await Task.WhenAll(Enumerable.Range(0, 60).Select(i => all[i % 3].FetchAsync("defaultLocale", null)));
        Assert.Equal((7, 53), (answers.Count(static answer => (int)answer.Status == 529), answers.Count(static answer => answer.Status == HttpStatusCode.OK)));
        foreach (var host in all)
        {
            var rule = await host.Api.GetRuleAsync("busy", Cancel);
            Assert.Equal((60, 7, false), (rule.Matched, rule.Applied, rule.IsInForce));
            Assert.NotNull(rule.LastApplied);
        }

        await hosts.DisposeAsync();
        var again = await hosts.JoinAsync();
        Assert.Equal(HttpStatusCode.OK, (await again.FetchAsync("defaultLocale", null)).Status);
        Assert.Equal((61, 7), (await again.Api.GetRuleAsync("busy", Cancel)) is var kept ? (kept.Matched, kept.Applied) : default);
        await again.Api.PutRuleAsync("busy", Answer("busy", 529, new RuleCount { Times = 1 }), Cancel);
        Assert.Equal(529, (int)(await again.FetchAsync("defaultLocale", null)).Status);
    }

    [Fact]
    public async Task Rules_have_one_order_and_are_in_force_at_the_others_with_the_answer_and_gone_with_it()
    {
        await using var hosts = new ReplicaHosts(server);
        var (one, two) = (await hosts.JoinAsync(), await hosts.JoinAsync());
        await one.AddAsync(Answer("second", 502));
        await two.Api.AddRuleAsync(Answer("first", 501), "second", Cancel);
        await one.AddAsync(Answer("third", 503));
        await two.Api.AddRuleAsync(Answer("between", 505), "second", Cancel);
        var late = await hosts.JoinAsync();
        foreach (var host in (LabHost[])[one, two, late])
        {
            Assert.Equal(["first", "between", "second", "third"], (await host.Api.ListRulesAsync(Cancel)).Rules.Select(static rule => rule.Rule.Id));
            Assert.Equal(501, (int)(await host.FetchAsync("defaultLocale", null)).Status);
        }

        await late.Api.RemoveRuleAsync("first", Cancel);
        Assert.Equal(505, (int)(await one.FetchAsync("defaultLocale", null)).Status);
        await one.Api.ClearRulesAsync(Cancel);
        Assert.Equal(HttpStatusCode.OK, (await two.FetchAsync("defaultLocale", null)).Status);
    }

    [Fact]
    public async Task A_rule_by_chance_is_applied_to_the_same_calls_of_a_sequence_at_three_replicas_and_at_one()
    {
        await using var hosts = new ReplicaHosts(server);
        LabHost[] all = [await hosts.JoinAsync(), await hosts.JoinAsync(), await hosts.JoinAsync()];
        await all[1].AddAsync(new RuleSpec
        {
            When = new RuleConditions { Operations = ["Fetch"] },
            Calls = new RuleCount { Probability = 0.5, Seed = 7 },
            Answer = new RuleAnswer { Status = 529 },
        });
        var mixed = new List<int>();
        for (var i = 0; i < 30; i++)
            mixed.Add((int)(await all[i % 3].FetchAsync("defaultLocale", null)).Status);

        await using var others = new ReplicaHosts(server);
        var alone = await others.JoinAsync();
        await alone.AddAsync((await all[0].Api.ListRulesAsync(Cancel)).Rules.Single().Rule);
        var single = new List<int>();
        for (var i = 0; i < 30; i++)
            single.Add((int)(await alone.FetchAsync("defaultLocale", null)).Status);
        Assert.Equal(single, mixed);
        Assert.Contains(529, mixed);
        Assert.Contains(200, mixed);
    }

    [Fact]
    public async Task An_outage_is_at_every_replica_and_ends_at_every_one()
    {
        await using var hosts = new ReplicaHosts(server);
        var (one, two) = (await hosts.JoinAsync(), await hosts.JoinAsync());
        await one.Api.StartOutageAsync(new OutageSpec { Id = "soap", Doors = ["soap"], Mode = OutageMode.Unavailable }, Cancel);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await two.LoginAsync()).Status);
        var refused = await Assert.ThrowsAnyAsync<Exception>(() => two.Api.StartOutageAsync(new OutageSpec { Id = "soap", Mode = OutageMode.Hang }, Cancel));
        Assert.Contains("is the name of another outage", refused.Message, StringComparison.Ordinal);
        await two.Api.StopOutageAsync("soap", Cancel);
        Assert.Equal(HttpStatusCode.OK, (await one.LoginAsync()).Status);

        await two.Api.StartOutageAsync(new OutageSpec { Id = "hour", Doors = ["soap"], Mode = OutageMode.Unavailable, For = TimeSpan.FromHours(1) }, Cancel);
        var late = await hosts.JoinAsync();
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await late.LoginAsync()).Status);
        foreach (var host in (LabHost[])[one, two, late])
            await host.Api.AdvanceClockAsync(TimeSpan.FromHours(1), Cancel); // in hosts of a caller's own each has its clock
        Assert.Equal(HttpStatusCode.OK, (await late.LoginAsync()).Status);
        Assert.Empty((await one.Api.ListOutagesAsync(Cancel)).Outages);
    }

    [Fact]
    public async Task A_limit_that_is_set_at_one_replica_is_that_of_all_and_of_one_that_comes_later()
    {
        await using var hosts = new ReplicaHosts(server);
        var (one, two) = (await hosts.JoinAsync(), await hosts.JoinAsync());
        await one.Api.ChangeLimitsAsync(new LimitChange { MaxSessions = 2, IdleTimeout = TimeSpan.FromMinutes(7), MaxLifetime = TimeSpan.FromHours(3) }, Cancel);
        await two.Api.ChangeLimitsAsync(new LimitChange { MaxUserSessions = 5 }, Cancel);
        var cookie = (await two.LoginAsync()).Cookie;
        Assert.Equal(HttpStatusCode.OK, (await one.LoginAsync()).Status);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await two.LoginAsync()).Status);
        var late = await hosts.JoinAsync();
        foreach (var host in (LabHost[])[one, two, late])
            Assert.Equal(new LimitValues(2, 5, TimeSpan.FromMinutes(7), TimeSpan.FromHours(3)), await host.Api.GetLimitsAsync(Cancel));

        // The same limit as an advanced setting: that counts which was set last, also after all have ended.
        var changed = await late.CallAsync(
            """
            <UpdateOptions xmlns="urn:vim25"><_this>VpxSettings</_this><changedValue><key>config.vmacore.soap.sessionTimeout</key>
            <value xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:xsd="http://www.w3.org/2001/XMLSchema" xsi:type="xsd:int">90</value></changedValue></UpdateOptions>
            """,
            cookie);
        Assert.True(changed.Status == HttpStatusCode.OK, changed.Content);
        await AllHaveAsync(TimeSpan.FromMinutes(90), one, two, late, await hosts.JoinAsync());
        await two.Api.ChangeLimitsAsync(new LimitChange { IdleTimeout = TimeSpan.FromMinutes(7) }, Cancel);
        await AllHaveAsync(TimeSpan.FromMinutes(7), one, two, late, await hosts.JoinAsync());

        static async Task AllHaveAsync(TimeSpan idle, params LabHost[] all)
        {
            foreach (var host in all)
                Assert.Equal(idle, (await host.Api.GetLimitsAsync(Cancel)).IdleTimeout);
        }
    }

    [Fact]
    public async Task Replicas_that_start_with_one_scenario_apply_it_once_and_again_when_it_is_another()
    {
        await using var hosts = new ReplicaHosts(server);
        const string Scenario = "{ options: { limits: { maxSessions: 7 } }, rules: [ { when: { operations: [CurrentTime] }, answer: { status: 529 } } ], outages: [ { id: sso, doors: [sts], mode: unavailable } ] }";
        var one = await StartAsync(Scenario);
        await one.Api.ChangeLimitsAsync(new LimitChange { MaxSessions = 9 }, Cancel);
        var two = await StartAsync(Scenario);
        Assert.Single((await two.Api.ListRulesAsync(Cancel)).Rules);
        Assert.Single((await two.Api.ListOutagesAsync(Cancel)).Outages);
        Assert.Equal(9, (await two.Api.GetLimitsAsync(Cancel)).MaxSessions);
        await StartAsync("{ options: { limits: { maxSessions: 8 } } }");
        Assert.Equal(8, (await one.Api.GetLimitsAsync(Cancel)).MaxSessions);

        Task<LabHost> StartAsync(string scenario) => hosts.JoinAsync(admin: options => options.Scenarios = [ScenarioDocument.Read(scenario)]);
    }

    private static RuleSpec Answer(string id, int status, RuleCount? calls = null) =>
        new() { Id = id, When = new RuleConditions { Operations = ["Fetch"] }, Calls = calls, Answer = new RuleAnswer { Status = status } };
}
