using VimSessionService.Load.Measuring;
using VimSessionService.Load.Reporting;
using VimSessionService.Load.Servers;

namespace VimSessionService.Load.Suites;

/// <summary>What a login costs beside few and many live sessions, and what an idle session holds.</summary>
internal static class SessionSuite
{
    private const int Many = 100_000;
    private static readonly int[] Levels = [1, 1_000, 10_000, Many];

    /// <summary>Measures Login and Logout in servers that hold different numbers of sessions, turn by turn.</summary>
    public static LoginRow[] Run(Settings settings, string work, out double residentBytesPerSession)
    {
        var servers = Array.ConvertAll(Levels, _ => ServerProcess.StartOnOneProcessor(settings.Service, Measurement.ServiceArguments(work)));
        try
        {
            for (var i = 0; i < Levels.Length; i++)
                Fill(servers[i], Levels[i]);
            var callers = Array.ConvertAll(servers, server => Callers(server, settings.Connections));
            var results = Array.ConvertAll(Levels, _ => new List<double>());
            for (var round = -1; round < settings.Rounds; round++)
            {
                for (var i = 0; i < servers.Length; i++)
                {
                    var result = LoadRun.Run(servers[i], callers[i], settings.Turn);
                    if (round >= 0) // the first is to warm up
                        results[i].Add(result.ProcessorMicroseconds * 2);
                }
            }

            residentBytesPerSession = (double)(servers[^1].ResidentBytes - servers[0].ResidentBytes) / (Many - 1);
            foreach (var caller in callers.SelectMany(all => all))
                caller.Dispose();
            return [.. Levels.Select((level, i) => new LoginRow(
                level,
                Statistics.Median(results[i]),
                Statistics.Median(results[i].Zip(results[0], (own, one) => own / one)),
                servers[i].ResidentBytes))];
        }
        finally
        {
            foreach (var server in servers)
                server.Dispose();
        }
    }

    /// <summary>What the managed heap holds for a session that is doing nothing.</summary>
    public static double HeapBytesPerSession()
    {
        using var host = ServerProcess.Start(typeof(SessionSuite).Assembly.Location, "host");
        Fill(host, 20_000); // the log of events is full by then, and grows no more
        var before = host.Ask(MeasuredHost.Heap);
        Fill(host, Many);
        return (double)(host.Ask(MeasuredHost.Heap) - before) / Many;
    }

    private static void Fill(ServerProcess server, int sessions)
    {
        Console.WriteLine($"{sessions} logins");
        using var connection = server.Connect();
        var login = Scenarios.Login.ToService();
        for (var i = 0; i < sessions; i++)
            connection.Call(login);
    }

    private static Caller[] Callers(ServerProcess server, int connections) =>
    [
        .. Enumerable.Range(0, connections)
            .Select(_ => new Caller(server.Connect(), Scenarios.LoginLogout, isFloor: false, session: null)),
    ];
}
