using System.Globalization;
using System.Runtime.InteropServices;

namespace VimSessionService.Load.Reporting;

/// <summary>Where something was measured.</summary>
/// <param name="Processor">The processor's name.</param>
/// <param name="Processors">How many there are, shared by server and client.</param>
/// <param name="OperatingSystem">The operating system.</param>
/// <param name="Runtime">The version of .NET.</param>
/// <param name="LoadAverage">How many other tasks wanted a processor in the minute before.</param>
/// <param name="Date">The day.</param>
internal sealed record Machine(string Processor, int Processors, string OperatingSystem, string Runtime, double LoadAverage, string Date)
{
    /// <summary>This machine.</summary>
    public static Machine Describe() => new(
        File.ReadLines("/proc/cpuinfo").FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))?.Split(": ")[1] ?? "unknown",
        Environment.ProcessorCount,
        RuntimeInformation.OSDescription,
        RuntimeInformation.FrameworkDescription,
        double.Parse(File.ReadAllText("/proc/loadavg").Split(' ')[0], CultureInfo.InvariantCulture),
        TimeProvider.System.GetUtcNow().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
}
