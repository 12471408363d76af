using System.Diagnostics;
using System.Globalization;
using VimSessionService.Vapi.Tests;

namespace VimSessionService.Fuzz;

/// <summary>
/// Random requests to every path of the service: none ends it, hangs, is answered by an error of its own or by something that is no SOAP, and
/// its memory stays what it was. More of them than usual: <c>VIMSESSION_FUZZ_INPUTS=1000000 VIMSESSION_FUZZ_SEED=7 dotnet test tests/VimSessionService.Fuzz -c Release</c>.
/// </summary>
public sealed class FuzzTests(ITestOutputHelper output)
{
    private const int UsualInputs = 20_000;
    private const int UsualSeed = 20261128;
    private const int InputsOfToday = 5_000;

    /// <summary>How much the heap may grow after the first fifth of the inputs, in bytes.</summary>
    private const long MostGrowth = 48 * 1024 * 1024;

    /// <summary>The share of the changed calls that have to reach a method: the others test the readers only.</summary>
    private const double LeastReached = 0.3;

    /// <summary>After how many inputs a new session is opened, as inputs end the one there is.</summary>
    private const int SessionLife = 200;

    [Fact]
    public Task Random_requests_are_answered_or_refused() =>
        TryAsync(FuzzOptions.Inputs(UsualInputs), FuzzOptions.Of("VIMSESSION_FUZZ_SEED", UsualSeed));

    /// <summary>Each day others. The output tells the seed, which the setting repeats.</summary>
    [Fact]
    public Task So_are_those_of_today() => TryAsync(InputsOfToday, int.Parse(DateTime.UtcNow.ToString("yyyyMMdd", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture));

    private async Task TryAsync(int inputs, int seed)
    {
        var random = new Random(seed);
        var grammar = new CallGrammar();
        using var provider = new Provider();
        var requests = new DoorRequests(grammar, provider);
        var started = Stopwatch.GetTimestamp();
        await using var target = new FuzzTarget(provider);
        var soap = new Reached("/sdk");
        var json = new Reached("VI-JSON");
        long settled = 0;
        long peak = 0;
        for (var i = 0; i < inputs; i++)
        {
            if (i % SessionLife == 0)
            {
                target.Pass();
                await target.LoginAsync();
                grammar.Forget();
                requests.Renew(target.Now);
            }

            var sound = requests.Next(random);
            var isChanged = random.Next(2) == 0;
            var request = isChanged ? Bending.Bend(sound, random) : sound;
            if (random.Next(25) == 0)
                request = Bending.Compress(request, random);
            var (problem, answer) = await target.TryAsync(request);
            if (problem is not null)
                Assert.Fail($"input {i} of seed {seed}: {problem}\n{await SmallestAsync(target, request, problem)}");
            if (isChanged && sound is { Method: "POST", Target: "/sdk" or "//sdk" })
                soap.Count(target.ReachedMethod);
            else if (isChanged && sound.Target.StartsWith("/sdk/vim25/", StringComparison.Ordinal))
                json.Count(target.ReachedMethod);

            if (target.LostSession(request))
            {
                await target.LoginAsync(); // the call before ended its own session
                grammar.Forget();
            }

            grammar.Learn(answer);
            if (i % Math.Max(1, inputs / 20) == 0)
                peak = Math.Max(peak, GC.GetTotalMemory(forceFullCollection: true));
            if (i == inputs / 5)
                settled = GC.GetTotalMemory(forceFullCollection: true);
        }

        var end = GC.GetTotalMemory(forceFullCollection: true);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{inputs} inputs of seed {seed} in {Stopwatch.GetElapsedTime(started).TotalSeconds:0} s; heap {settled >> 20} MB after a fifth, {end >> 20} MB at the end, {peak >> 20} MB at most"));
        output.WriteLine(soap.ToString());
        output.WriteLine(json.ToString());
        output.WriteLine(Counts(target.Answers));
        output.WriteLine(Counts(target.Faults));
        Assert.True(end - settled < MostGrowth, $"the heap grew from {settled} to {end} bytes");
        Assert.True(soap.Share >= LeastReached, $"too few: {soap}");
        Assert.True(json.Share >= LeastReached, $"too few: {json}");
    }

    /// <summary>How many of the changed calls of a door came as far as a method.</summary>
    private sealed class Reached(string door)
    {
        private int _changed;
        private int _reached;

        public double Share => _changed == 0 ? 0 : (double)_reached / _changed;

        public void Count(bool hasReached)
        {
            _changed++;
            _reached += hasReached ? 1 : 0;
        }

        public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{_reached} of {_changed} changed calls to {door} reached a method ({100 * Share:0} %)");
    }

    /// <summary>The request with whatever can be left out of its body while something stays wrong with it.</summary>
    private static async Task<FuzzRequest> SmallestAsync(FuzzTarget target, FuzzRequest request, string problem)
    {
        if (problem == "it hangs")
            return request;
        for (var part = request.Body.Length / 2; part > 0; part /= 2)
        {
            for (var at = 0; at + part <= request.Body.Length;)
            {
                var smaller = request with { Body = [.. request.Body[..at], .. request.Body[(at + part)..]] };
                if ((await target.TryAsync(smaller)).Problem is not null)
                    request = smaller;
                else
                    at += part;
            }
        }

        return request;
    }

    private static string Counts(IEnumerable<KeyValuePair<string, int>> counts) =>
        string.Join(", ", counts.OrderByDescending(static kind => kind.Value).Select(static kind => $"{kind.Key}: {kind.Value}"));
}
