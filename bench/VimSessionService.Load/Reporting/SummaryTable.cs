using System.Globalization;

namespace VimSessionService.Load.Reporting;

/// <summary>One table of everything that has a target: the service beside what it is compared with.</summary>
internal static class SummaryTable
{
    private const string Session = "RetrieveServiceContent, Login, Logout";

    /// <summary>The rows, each with what was measured, by which servers, the ratio, and the target.</summary>
    public static string Of(Results results) => string.Join(
        '\n',
        (string[])
        [
            "| what | service | compared with | ratio | target | |",
            "|---|---|---|---|---|---|",
            .. results.Load.Where(static row => row.Build == "NativeAOT").Select(static row => Row(
                row.Scenario, Microseconds(row.Service.ProcessorMicroseconds), $"floor {Microseconds(row.Floor.ProcessorMicroseconds)}", row.Ratio, "≥ 0.75", row.Ratio >= 0.75)),
            .. results.Tls.SelectMany(Tls),
            .. results.Tls.Select(row => Resumed(row, results.Tls)).OfType<string>(),
            .. results.Doors.Select(static row => Row(
                $"{row.Scenario}, {row.Door}", Microseconds(row.Microseconds), $"SOAP {Microseconds(row.SoapMicroseconds)}", row.Ratio, $"≤ {Number(row.Target)}", row.Ratio <= row.Target)),
            .. results.Starts.Where(static row => row.Build == "NativeAOT").Select(Start),
            .. results.Starts.Where(static row => row is { Build: "NativeAOT", Tls: false }).Select(static row => Row("resident memory after the first answer", Megabytes(row.ResidentBytes), "", null, "≤ 34 MB", row.ResidentBytes <= 34e6)),
            Row($"a change told to {results.Waiters.Waiters:N0} clients that wait", Milliseconds(results.Waiters.ChangeMilliseconds), results.Waiters.FloorMilliseconds is { } floor ? $"floor {Milliseconds(floor)}" : "", results.Waiters.ChangeMilliseconds / results.Waiters.FloorMilliseconds, "≤ 120 ms", results.Waiters.ChangeMilliseconds <= 120),
            .. results.Scale.Select(static row => Row(
                $"{row.Operation}, {row.Number:N0}", Milliseconds(row.WholeMilliseconds), $"a quarter of them {Milliseconds(row.QuarterMilliseconds)}", row.Exponent, "exponent ≤ 1.2", row.Exponent <= 1.2)),
            "",
        ]);

    private static IEnumerable<string> Tls(TlsRow row)
    {
        var (name, service) = ($"{row.Operation}; TLS {row.Version}, {row.KeyType}", Microseconds(row.Microseconds["service"]));
        if (row.RatioTo("nginx") is { } nginx && !row.Operation.Contains("resumed", StringComparison.Ordinal))
            yield return Row(name, service, $"nginx {Microseconds(row.Microseconds["nginx"])}", nginx, "≤ 1.3", nginx <= 1.3);
        if (row.RatioTo("vcsim") is { } vcsim && row.Operation.Contains(Session, StringComparison.Ordinal))
            yield return Row(name, service, $"vcsim {Microseconds(row.Microseconds["vcsim"])}", vcsim, "≤ 0.33", vcsim <= 1 / 3.0);
    }

    /// <summary>A resumed handshake beside the full one of the same kind; null for another row.</summary>
    private static string? Resumed(TlsRow row, IReadOnlyList<TlsRow> all)
    {
        const string mark = "resumed ";
        var whole = row.Operation.Replace(mark, "", StringComparison.Ordinal);
        if (whole == row.Operation || all.FirstOrDefault(other => other.Operation == whole && other.Version == row.Version && other.KeyType == row.KeyType) is not { } full)
            return null;
        var (resumed, compared) = (row.Microseconds["service"], full.Microseconds["service"]);
        return Row($"{row.Operation}; TLS {row.Version}, {row.KeyType}", Microseconds(resumed), $"full {Microseconds(compared)}", resumed / compared, "≤ 0.5", resumed <= compared / 2);
    }

    private static string Start(StartRow row)
    {
        var target = row.Tls ? 30 : 25;
        return Row($"start to the first answer{(row.Tls ? ", TLS" : "")}", Milliseconds(row.MedianMilliseconds), "", null, $"≤ {target} ms", row.MedianMilliseconds <= target);
    }

    private static string Row(string what, string service, string compared, double? ratio, string target, bool isMet) =>
        $"| {what} | {service} | {compared} | {(ratio is { } known ? known.ToString("F2", CultureInfo.InvariantCulture) : "")} | {target} | {(isMet ? "met" : "**missed**")} |";

    private static string Microseconds(double value) => Text($"{value:F1} µs");

    private static string Milliseconds(double value) => Text($"{value:F1} ms");

    private static string Megabytes(double bytes) => Text($"{bytes / 1e6:F1} MB");

    private static string Number(double value) => value.ToString("F1", CultureInfo.InvariantCulture);

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
