using System.Globalization;
using System.Text;
using VimSessionService.Load.Http;
using VimSessionService.Load.Measuring;
using VimSessionService.Load.Reporting;
using VimSessionService.Load.Servers;

namespace VimSessionService.Load.Suites;

/// <summary>What the whole server allocates for a call, Kestrel included.</summary>
internal static class AllocationSuite
{
    private const int WarmUp = 20_000;
    private const int Rounds = 10_000;

    /// <summary>Measures every scenario, on one connection.</summary>
    public static AllocationRow[] Run(Settings settings, string work)
    {
        using var service = ServerProcess.Start(typeof(AllocationSuite).Assembly.Location, "host");
        using var floor = ServerProcess.Start(settings.FloorJit, Path.Combine(work, "answers"));
        using var questions = floor.Connect();
        return Array.ConvertAll(Scenarios.All, scenario => new AllocationRow(
            scenario.Name,
            Measure(service, scenario, isFloor: false, () => service.Ask(MeasuredHost.Allocated)),
            Measure(floor, scenario, isFloor: true, () => AskFloor(questions))));
    }

    private static double Measure(ServerProcess server, Scenario scenario, bool isFloor, Func<long> allocated)
    {
        Console.WriteLine($"Allocations: {scenario.Name}");
        using var others = isFloor ? null : new OtherSessions(server, scenario);
        using var session = scenario.NeedsSession && !isFloor ? new LoggedIn(server) : null;
        using var caller = new Caller(server.Connect(), scenario, isFloor, session);
        caller.Repeat(WarmUp);
        var before = allocated();
        caller.Repeat(Rounds);
        return (double)(allocated() - before) / Rounds / scenario.Steps.Length;
    }

    private static long AskFloor(Connection connection)
    {
        connection.Call(HttpMessage.Get("/allocated"));
        return long.Parse(Encoding.ASCII.GetString(connection.Body), CultureInfo.InvariantCulture);
    }
}
