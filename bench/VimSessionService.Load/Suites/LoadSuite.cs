using VimSessionService.Load.Measuring;
using VimSessionService.Load.Reporting;
using VimSessionService.Load.Servers;

namespace VimSessionService.Load.Suites;

/// <summary>
/// The service, the service with its call log, and the floor under load, turn by turn: whatever else the machine does meanwhile
/// falls on all of them.
/// </summary>
internal sealed class LoadSuite(Settings settings, string work)
{
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(2);

    /// <summary>Runs scenarios for one way to compile.</summary>
    /// <param name="build">The way's name.</param>
    /// <param name="serviceProgram">The service.</param>
    /// <param name="floorProgram">The floor.</param>
    /// <param name="only">Beginnings of the scenarios' names; none for all.</param>
    public (LoadRow[] Rows, long ServiceResidentBytes) Run(string build, string serviceProgram, string floorProgram, params string[] only)
    {
        using var service = ServerProcess.StartOnOneProcessor(serviceProgram, Measurement.ServiceArguments(work));
        using var logging = ServerProcess.StartOnOneProcessor(serviceProgram, Measurement.ServiceArguments(work, logCalls: true));
        var answers = Path.Combine(work, "answers");
        Answers.Capture(service, Scenarios.All, answers);
        using var floor = ServerProcess.StartOnOneProcessor(floorProgram, answers);
        var rows = Array.ConvertAll(Scenarios.Named(only), scenario => Run(build, scenario, floor, service, logging));
        return (rows, service.ResidentBytes);
    }

    private LoadRow Run(string build, Scenario scenario, ServerProcess floor, ServerProcess service, ServerProcess logging)
    {
        Console.WriteLine($"{build}: {scenario.Name}");
        using var inService = new Contestant(service, scenario, isFloor: false, settings.Connections);
        using var inLogging = new Contestant(logging, scenario, isFloor: false, settings.Connections);
        using var inFloor = new Contestant(floor, scenario, isFloor: true, settings.Connections);
        Contestant[] contestants = [inFloor, inService, inLogging];
        foreach (var contestant in contestants)
            contestant.Take(WarmUp);
        foreach (var contestant in contestants)
            contestant.Results.Clear();
        for (var round = 0; round < settings.Rounds; round++)
        {
            foreach (var contestant in contestants)
                contestant.Take(settings.Turn);
            Array.Reverse(contestants);
        }

        var ratios = inService.RatiosTo(inFloor);
        return new LoadRow(
            build,
            scenario.Name,
            Median(ratios),
            ratios.Min(),
            ratios.Max(),
            Median(inLogging.RatiosTo(inFloor)),
            Summary(inFloor),
            Summary(inService),
            Summary(inLogging));
    }

    private static LoadSummary Summary(Contestant contestant) => new(
        Median(contestant.Results.ConvertAll(result => result.RequestsPerSecond)),
        Median(contestant.Results.ConvertAll(result => result.ProcessorMicroseconds)),
        Median(contestant.Results.ConvertAll(result => result.P50Microseconds)),
        Median(contestant.Results.ConvertAll(result => result.P99Microseconds)));

    private static double Median(IEnumerable<double> values) => Statistics.Median(values);
}
