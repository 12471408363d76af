using Microsoft.Extensions.Time.Testing;
using VimSessionService.AdminClient.Rules;
using VimSessionService.Core;
using VimSessionService.Lab.Rules;
using VimSessionService.Vim25;

namespace VimSessionService.Lab.Tests;

/// <summary>How much longer answers take by a rule with jitter.</summary>
public sealed class RuleLatencyTests
{
    private static readonly RuleSpec Slow = new()
    {
        Id = "slow",
        Calls = new RuleCount { Seed = 5, Probability = 0.5 },
        Answer = new RuleAnswer { Latency = TimeSpan.FromSeconds(10), Jitter = TimeSpan.FromSeconds(4) },
    };

    [Fact]
    public void It_is_spread_around_the_latency_and_follows_from_the_seed_and_the_count()
    {
        var (one, other) = (Book(), Book());
        one.Add(Slow);
        var latencies = Ask(one, 200);

        Assert.All(latencies.Where(static latency => latency != default), static latency => Assert.InRange(latency, TimeSpan.FromSeconds(6), TimeSpan.FromSeconds(14)));
        Assert.InRange(latencies.Count(static latency => latency == default), 70, 130);
        Assert.InRange(latencies.Count(static latency => latency > TimeSpan.FromSeconds(12)), 10, 45);
        other.Add(Slow);
        Assert.Equal(latencies, Ask(other, 200));
    }

    [Fact]
    public async Task A_restored_rule_goes_on_with_it()
    {
        var (one, other) = (Book(), Book());
        one.Add(Slow);
        Ask(one, 13);
        var saved = await one.SaveAsync(TestContext.Current.CancellationToken);

        await other.RestoreAsync(saved, TestContext.Current.CancellationToken);

        Assert.Equal(Ask(one, 50), Ask(other, 50));
    }

    private static RuleBook Book() => new(new ServedProduct { RootFolder = new ManagedObjectReference("Folder", "group-d1") }, new FakeTimeProvider(), TestDoors.Table);

    private static TimeSpan[] Ask(RuleBook rules, int count) => [.. Enumerable.Range(0, count).Select(_ => rules.Decide(new CallFacts("soap", "Fetch", ""))?.Latency ?? default)];
}
