using Microsoft.Extensions.Time.Testing;
using VimSessionService.Core.Tables;
using VimSessionService.Redis.Tests.Engines;
using VimSessionService.Redis.Tests.Sessions;
using VimSessionService.Redis.Turns;

namespace VimSessionService.Redis.Tests.Turns;

/// <summary>Counts of replicas together.</summary>
public abstract class TurnTests(IEngineServer server) : IAsyncLifetime
{
    private static readonly DateTimeOffset Now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly List<Instance> _instances = [];

    private static CancellationToken Cancel => World.Cancel;

    /// <inheritdoc/>
    public ValueTask InitializeAsync() => default;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var instance in _instances)
            await instance.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Of_64_who_ask_at_three_replicas_as_many_are_granted_as_the_terms_allow()
    {
        var replicas = Join(Instance.NewPrefix());
        var terms = new TurnTerms("rule", new TurnCounts(0, 0)) { After = 10, Times = 7, Now = Now };
        var turns = await Task.WhenAll(Enumerable.Range(0, 64).Select(i => Task.Run(async () => await replicas[i % 3].TakeAsync(terms, Cancel), Cancel)));
        Assert.Equal((10, 7, 47), (Of(TurnVerdict.After), Of(TurnVerdict.Granted), Of(TurnVerdict.Times)));
        Assert.Equal([1, 2, 3, 4, 5, 6, 7], turns.Where(static turn => turn.Verdict == TurnVerdict.Granted).Select(static turn => turn.Granted).Order());
        Assert.Equal(new TurnCounts(64, 7, Now), (await replicas[1].ReadAsync(["rule", "other"], Cancel)).Single().Value);

        int Of(TurnVerdict verdict) => turns.Count(turn => turn.Verdict == verdict);
    }

    [Fact]
    public async Task One_that_is_over_is_counted_and_not_granted_and_counts_begin_with_those_that_were_saved()
    {
        var replicas = Join(Instance.NewPrefix());
        var terms = new TurnTerms("rule", new TurnCounts(40, 6)) { Times = 7, Now = Now };
        Assert.Equal(TurnVerdict.Over, (await replicas[0].TakeAsync(terms with { IsOver = true }, Cancel)).Verdict);
        Assert.Equal((TurnVerdict.Granted, 7), (await replicas[1].TakeAsync(terms, Cancel)) is var turn ? (turn.Verdict, turn.Granted) : default);
        Assert.Equal(TurnVerdict.Times, (await replicas[2].TakeAsync(terms, Cancel)).Verdict);
        Assert.Equal((43, 7), (await replicas[0].ReadAsync(["rule"], Cancel))["rule"] is var counts ? (counts.Asked, counts.Granted) : default);
        await replicas[0].ForgetAsync(["rule"], Cancel);
        Assert.Empty(await replicas[1].ReadAsync(["rule"], Cancel));
    }

    [Fact]
    public async Task Chance_follows_from_the_seed_at_whatever_replicas_it_is_asked_and_on_every_engine()
    {
        var terms = new TurnTerms("rule", new TurnCounts(0, 0)) { Probability = 0.25, Seed = 4711, Now = Now };
        var (one, three) = (new List<SharedTurn>(), new List<SharedTurn>());
        var (alone, replicas) = (Join(Instance.NewPrefix()), Join(Instance.NewPrefix()));
        for (var i = 0; i < 400; i++)
        {
            one.Add(await alone[0].TakeAsync(terms, Cancel));
            three.Add(await replicas[i % 3].TakeAsync(terms, Cancel));
        }

        Assert.Equal(one, three);
        Assert.Equal(Sequence(4711, 0.25, 400), one.Select(static turn => turn.Verdict == TurnVerdict.Granted));
        Assert.InRange(one.Count(static turn => turn.Verdict == TurnVerdict.Granted), 75, 125);
        Assert.All(one, static turn => Assert.InRange(turn.Random, 0, 0.9999999999));
    }

    [Fact]
    public async Task Counts_that_begin_with_those_that_were_saved_go_on_with_their_chances_as_in_a_process_of_its_own()
    {
        var replicas = Join(Instance.NewPrefix());
        var terms = new TurnTerms("rule", new TurnCounts(0, 0)) { Probability = 0.5, Seed = -3, Now = Now };
        for (var i = 0; i < 30; i++)
            await replicas[0].TakeAsync(terms with { IsOver = i % 3 == 0 }, Cancel);
        var (whole, restored, own) = (new List<double>(), new List<double>(), TurnSequence.After(-3, 30));
        for (var i = 0; i < 50; i++)
        {
            whole.Add(await ChanceAsync(replicas[i % 3], terms));
            restored.Add(await ChanceAsync(replicas[(i + 1) % 3], terms with { Name = "restored", Start = new TurnCounts(30, 3) }));
            Assert.Equal(own.Next().Given, whole[i]);
        }

        Assert.Equal(whole, restored);

        static async Task<double> ChanceAsync(RedisTurns turns, TurnTerms asked) => (await turns.TakeAsync(asked, Cancel)).Random;
    }

    /// <summary>The sequence of Lehmer with whole numbers: two for each question.</summary>
    private static IEnumerable<bool> Sequence(int seed, double probability, int count)
    {
        var state = ((ulong)seed % 2147483646) + 1;
        for (var i = 0; i < 3; i++)
            Next();
        for (var i = 0; i < count; i++)
        {
            var isGranted = (Next() - 1) / 2147483646.0 < probability;
            Next();
            yield return isGranted;
        }

        ulong Next() => state = state * 48271 % 2147483647;
    }

    private RedisTurns[] Join(string prefix)
    {
        Instance[] joined = [.. Enumerable.Range(0, 3).Select(_ => new Instance(server.Address, prefix, new FakeTimeProvider(Now)))];
        _instances.AddRange(joined);
        return [.. joined.Select(static instance => instance.Turns())];
    }
}

public sealed class RedisTurnTests(RedisServer server) : TurnTests(server), IClassFixture<RedisServer>;

public sealed class GarnetTurnTests(GarnetServer server) : TurnTests(server), IClassFixture<GarnetServer>;
