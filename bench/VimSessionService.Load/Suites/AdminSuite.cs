using System.Globalization;
using System.Text;
using VimSessionService.Load.Measuring;
using VimSessionService.Load.Servers;

namespace VimSessionService.Load.Suites;

/// <summary>
/// What the admin API costs a call of a client: the service without it, with its listener alone, with the journal, and with a thousand rules that do not match, in short turns one after
/// the other.
/// </summary>
internal static class AdminSuite
{
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Turn = TimeSpan.FromSeconds(0.5);
    private const int Rounds = 24;
    private const int Connections = 8;
    private const int Rules = 1_000;
    private const string Usual = "Fetch currentSession";

    /// <summary>Compares the ways in scenarios, on the console.</summary>
    /// <param name="service">The service.</param>
    /// <param name="only">Beginnings of the scenarios' names; none for the usual one.</param>
    public static void Run(string service, string[] only)
    {
        var work = Directory.CreateTempSubdirectory("vim-session-bench-").FullName;
        List<(string Name, ServerProcess Server)> servers = [];
        try
        {
            var rules = Path.Combine(work, "rules.json");
            WriteRules(rules);
            foreach (var (name, arguments) in Ways(rules))
                servers.Add((name, ServerProcess.StartOnOneProcessor(service, [.. Measurement.ServiceArguments(Path.Combine(work, $"{servers.Count}")), .. arguments])));
            foreach (var scenario in Scenarios.Named(only.Length == 0 ? [Usual] : only))
                Run(scenario, servers);
        }
        finally
        {
            foreach (var (_, server) in servers)
                server.Dispose();
            Directory.Delete(work, recursive: true);
        }
    }

    /// <summary>The ways to run the service; the others are compared with the first.</summary>
    private static (string Name, string[] Arguments)[] Ways(string rules) =>
    [
        ("without the admin API", ["--admin-listen", "off"]),
        ("listener, no journal", ["--journal-calls", "0"]),
        ("listener and journal", []),
        ($"the same and {Rules} rules", ["--scenario", rules]),
    ];

    private static void Run(Scenario scenario, List<(string Name, ServerProcess Server)> servers)
    {
        var contestants = servers.ConvertAll(server => (server.Name, By: new Contestant(server.Server, scenario, isFloor: false, Connections)));
        try
        {
            foreach (var (_, contestant) in contestants)
            {
                contestant.Take(WarmUp);
                contestant.Results.Clear();
            }

            var turns = contestants.ToArray();
            for (var round = 0; round < Rounds; round++)
            {
                foreach (var (_, contestant) in turns)
                    contestant.Take(Turn);
                Array.Reverse(turns);
            }

            Console.WriteLine($"{scenario.Name}: processor time of the service for a request, and as a ratio to the first turn by turn");
            foreach (var (name, contestant) in contestants)
                Write(name, contestant, contestants[0].By);
        }
        finally
        {
            foreach (var (_, contestant) in contestants)
                contestant.Dispose();
        }
    }

    private static void Write(string name, Contestant contestant, Contestant without)
    {
        var ratios = without.RatiosTo(contestant).Order().ToArray(); // of requests for a second, so of costs the other way round
        var cost = Statistics.Median(contestant.Results.ConvertAll(static result => result.ProcessorMicroseconds));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {cost,8:0.00} µs  x{Statistics.Median(ratios):0.000} ({ratios[Rounds / 4]:0.000} - {ratios[Rounds * 3 / 4]:0.000})  {name}"));
    }

    /// <summary>Rules of users who never come, some of them for the operations that are measured.</summary>
    private static void WriteRules(string file)
    {
        string[] operations = ["Fetch", "RetrievePropertiesEx", "SessionIsActive", "Login", "TerminateSession"];
        var text = new StringBuilder("{\"rules\":[");
        for (var i = 0; i < Rules; i++)
        {
            text.Append(i == 0 ? "" : ",").Append(
                CultureInfo.InvariantCulture,
                $$$"""{"id":"r{{{i}}}","when":{"users":["nobody{{{i}}}@vsphere.local"],"operations":["{{{operations[i % operations.Length]}}}"]},"answer":{"status":503}}""");
        }

        File.WriteAllText(file, text.Append("]}").ToString());
    }
}
