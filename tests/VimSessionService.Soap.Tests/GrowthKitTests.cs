using VimSessionService.Testing;

namespace VimSessionService.Soap.Tests;

/// <summary>The measure itself tells linear work from quadratic work.</summary>
public sealed class GrowthKitTests
{
    [Fact]
    public void Linear_work_is_below_the_limit() =>
        Assert.InRange(Growth.Exponent(static n => new byte[n], static bytes => Loop(bytes.Length), 20_000), 0.8, Growth.Limit);

    [Fact]
    public void Quadratic_work_is_above_it() => Assert.InRange(Growth.Exponent(static n => Loop(n * n), 300), 1.8, 2.2);

    [Fact]
    public void Allocated_bytes_are_counted() => Assert.InRange(Growth.Allocated(static () => GC.KeepAlive(new byte[10_000])), 10_000, 10_100);

    private static void Loop(int steps)
    {
        var sum = 0u;
        for (var i = 0; i < steps; i++)
            sum = (sum * 31) + (uint)i;
        Assert.NotEqual(1u, sum);
    }
}
