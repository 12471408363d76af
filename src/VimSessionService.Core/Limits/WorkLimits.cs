namespace VimSessionService.Core.Limits;

/// <summary>What one request and one session may cost. The defaults are far above what any real client needs.</summary>
public sealed record WorkLimits
{
    /// <summary>How many steps the answer to one request may take: names looked up, values read, references followed.</summary>
    public int MaxRequestWork { get; init; } = 1_000_000;

    /// <summary>How long one request may be worked on, without the time that it waits.</summary>
    public TimeSpan MaxRequestTime { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The largest request, in bytes.</summary>
    public int MaxRequestBytes { get; init; } = 1024 * 1024;

    /// <summary>The largest answer to one request, in bytes before compression.</summary>
    public int MaxResponseBytes { get; init; } = 16 * 1024 * 1024;

    /// <summary>How much memory the objects that one session makes may take, in bytes: views, filters, collectors, pages.</summary>
    public int MaxSessionBytes { get; init; } = 8 * 1024 * 1024;

    /// <summary>How many requests of one address that take much work may wait for their turn; of all addresses together four times as many.</summary>
    public int MaxWaiting { get; init; } = 64;

    /// <summary>Which part of the memory for requests and answers one address may have, and of the memory for the objects of sessions one user, in percent.</summary>
    public int SharePercent { get; init; } = 25;

    /// <summary>The memory of the process, in bytes, of which answers and the objects of sessions get a part.</summary>
    public long ProcessMemory { get; init; } = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;
}
