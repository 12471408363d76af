using VimSessionService.Load.Measuring;
using VimSessionService.Load.Reporting;

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
                Allocations = AllocationSuite.Run(settings, work),
                Starts = StartSuite.Run(settings, work),
                Logins = SessionSuite.Run(settings, work, out var residentPerSession),
                ResidentBytesPerSession = residentPerSession,
                HeapBytesPerSession = SessionSuite.HeapBytesPerSession(),
                Waiters = WaiterSuite.Run(settings, work),
            };
        }
        finally
        {
            Directory.Delete(work, recursive: true);
        }
    }

    /// <summary>The arguments that the service is measured with.</summary>
    public static string[] ServiceArguments(string work, bool tls = false, bool logCalls = false) =>
    [
        "--listen", "127.0.0.1:0",
        "--tls", tls ? "true" : "false",
        "--username", Scenarios.UserName,
        "--password", Scenarios.Password,
        "--log-calls", logCalls ? "true" : "false",
        "--max-sessions", "1000000",
        "--data-directory", Path.Combine(work, "data"),
    ];
}
