using System.Globalization;
using VimSessionService.Load.Measuring;
using VimSessionService.Load.Reporting;
using VimSessionService.Load.Servers;

namespace VimSessionService.Load.Suites;

/// <summary>All measurements, one after the other, so that none disturbs another.</summary>
internal static class Measurement
{
    /// <summary>Measures.</summary>
    public static Results Run(Settings settings)
    {
        var work = Directory.CreateTempSubdirectory("vim-session-bench-").FullName;
        try
        {
            var machine = Machine.Describe();
            var load = new LoadSuite(settings, work);
            var native = load.Run("NativeAOT", settings.Service, settings.Floor);
            var jit = load.Run("JIT", settings.ServiceJit, settings.FloorJit);
            return new Results
            {
                Machine = machine,
                Rounds = settings.Rounds,
                TurnSeconds = settings.Turn.TotalSeconds,
                Connections = settings.Connections,
                Load = [.. native.Rows, .. jit.Rows],
                ResidentAfterLoad = native.ServiceResidentBytes,
                Tls = TlsSuite.Run(new TlsServers(settings.Service, settings.Floor, settings.Vcsim, settings.Nginx, work), settings.Rounds),
                Doors = DoorSuite.Run(settings.Service, work),
                Tokens = TokenSuite.Run(settings, work),
                Allocations = AllocationSuite.Run(settings, work),
                Starts = StartSuite.Run(settings, work),
                Logins = SessionSuite.Run(settings, work, out var residentPerSession),
                ResidentBytesPerSession = residentPerSession,
                HeapBytesPerSession = SessionSuite.HeapBytesPerSession(),
                Waiters = WaiterSuite.Run(settings, work),
                Scale = ScaleSuite.Run(settings.Service, work),
            };
        }
        finally
        {
            Directory.Delete(work, recursive: true);
        }
    }

    /// <summary>Only the starts, which take the place of those in results that are there.</summary>
    public static void CompareStarts(Settings settings)
    {
        var work = Directory.CreateTempSubdirectory("vim-session-bench-").FullName;
        try
        {
            Results.Write(settings.Output, Results.Read(settings.Output) with { Starts = StartSuite.Run(settings, work) });
        }
        finally
        {
            Directory.Delete(work, recursive: true);
        }
    }

