using System.Globalization;

namespace VimSessionService.Load.Reporting;

/// <summary>Puts results into the tables of a document, between the comments that name them. Its prose is left alone.</summary>
internal static class PerformanceDocument
{
    /// <summary>Updates the document.</summary>
    public static void Update(string file, Results results, BenchmarkReport[] benchmarks)
    {
        var text = File.ReadAllText(file);
        foreach (var (name, table) in Tables(results, benchmarks))
            text = Replace(text, name, table);
        File.WriteAllText(file, text);
    }

    private static IEnumerable<(string Name, string Table)> Tables(Results results, BenchmarkReport[] benchmarks)
    {
        yield return ("machine", OnMachine(results));
        yield return ("summary", SummaryTable.Of(results));
        foreach (var build in results.Load.GroupBy(row => row.Build, StringComparer.Ordinal))
            yield return ("load-" + build.Key, Load(build));
        yield return ("log", Log(results.Load));
        yield return ("tls", Tls(results.Tls));
        yield return ("doors", Doors(results.Doors));
        yield return ("tokens", Tokens(results.Tokens));
        yield return ("allocations", Allocations(results.Allocations));
        yield return ("starts", Starts(results));
        yield return ("logins", Logins(results.Logins));
        yield return ("sessions", Sessions(results));
        yield return ("waiters", Waiters(results.Waiters));
        yield return ("scale", Scale(results.Scale));
        yield return ("benchmarks", Benchmarks(benchmarks));
    }

    private static string OnMachine(Results results)
    {
        var machine = results.Machine;
        return Text($"{machine.Date}: {machine.Processor}, {machine.Processors} processors shared by server and client, {machine.OperatingSystem}, {machine.Runtime}; ")
            + Text($"load average {machine.LoadAverage:F1} before the first turn. {results.Connections} connections, {results.Rounds} rounds of {results.TurnSeconds:0.#} s.\n");
    }

    private static string Load(IEnumerable<LoadRow> rows) => Table(
        "| scenario | ratio to the floor (target ≥ 0.75) | worst and best round | CPU per request, service / floor | requests/s, service / floor | p50 | p99, service / floor |",
        rows.Select(row => Text($"| {row.Scenario} | **{row.Ratio:F2}** | {row.LowestRatio:F2} – {row.HighestRatio:F2} | {row.Service.ProcessorMicroseconds:F1} / {row.Floor.ProcessorMicroseconds:F1} µs ")
            + Text($"| {row.Service.RequestsPerSecond:F0} / {row.Floor.RequestsPerSecond:F0} | {row.Service.P50Microseconds / 1000:F2} ms | {row.Service.P99Microseconds / 1000:F2} / {row.Floor.P99Microseconds / 1000:F2} ms |")));

    private static string Log(IEnumerable<LoadRow> rows) => Table(
        "| scenario | build | ratio to the floor, log off | log on | CPU per request, off | on |",
        rows.Select(row => Text($"| {row.Scenario} | {row.Build} | {row.Ratio:F2} | {row.RatioWithLog:F2} | {row.Service.ProcessorMicroseconds:F1} µs | {row.ServiceWithLog.ProcessorMicroseconds:F1} µs |")));

    /// <summary>The table of connections with TLS.</summary>
    internal static string Tls(IEnumerable<TlsRow> rows) => Table(
        "| connection | TLS | key | CPU in the service | floor | nginx | vcsim | service ÷ floor | ÷ nginx | ÷ vcsim |",
        rows.Select(row => Text($"| {row.Operation} | {row.Version} | {row.KeyType} | {Microseconds(row, "service")} | {Microseconds(row, "floor")} | {Microseconds(row, "nginx")} | {Microseconds(row, "vcsim")} ")
            + Text($"| {row.RatioTo("floor"):F2} | {row.RatioTo("nginx"):F2} | {row.RatioTo("vcsim"):F2} |")));

    private static string Microseconds(TlsRow row, string server) => row.Microseconds.TryGetValue(server, out var microseconds) ? Text($"{microseconds:F0} µs") : "";

    /// <summary>The table of doors.</summary>
    internal static string Doors(IEnumerable<DoorRow> rows) => Table(
        "| work | door | CPU there | CPU by SOAP | door ÷ SOAP | middle half | target |",
        rows.Select(row => Text($"| {row.Scenario} | {row.Door} | {row.Microseconds:F1} µs | {row.SoapMicroseconds:F1} µs | **{row.Ratio:F2}** | {row.LowQuartile:F2} – {row.HighQuartile:F2} | ≤ {row.Target:F1} |")));

    private static string Tokens(IEnumerable<TokenRow> rows) => Table(
        "| operation | CPU in the service | in the floor with its RSA | its RSA alone | service ÷ RSA alone (target ≤ 2) | service ÷ floor with RSA |",
        rows.Select(row => Text($"| {row.Operation} | {row.ServiceMicroseconds:F1} µs | {row.FloorMicroseconds:F1} µs | {row.BareMicroseconds:F1} µs ")
            + Text($"| **{row.ServiceMicroseconds / row.BareMicroseconds:F2}** | {row.ServiceMicroseconds / row.FloorMicroseconds:F2} |")));

