namespace VimSessionService.Core.Limits;

/// <summary>What one request and one session may cost. The defaults are far above what any real client needs.</summary>
public sealed record WorkLimits
{
    /// <summary>How many steps the answer to one request may take: names looked up, values read, references followed.</summary>
    public int MaxRequestWork { get; init; } = 1_000_000;

    /// <summary>The largest request, in bytes.</summary>
    public int MaxRequestBytes { get; init; } = 1024 * 1024;

    /// <summary>The largest answer to one request, in bytes before compression.</summary>
    public int MaxResponseBytes { get; init; } = 16 * 1024 * 1024;

    /// <summary>How much memory the objects that one session makes may take, in bytes: views, filters, collectors, pages.</summary>
    public int MaxSessionBytes { get; init; } = 8 * 1024 * 1024;

    /// <summary>The memory of the process, in bytes, of which answers and the objects of sessions get a part.</summary>
    public long ProcessMemory { get; init; } = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;
}
