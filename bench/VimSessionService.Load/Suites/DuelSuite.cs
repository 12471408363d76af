using System.Globalization;
using VimSessionService.Load.Measuring;
using VimSessionService.Load.Servers;

namespace VimSessionService.Load.Suites;

/// <summary>
/// Two builds of the service and the floor, in many short turns one after the other: to see whether a change is worth it. The builds are
/// compared turn with turn, which shows differences that are lost between two runs.
/// </summary>
internal static class DuelSuite
{
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Turn = TimeSpan.FromSeconds(0.3);
    private const int Rounds = 20;
    private const int Connections = 16;

    /// <summary>Compares two builds in scenarios, on the console.</summary>
    /// <param name="floorProgram">The floor.</param>
    /// <param name="beforeProgram">The one build.</param>
    /// <param name="afterProgram">The other.</param>
    /// <param name="only">Beginnings of the scenarios' names; none for all.</param>
    public static void Run(string floorProgram, string beforeProgram, string afterProgram, string[] only)
    {
        var work = Directory.CreateTempSubdirectory("vim-session-bench-").FullName;
        try
        {
            using var before = ServerProcess.StartOnOneProcessor(beforeProgram, Measurement.ServiceArguments(Path.Combine(work, "before")));
            using var after = ServerProcess.StartOnOneProcessor(afterProgram, Measurement.ServiceArguments(Path.Combine(work, "after")));
            var answers = Path.Combine(work, "answers");
            Answers.Capture(after, Scenarios.All, answers);
            using var floor = ServerProcess.StartOnOneProcessor(floorProgram, answers);
            foreach (var scenario in Scenarios.Named(only))
                Run(scenario, floor, before, after);
        }
        finally
        {
            Directory.Delete(work, recursive: true);
        }
    }

    private static void Run(Scenario scenario, ServerProcess floor, ServerProcess before, ServerProcess after)
    {
        using var inFloor = new Contestant(floor, scenario, isFloor: true, Connections);
        using var inBefore = new Contestant(before, scenario, isFloor: false, Connections);
        using var inAfter = new Contestant(after, scenario, isFloor: false, Connections);
        Contestant[] contestants = [inFloor, inBefore, inAfter];
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

        var gains = inAfter.RatiosTo(inBefore).Order().ToArray();
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{Statistics.Median(inBefore.RatiosTo(inFloor)):0.000} -> {Statistics.Median(inAfter.RatiosTo(inFloor)):0.000} of the floor, x{Statistics.Median(gains):0.000} ({gains[Rounds / 4]:0.00} - {gains[Rounds * 3 / 4]:0.00})  {scenario.Name}"));
    }
}
