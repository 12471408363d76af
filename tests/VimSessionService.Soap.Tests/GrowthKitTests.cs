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
    public void Work_that_grows_too_fast_is_found()
    {
        var failure = Assert.ThrowsAny<Exception>(static () => Growth.AssertLinear("pairs", static n => n, static n => Loop(n * n), 300));
        Assert.Contains("pairs: from 300 to 1200 the exponent is", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Allocated_bytes_are_counted() => Assert.InRange(Growth.Allocated(static () => GC.KeepAlive(new byte[10_000])), 10_000, 10_100);

    /// <summary>Nothing but the loop: an assertion in it would cost each run as much as many steps, before it is compiled well, and hide how the rest grows.</summary>
    private static void Loop(int steps)
    {
        var sum = 0u;
        for (var i = 0; i < steps; i++)
            sum = (sum * 31) + (uint)i;
        if (sum == 1)
            throw new InvalidOperationException("The sum is used, so that the loop is not left out.");
    }
}
