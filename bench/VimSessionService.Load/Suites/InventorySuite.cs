using System.Diagnostics;
using System.Globalization;
using VimSessionService.Load.Measuring;
using VimSessionService.Load.Reporting;
using VimSessionService.Load.Servers;

namespace VimSessionService.Load.Suites;

/// <summary>
/// An inventory of 10,000 machines, beside vcsim with one of the same shape: the start, reading ten properties of every machine along a ContainerView, and waiting for the updates of 1,000 machines
/// that change. Processor time is that of the server alone.
/// </summary>
internal sealed class InventorySuite : IDisposable
{
    private const int Machines = 10_000;
    private const int Changing = 1_000;
    private const int Readings = 5;
    private const int AtOnce = 200;

    private static readonly string[] Paths =
    [
        "name", "runtime.powerState", "runtime.host", "config.uuid", "config.hardware.numCPU", "config.hardware.memoryMB", "guest.ipAddress", "summary.overallStatus", "summary.config.vmPathName", "resourcePool",
    ];

    private readonly ServerProcess _server;
    private readonly SoapCalls _calls;

    private InventorySuite(ServerProcess server) => (_server, _calls) = (server, new SoapCalls(server.Url));

    /// <summary>Measures the service, a recording that it serves, and vcsim where it is there.</summary>
    /// <param name="service">The service, compiled ahead of time.</param>
    /// <param name="vcsim">vcsim; null for none.</param>
    /// <param name="recording">A recording of 10,000 machines; null to record those of the service.</param>
    /// <param name="work">A directory for files.</param>
    public static IEnumerable<InventoryRow> Run(string service, string? vcsim, string? recording, string work)
    {
        string[] arguments = [.. Measurement.ServiceArguments(work), "--stubs", "builtin:machines"];
        yield return Measure("service", () => ServerProcess.Start(service, [.. arguments, "--inventory", "builtin:large"]));
        var recorded = recording ?? Record(service, arguments, Path.Combine(work, "recording"));
        yield return Measure("service, recorded", () => ServerProcess.Start(service, [.. arguments, "--inventory", recorded]));
        if (vcsim is not null)
        {
            yield return Measure(
                "vcsim",
                () => ServerProcess.Start(vcsim, "-l", "127.0.0.1:0", "-tls=false", "-cluster", "10", "-host", "32", "-standalone-host", "0", "-ds", "20", "-vm", "1000"));
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _calls.Dispose();
        _server.Dispose();
    }

    private static string Record(string service, string[] arguments, string directory)
    {
        using var server = ServerProcess.Start(service, [.. arguments, "--inventory", "builtin:large"]);
        ServerProcess.Run(service, [new("VIMSESSION_RECORD_PASSWORD", Scenarios.Password)], "record", "--url", server.Url.ToString(), "--user", Scenarios.UserName, "--output", directory);
        return directory;
    }

    private static InventoryRow Measure(string name, Func<ServerProcess> start)
    {
        var began = Stopwatch.GetTimestamp();
        var server = start();
        using var suite = new InventorySuite(server);
        suite._calls.Login();
        var first = Stopwatch.GetElapsedTime(began);
        var opened = server.ResidentBytes;
        var (reading, bytes) = suite.Read();
        var resident = server.ResidentBytes;
        return new InventoryRow(name, first.TotalMilliseconds, opened, reading, bytes, resident, suite.Change(), server.ResidentBytes);
    }

    /// <summary>The processor time of reading all machines once, and the length of the answer.</summary>
    private (double Milliseconds, long Bytes) Read()
    {
        var times = new List<double>();
        var length = 0L;
        for (var i = 0; i <= Readings; i++)
        {
            var before = _server.ProcessorTime;
            var view = _calls.CreateView();
            var answer = _calls.Retrieve(view, Paths);
            length = answer.Bytes;
            if (answer.Objects != Machines)
                throw new InvalidDataException(string.Create(CultureInfo.InvariantCulture, $"{answer.Objects} machines instead of {Machines}"));
            _calls.Destroy(view);
            if (i > 0) // the first warms up
                times.Add((_server.ProcessorTime - before).TotalMilliseconds);
        }

        return (Statistics.Median(times), length);
    }

    /// <summary>
    /// How many updates are told for a second of processor time, with the calls that change the machines. Each machine changes once: for each change vcsim looks at every machine of the filter again, so
    /// that more would take minutes.
    /// </summary>
    private double Change()
    {
        const string Text = "poweredOff";

        var machines = _calls.MachinesOf(_calls.CreateView())[..Changing];
        _calls.Watch(machines, "runtime.powerState");
        var told = new HashSet<string>(StringComparer.Ordinal);
        var version = _calls.Wait("", Text, told);
        var before = _server.ProcessorTime;
        var changed = 0;
        foreach (var some in machines.Chunk(AtOnce))
        {
            foreach (var machine in some)
                _calls.SwitchOff(machine);
            changed += some.Length;
            while (told.Count < changed)
                version = _calls.Wait(version, Text, told);
        }

        return changed / (_server.ProcessorTime - before).TotalSeconds;
    }
}
