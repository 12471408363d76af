using System.Net;
using VimSessionService.AdminClient.Rules;

namespace VimSessionService.Admin.Tests.Rules;

/// <summary>Whatever rules there are and however many calls come at once: no rule is applied more often than it may, and the counts add up.</summary>
public sealed class RulePropertyTests
{
    private static readonly int[] Seeds = [.. Enumerable.Range(1, 12)];

    private static readonly string[] Properties = ["defaultLocale", "messageLocaleList", "supportedLocaleList"];

    private static readonly string[] Agents = ["govc/0.39", "pyvmomi", "vcsim"];

    public static TheoryData<int> AllSeeds => [.. Seeds];

    [Theory]
    [MemberData(nameof(AllSeeds))]
    public async Task No_rule_is_applied_more_often_than_it_may(int seed)
    {
        var random = new Random(seed);
        await using var host = await LabHost.StartAsync();
        var rules = Enumerable.Range(0, random.Next(1, 12)).Select(i => NewRule(random, i)).ToArray();
        await host.Api.ReplaceRulesAsync(rules, TestContext.Current.CancellationToken);
        var calls = Enumerable.Range(0, 200).Select(_ => (Property: Properties[random.Next(3)], Agent: Agents[random.Next(3)])).ToArray();

        var statuses = new HttpStatusCode[calls.Length];
        await Parallel.ForAsync(0, calls.Length, TestContext.Current.CancellationToken, async (i, _) => statuses[i] = (await FetchAsync(host, calls[i])).Status);

        var infos = (await host.Api.ListRulesAsync(TestContext.Current.CancellationToken)).Rules;
        foreach (var info in infos)
        {
            var count = info.Rule.Calls!;
            Assert.True(info.Applied <= (count.Times ?? long.MaxValue), $"{info.Rule.Id} was applied {info.Applied} times");
            Assert.True(info.Applied <= Math.Max(0, info.Matched - (count.After ?? 0)), $"{info.Rule.Id} was applied {info.Applied} times to {info.Matched} calls");
            Assert.True(info.Matched <= calls.Count(call => info.Rule.When?.UserAgents?.Contains(call.Agent) != false), info.Rule.Id);
            Assert.Equal(info.Applied == 0, info.LastApplied is null);
        }

        // Each call that was not answered as usual was answered by exactly one rule, of which each has a status of its own.
        foreach (var group in statuses.Where(static status => status != HttpStatusCode.OK).GroupBy(static status => (int)status))
            Assert.Equal(infos.Single(info => info.Rule.Answer.Status == group.Key).Applied, group.Count());
        Assert.Equal(infos.Where(static info => info.Rule.Answer.Status is not null).Sum(static info => info.Applied), statuses.Count(static status => status != HttpStatusCode.OK));
    }

    private static RuleSpec NewRule(Random random, int i) => new()
    {
        Id = $"r{i}",
        When = random.Next(4) switch
        {
            0 => null,
            1 => new RuleConditions { UserAgents = [Agents[random.Next(3)]] },
            2 => new RuleConditions { Operations = ["Fetch"], Objects = ["SessionManager", "other"] },
            _ => new RuleConditions { Types = ["SessionManager"], Doors = ["soap"] },
        },
        Calls = new RuleCount
        {
            After = random.Next(3) == 0 ? null : random.Next(40),
            Times = random.Next(3) == 0 ? null : random.Next(1, 40),
            Probability = random.Next(3) == 0 ? random.NextDouble() + 0.001 : null,
            Seed = i,
        },
        Answer = random.Next(4) == 0 ? new RuleAnswer { Latency = TimeSpan.FromTicks(1) } : new RuleAnswer { Status = 520 + i },
    };

    private static Task<(HttpStatusCode Status, string Content, string? Cookie)> FetchAsync(LabHost host, (string Property, string Agent) call) =>
        host.CallAsync($"<Fetch xmlns=\"urn:vim25\"><_this>SessionManager</_this><prop>{call.Property}</prop></Fetch>", userAgent: call.Agent);
}
