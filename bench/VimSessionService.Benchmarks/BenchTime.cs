using VimSessionService.Identity.Tests.Making;

namespace VimSessionService.Benchmarks;

/// <summary>A clock that goes from when those tokens are good.</summary>
internal sealed class BenchTime : TimeProvider
{
    private readonly long _start = System.GetTimestamp();

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => TestKeys.Now + System.GetElapsedTime(_start);
}