    private static string Allocations(IEnumerable<AllocationRow> rows) => Table(
        "| scenario | whole server (target ≤ 4096) | of which the floor |",
        rows.Select(row => Text($"| {row.Scenario} | **{row.ServiceBytes:F0}** bytes | {row.FloorBytes:F0} bytes |")));

    private static string Starts(Results results) => Table(
            "| build | TLS | start to first answer, median (target 25 ms, with TLS 30 ms) | quickest | resident then (target 34 MB) |",
            results.Starts.Select(row => Text($"| {row.Build} | {(row.Tls ? "on" : "off")} | **{row.MedianMilliseconds:F0} ms** | {row.LowestMilliseconds:F0} ms | {Megabytes(row.ResidentBytes)} |")))
        + Text($"\nAfter the scenarios above the NativeAOT service holds {Megabytes(results.ResidentAfterLoad)} resident.\n");

    private static string Logins(IEnumerable<LoginRow> rows) => Table(
        "| live sessions | CPU for a login and its logout | of that beside one session (target 0.8 – 1.2) | resident |",
        rows.Select(row => Text($"| {row.LiveSessions:N0} | {row.PairMicroseconds:F1} µs | **{row.RatioToFirst:F2}** | {Megabytes(row.ResidentBytes)} |")));

    private static string Sessions(Results results) => Table(
        "| an idle session (target < 1024 bytes) | bytes |",
        [Text($"| on the managed heap | **{results.HeapBytesPerSession:F0}** |"), Text($"| of the process's resident memory | **{results.ResidentBytesPerSession:F0}** |")]);

    /// <summary>The table of clients that wait.</summary>
    internal static string Waiters(WaiterRow row) => Table(
        Text($"| {row.Waiters:N0} clients wait for updates | |"),
        [
            Text($"| managed heap for one, beside its idle connection and session | **{row.HeapBytes:F0}** bytes |"),
            Text($"| resident memory for one | **{row.ResidentBytes:F0}** bytes |"),
            Text($"| processor time while nothing happens | **{row.ProcessorPercentAtRest:F2} %** of one processor |"),
            Text($"| from a change to the last answer | **{row.ChangeMilliseconds:F0} ms** |"),
            Text($"| processor time for one answer | {row.ChangeMicroseconds:F1} µs |"),
            .. row is { FloorMilliseconds: { } milliseconds, FloorMicroseconds: { } microseconds }
                ? [Text($"| the floor, for as many requests that it held: to the last answer | {milliseconds:F0} ms |"), Text($"| its processor time for one | {microseconds:F1} µs |")]
                : Array.Empty<string>(),
        ]);

    /// <summary>The table of inventories.</summary>
    internal static string Inventories(IEnumerable<InventoryRow> rows) => Table(
        "| server | start to the first answer | resident then | CPU of one reading | the answer | resident after it | updates per CPU second | resident at the end |",
        rows.Select(static row => Text($"| {row.Server} | {row.FirstAnswerMilliseconds:F0} ms | {Megabytes(row.OpenedBytes)} | {row.ReadingMilliseconds:F0} ms | {Megabytes(row.AnswerBytes)} | {Megabytes(row.ReadBytes)} | {row.UpdatesPerSecond:F0} | {Megabytes(row.ChangedBytes)} |")));

    /// <summary>The table of growth.</summary>
    internal static string Scale(IEnumerable<ScaleRow> rows) => Table(
        "| operation | number | CPU at a quarter of it | CPU at the number | exponent (target ≤ 1.2) |",
        rows.Select(row => Text($"| {row.Operation} | {row.Number:N0} | {row.QuarterMilliseconds:F1} ms | {row.WholeMilliseconds:F1} ms | **{row.Exponent:F2}** |")));

    private static string Benchmarks(IEnumerable<BenchmarkReport> rows) => Table(
        "| benchmark | time | allocated |",
        rows.Select(row => Text($"| {row.Type}.{row.Method} | {row.Nanoseconds / 1000:F2} µs | {row.Bytes} bytes |")));

    private static string Table(string head, IEnumerable<string> rows)
    {
        var columns = head.Count(c => c == '|') - 1;
        var rule = "|" + string.Concat(Enumerable.Repeat("---|", columns));
        return string.Join('\n', [head, rule, .. rows, ""]);
    }

    private static string Megabytes(long bytes) => Text($"{bytes / 1e6:F1} MB");

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private static string Replace(string text, string name, string table)
    {
        var begin = $"<!-- {name} -->\n";
        var start = text.IndexOf(begin, StringComparison.Ordinal);
        var end = start < 0 ? -1 : text.IndexOf("<!-- end -->", start, StringComparison.Ordinal);
        if (end < 0)
            throw new InvalidDataException($"The document has no place for {name}");
        return string.Concat(text.AsSpan(0, start + begin.Length), table, text.AsSpan(end));
    }
}
