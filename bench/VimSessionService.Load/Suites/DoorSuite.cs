using VimSessionService.Load.Measuring;
using VimSessionService.Load.Reporting;
using VimSessionService.Load.Servers;

namespace VimSessionService.Load.Suites;

/// <summary>What work costs through VI-JSON and REST beside the same work by SOAP, in one server, turn by turn.</summary>
internal static class DoorSuite
{
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Turn = TimeSpan.FromSeconds(0.3);
    private const int Rounds = 20;
    private const int Connections = 16;

    /// <summary>Measures.</summary>
    /// <param name="service">The service.</param>
    /// <param name="work">A directory of its own.</param>
    public static DoorRow[] Run(string service, string work)
    {
        using var server = ServerProcess.StartOnOneProcessor(service, Measurement.ServiceArguments(work));
        return Array.ConvertAll(DoorScenario.All, pair => Run(server, pair));
    }

    private static DoorRow Run(ServerProcess server, DoorScenario pair)
    {
        Console.WriteLine($"{pair.Door}: {pair.Other.Name}");
        using var other = new Contestant(server, pair.Other, isFloor: false, Connections);
        using var soap = new Contestant(server, pair.Soap, isFloor: false, Connections);
        Contestant[] contestants = [other, soap];
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

        var ratios = soap.RatiosTo(other).Order().ToArray(); // of requests for a second, so of costs the other way round
        return new DoorRow(pair.Door, pair.Other.Name, Cost(other, pair.Other), Cost(soap, pair.Soap), Statistics.Median(ratios), ratios[Rounds / 4], ratios[Rounds * 3 / 4], pair.Target);
    }

    private static double Cost(Contestant contestant, Scenario scenario) =>
        Statistics.Median(contestant.Results.ConvertAll(result => result.ProcessorMicroseconds * scenario.Steps.Length));
}
