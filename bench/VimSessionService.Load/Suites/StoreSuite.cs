using System.Globalization;
using System.Net;
using System.Net.Sockets;
using VimSessionService.Load.Measuring;
using VimSessionService.Load.Servers;

namespace VimSessionService.Load.Suites;

/// <summary>
/// The service with its sessions in Debian's redis-server beside the service with its sessions in memory, turn by turn, by processor time; and three replicas beside one. What
/// replicas and the engine would serve with a processor each follows from what each of them spends on a call: no fewer processors can be measured at their limit. It is measured besides with
/// a small share of a processor for each, first of the replicas alone, then of the engine too.
/// </summary>
internal static class StoreSuite
{
    private const int Connections = 15;
    private const int Rounds = 20;
    private const string Engine = "/usr/bin/redis-server";

    /// <summary>Of a processor, in hundredths. All of them together are to have less than one.</summary>
    private const int PercentOfEach = 10;

    /// <summary>So many that a replica has work whenever it may run.</summary>
    private const int ConnectionsOfShares = 60;

    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Turn = TimeSpan.FromSeconds(0.5);
    private static readonly string[] Only = ["Fetch currentSession", "Login + Logout"];

    /// <summary>Measures, on the console.</summary>
    /// <param name="program">The service.</param>
    /// <param name="before">Another build of it, which takes turns with it: with both, nothing is measured of several replicas.</param>
    public static void Run(string program, string? before = null)
    {
        var work = Directory.CreateTempSubdirectory("vim-session-bench-").FullName;
        try
        {
            var address = new Uri($"http://127.0.0.1:{FreePort()}");
            using var engine = ServerProcess.StartOnOneProcessorAt(address, Engine, "--port", $"{address.Port}", "--bind", "127.0.0.1", "--save", "", "--dir", work);
            using var memory = ServerProcess.StartOnOneProcessor(program, [.. Measurement.ServiceArguments(Path.Combine(work, "memory")), "--admin-listen", "off"]);
            var replicas = new List<ServerProcess>();
            try
            {
                if (before is not null)
                {
                    replicas.Add(Replica(program, work, address, 0));
                    replicas.Add(Replica(before, work, address, 1, "?prefix=before"));
                    foreach (var scenario in Scenarios.Named(Only))
                        Compare(scenario, memory, ("with the store", replicas[0]), ("with the store before", replicas[1]));
                    return;
                }

                for (var i = 0; i < 3; i++)
                {
                    replicas.Add(Replica(program, work, address, i));
                    if (i == 0)
                    {
                        foreach (var scenario in Scenarios.Named(Only))
                            Compare(scenario, memory, ("with the store", replicas[0]));
                    }
                }

                foreach (var scenario in Scenarios.Named(Only))
                    Scale(scenario, replicas, engine);
                foreach (var scenario in Scenarios.Named(Only))
                    Share(scenario, replicas, engine);
            }
            finally
            {
                foreach (var replica in replicas)
                    replica.Dispose();
            }
        }
        finally
        {
            Directory.Delete(work, recursive: true);
        }
    }

    private static ServerProcess Replica(string program, string work, Uri engine, int number, string? instance = null) => ServerProcess.StartOnOneProcessor(
        program,
        [.. Measurement.ServiceArguments(Path.Combine(work, $"replica{number}")), "--admin-listen", "off", "--store", $"redis://127.0.0.1:{engine.Port}{instance}", "--store-key", "0123456789abcdef"]);

    private static void Compare(Scenario scenario, ServerProcess memory, params (string What, ServerProcess Server)[] stored)
    {
        using var inMemory = new Contestant(memory, scenario, isFloor: false, Connections);
        var inStores = stored.Select(store => new Contestant(store.Server, scenario, isFloor: false, Connections)).ToArray();
        try
        {
            Contestant[] contestants = [inMemory, .. inStores];
            foreach (var contestant in contestants)
            {
                contestant.Take(WarmUp);
                contestant.Results.Clear();
            }

            for (var round = 0; round < Rounds; round++)
            {
                foreach (var contestant in contestants)
                    contestant.Take(Turn);
                Array.Reverse(contestants);
            }

            foreach (var (what, inStore) in stored.Zip(inStores, static (store, contestant) => (store.What, contestant)))
            {
                // Requests for a second of the one against those of the other are the other way round the time for a request.
                var ratios = inMemory.RatiosTo(inStore).Order().ToArray();
                Write($"{scenario.Name}: {OfCall(inMemory):0.0} us of a processor in memory, {OfCall(inStore):0.0} us {what}: {Statistics.Median(ratios):0.00} times ({ratios[Rounds / 4]:0.00} - {ratios[Rounds * 3 / 4]:0.00})");
            }
        }
        finally
        {
            foreach (var inStore in inStores)
                inStore.Dispose();
        }
    }

