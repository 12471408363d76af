using System.Text.Json;

namespace VimSessionService.Load.Reporting;

/// <summary>A line of BenchmarkDotNet's report.</summary>
internal sealed record BenchmarkReport(string Type, string Method, double Nanoseconds, long Bytes)
{
    /// <summary>Reads the reports in a directory, in the order of their names.</summary>
    public static BenchmarkReport[] ReadAll(string directory) =>
        [.. Directory.EnumerateFiles(directory, "*-report-brief.json").Order(StringComparer.Ordinal).SelectMany(Read)];

    private static BenchmarkReport[] Read(string file)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(file));
        return
        [
            .. document.RootElement.GetProperty("Benchmarks").EnumerateArray().Select(benchmark => new BenchmarkReport(
                benchmark.GetProperty(nameof(Type)).GetString() ?? "",
                benchmark.GetProperty(nameof(Method)).GetString() ?? "",
                benchmark.GetProperty("Statistics").GetProperty("Median").GetDouble(),
                benchmark.GetProperty("Memory").GetProperty("BytesAllocatedPerOperation").GetInt64())),
        ];
    }
}
