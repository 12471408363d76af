using System.Globalization;
using VimSessionService.Load;
using VimSessionService.Load.Reporting;
using VimSessionService.Load.Servers;
using VimSessionService.Load.Suites;

switch (args)
{
    case ["host"]:
        await MeasuredHost.RunAsync();
        return 0;

    case ["run", ..]:
        Results.Write(Settings.Parse(args).Output, Measurement.Run(Settings.Parse(args)));
        return 0;

    case ["load", var service, var floor, .. var scenarios]:
        Measurement.CompareLoad(service, floor, scenarios);
        return 0;

    case ["duel", var floor, var before, var after, .. var scenarios]:
        DuelSuite.Run(floor, before, after, scenarios);
        return 0;

    case ["tls", var service, var floor, .. var others]:
        Measurement.CompareTls(service, floor, others.FirstOrDefault(static other => !other.EndsWith("nginx", StringComparison.Ordinal)), others.FirstOrDefault(static other => other.EndsWith("nginx", StringComparison.Ordinal)));
        return 0;

    case ["doors", var service]:
        Measurement.CompareDoors(service);
        return 0;

    case ["admin", var service, .. var scenarios]:
        AdminSuite.Run(service, scenarios);
        return 0;

    case ["scale", var service]:
        Measurement.CompareScale(service);
        return 0;

    case ["scale", var service, var sessions, var events]:
        Measurement.CompareScale(service, int.Parse(sessions, CultureInfo.InvariantCulture), int.Parse(events, CultureInfo.InvariantCulture));
        return 0;

    case ["inventory", var service, .. var others]:
        Measurement.CompareInventories(service, others.ElementAtOrDefault(0), others.ElementAtOrDefault(1));
        return 0;

    case ["waiters", var service, .. var floors]:
        Measurement.CompareWaiters(service, floors.FirstOrDefault(""));
        return 0;

    case ["stores", var service, .. var others]:
        StoreSuite.Run(service, others.FirstOrDefault());
        return 0;

    case ["tokens", var service, var floor]:
        Measurement.CompareTokens(service, floor);
        return 0;

    case ["starts", ..]:
        Measurement.CompareStarts(Settings.Parse(args));
        return 0;

    case ["report", var results, var benchmarks, var document]:
        PerformanceDocument.Update(document, Results.Read(results), BenchmarkReport.ReadAll(benchmarks));
        Console.WriteLine(SummaryTable.Of(Results.Read(results)));
        return 0;

    default:
        Console.Error.WriteLine("run --service FILE --floor FILE --service-jit FILE --floor-jit FILE --output FILE [--vcsim FILE] [--nginx FILE] [--rounds N] [--seconds S]");
        Console.Error.WriteLine("load SERVICE FLOOR [SCENARIO...]");
        Console.Error.WriteLine("duel FLOOR BEFORE AFTER [SCENARIO...]: two builds of the service");
        Console.Error.WriteLine("tls SERVICE FLOOR [VCSIM] [NGINX]");
        Console.Error.WriteLine("doors SERVICE: VI-JSON and REST beside SOAP");
        Console.Error.WriteLine("admin SERVICE [SCENARIO...]: what the admin API, its journal and its rules cost a call");
        Console.Error.WriteLine("scale SERVICE [SESSIONS EVENTS]: the growth of costs with sessions and events");
        Console.Error.WriteLine("inventory SERVICE [VCSIM [RECORDING]]: 10,000 machines, also of a recording, which is made when none is named");
        Console.Error.WriteLine("waiters SERVICE [FLOOR]: clients that wait for updates");
        Console.Error.WriteLine("stores SERVICE [BEFORE]: sessions in redis-server beside sessions in memory, and three replicas; or two builds of the service");
        Console.Error.WriteLine("tokens SERVICE FLOOR");
        Console.Error.WriteLine("starts: as run, only the starts, which replace those of the results");
        Console.Error.WriteLine("report RESULTS BENCHMARKS DOCUMENT");
        return 2;
}