    private static double OfCall(Contestant contestant) => Statistics.Median(contestant.Results.Select(static result => result.ProcessorMicroseconds));

    /// <summary>What one replica and three would serve with a processor for each, and one for the engine.</summary>
    private static void Scale(Scenario scenario, List<ServerProcess> replicas, ServerProcess engine)
    {
        var one = Limit(scenario, replicas.GetRange(0, 1), engine);
        var three = Limit(scenario, replicas, engine);
        Write($"{scenario.Name}: three replicas with a processor each serve {three / one:0.00} times the calls of one");
    }

    /// <summary>What one replica and three serve with a share of a processor for each.</summary>
    private static void Share(Scenario scenario, List<ServerProcess> replicas, ServerProcess engine)
    {
        try
        {
            foreach (var isOfEngine in new[] { false, true })
            {
                var one = Shared(scenario, replicas.GetRange(0, 1), isOfEngine ? engine : null);
                var three = Shared(scenario, replicas, isOfEngine ? engine : null);
                Write($"{scenario.Name}, {PercentOfEach} % of a processor for each replica{(isOfEngine ? " and the engine" : "")}: {one:0} calls in a second by one replica, {three:0} by three: {three / one:0.00} times");
            }
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            Write($"{scenario.Name}: shares of a processor cannot be given here: {failure.Message}");
        }
    }

    private static double Shared(Scenario scenario, List<ServerProcess> replicas, ServerProcess? engine)
    {
        using var session = scenario.NeedsSession ? new LoggedIn(replicas[0]) : null;
        Caller[] callers = [.. Enumerable.Range(0, ConnectionsOfShares).Select(i => new Caller(replicas[i % replicas.Count].Connect(), scenario, isFloor: false, session, i))];
        var shares = new List<ProcessorShare>();
        try
        {
            foreach (var server in engine is null ? replicas : [.. replicas, engine])
                shares.Add(new ProcessorShare(server, PercentOfEach));
            LoadRun.Run(replicas, callers, WarmUp, out _);
            return LoadRun.Run(replicas, callers, Turn * Rounds, out _).RequestsPerSecond;
        }
        finally
        {
            foreach (var share in shares)
                share.Dispose();
            foreach (var caller in callers)
            {
                caller.Finish();
                caller.Dispose();
            }
        }
    }

    private static double Limit(Scenario scenario, List<ServerProcess> replicas, ServerProcess engine)
    {
        using var session = scenario.NeedsSession ? new LoggedIn(replicas[0]) : null;
        Caller[] callers = [.. Enumerable.Range(0, Connections * replicas.Count).Select(i => new Caller(replicas[i % replicas.Count].Connect(), scenario, isFloor: false, session, i))];
        try
        {
            LoadRun.Run(replicas, callers, WarmUp, out _);
            var result = LoadRun.Run([.. replicas, engine], callers, Turn * Rounds, out var spent);
            var busiest = spent[..^1].Max().TotalSeconds / result.Requests;
            var ofEngine = spent[^1].TotalSeconds / result.Requests;
            Write($"{scenario.Name}, {replicas.Count} replicas: {spent[..^1].Sum(static time => time.TotalSeconds) / result.Requests * 1e6:0} us of their processors for a call, {ofEngine * 1e6:0} us of the engine's");
            return 1 / Math.Max(busiest, ofEngine);
        }
        finally
        {
            foreach (var caller in callers)
            {
                caller.Finish();
                caller.Dispose();
            }
        }
    }

    private static void Write(FormattableString text) => Console.WriteLine(text.ToString(CultureInfo.InvariantCulture));

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