    /// <summary>Only the logins by token and the issue of tokens, of two programs, on the console.</summary>
    /// <param name="service">The service.</param>
    /// <param name="floor">The floor.</param>
    public static void CompareTokens(string service, string floor)
    {
        var work = Directory.CreateTempSubdirectory("vim-session-bench-").FullName;
        try
        {
            var settings = new Settings { Service = service, Floor = floor, ServiceJit = "", FloorJit = "", Output = "", Turn = TimeSpan.FromSeconds(0.6) };
            foreach (var row in TokenSuite.Run(settings, work))
            {
                Console.WriteLine(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{row.ServiceMicroseconds:0.0} us, floor {row.FloorMicroseconds:0.0} us, bare {row.BareMicroseconds:0.0} us  {row.Operation}"));
            }
        }
        finally
        {
            Directory.Delete(work, recursive: true);
        }
    }

    /// <summary>Only the connections with TLS, as a table on the console.</summary>
    public static void CompareTls(string service, string floor, string? vcsim, string? nginx)
    {
        var work = Directory.CreateTempSubdirectory("vim-session-bench-").FullName;
        try
        {
            Console.Write(PerformanceDocument.Tls(TlsSuite.Run(new TlsServers(service, floor, vcsim, nginx, work), rounds: 9)));
        }
        finally
        {
            Directory.Delete(work, recursive: true);
        }
    }

    /// <summary>Only the doors beside SOAP, as a table on the console.</summary>
    public static void CompareDoors(string service)
    {
        var work = Directory.CreateTempSubdirectory("vim-session-bench-").FullName;
        try
        {
            Console.Write(PerformanceDocument.Doors(DoorSuite.Run(service, work)));
        }
        finally
        {
            Directory.Delete(work, recursive: true);
        }
    }

    /// <summary>Only how costs grow with numbers, as a table on the console.</summary>
    /// <param name="service">The service.</param>
    /// <param name="sessions">How many sessions.</param>
    /// <param name="events">How many events.</param>
    public static void CompareScale(string service, int sessions = ScaleSuite.Sessions, int events = ScaleSuite.Events)
    {
        var work = Directory.CreateTempSubdirectory("vim-session-bench-").FullName;
        try
        {
            Console.Write(PerformanceDocument.Scale(ScaleSuite.Run(service, work, sessions, events)));
        }
        finally
        {
            Directory.Delete(work, recursive: true);
        }
    }

    /// <summary>Only the inventory of 10,000 machines, as a table on the console.</summary>
    /// <param name="service">The service.</param>
    /// <param name="vcsim">vcsim; null for none.</param>
    /// <param name="recording">A recording of 10,000 machines; null to make one.</param>
    public static void CompareInventories(string service, string? vcsim, string? recording)
    {
        var work = Directory.CreateTempSubdirectory("vim-session-bench-").FullName;
        try
        {
            var machine = Machine.Describe();
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{machine.Date}, {machine.Processor}, load average {machine.LoadAverage:0.0}, {machine.Runtime}"));
            Console.Write(PerformanceDocument.Inventories(InventorySuite.Run(service, vcsim, recording, work)));
        }
        finally
        {
            Directory.Delete(work, recursive: true);
        }
    }

    /// <summary>Only the clients that wait for updates, as a table on the console.</summary>
    /// <param name="service">The service.</param>
    /// <param name="floor">The floor; empty for none.</param>
    public static void CompareWaiters(string service, string floor)
    {
        var work = Directory.CreateTempSubdirectory("vim-session-bench-").FullName;
        try
        {
            var settings = new Settings { Service = service, Floor = floor, ServiceJit = "", FloorJit = "", Output = "" };
            Console.Write(PerformanceDocument.Waiters(WaiterSuite.Run(settings, work)));
        }
        finally
        {
            Directory.Delete(work, recursive: true);
        }
    }

    /// <summary>Only the load, of two programs, on the console: to see whether a change is worth it.</summary>
    /// <param name="service">The service.</param>
    /// <param name="floor">The floor.</param>
    /// <param name="scenarios">Beginnings of the scenarios' names; none for all.</param>
    public static void CompareLoad(string service, string floor, string[] scenarios)
    {
        var work = Directory.CreateTempSubdirectory("vim-session-bench-").FullName;
        try
        {
            var settings = new Settings { Service = service, Floor = floor, ServiceJit = "", FloorJit = "", Output = "", Turn = TimeSpan.FromSeconds(0.6) };
            foreach (var row in new LoadSuite(settings, work).Run("", service, floor, scenarios).Rows)
            {
                Console.WriteLine(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{row.Ratio:0.000} ({row.LowestRatio:0.00} - {row.HighestRatio:0.00}) {row.Service.ProcessorMicroseconds:0.0} / {row.Floor.ProcessorMicroseconds:0.0} us  {row.Scenario}"));
            }
        }
        finally
        {
            Directory.Delete(work, recursive: true);
        }
    }

    /// <summary>The arguments that the service is measured with.</summary>
    public static string[] ServiceArguments(string work, bool tls = false, bool logCalls = false)
    {
        Directory.CreateDirectory(work);
        var users = Path.Combine(work, "users.json");
        Recordings.WriteUsers(users);
        return
        [
            "--listen", "127.0.0.1:0",
            "--tls", tls ? "true" : "false",
            "--username", Scenarios.UserName,
            "--password", Scenarios.Password,
            "--log-calls", logCalls ? "true" : "false",
            "--max-sessions", "1000000",
            "--data-directory", Path.Combine(work, "data"),
            "--users-file", users,
        ];
    }
}
