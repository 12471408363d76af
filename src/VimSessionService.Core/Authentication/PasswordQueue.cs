using System.Threading.RateLimiting;

namespace VimSessionService.Core.Authentication;

/// <summary>How many checks of passwords may wait for a processor.</summary>
/// <param name="OfAddress">Of clients of one address.</param>
/// <param name="All">Of all clients together.</param>
public sealed record PasswordQueueLimits(int OfAddress = PasswordQueueLimits.DefaultOfAddress, int All = PasswordQueueLimits.DefaultAll)
{
    /// <summary>More logins than one client begins at once.</summary>
    public const int DefaultOfAddress = 64;

    /// <summary>The default for all clients.</summary>
    public const int DefaultAll = DefaultOfAddress * Addresses;

    /// <summary>How many addresses can fill their shares at once.</summary>
    private const int Addresses = 16;

    /// <summary>The limits of which only that of one address is set.</summary>
    public static PasswordQueueLimits For(int ofAddress) => new(ofAddress, (int)Math.Min(int.MaxValue, (long)Addresses * ofAddress));
}

/// <summary>
/// The queue for checks of passwords, each of which takes a large part of a second of processor time, or of another server's time. It is bounded, and
/// fair by address: only a few checks of one address are in the common queue, and its other checks wait behind them.
/// </summary>
internal sealed class PasswordQueue : IDisposable
{
    private readonly PartitionedRateLimiter<string> _inAll;
    private readonly PartitionedRateLimiter<string> _ofAddress;
    private readonly PartitionedRateLimiter<string> _working;
    private readonly PartitionedRateLimiter<string> _limiter;
    private readonly string _what;

    /// <summary>Makes a queue.</summary>
    /// <param name="concurrency">How many checks are made at a time.</param>
    /// <param name="limits">How many may wait.</param>
    /// <param name="ofAddress">How many of one address are made at a time, or wait for their turn among those of all addresses; null for all.</param>
    /// <param name="what">What waits, for the operator.</param>
    public PasswordQueue(int concurrency, PasswordQueueLimits limits, int? ofAddress = null, string what = "passwords wait to be checked")
    {
        _what = what;
        _inAll = Single(concurrency + limits.All, waiting: 0);
        _ofAddress = PartitionedRateLimiter.Create<string, string>(
            address => RateLimitPartition.GetConcurrencyLimiter(address, _ => Options(ofAddress ?? concurrency, limits.OfAddress)), StringComparer.Ordinal);
        _working = Single(concurrency, waiting: limits.All);
        _limiter = PartitionedRateLimiter.CreateChained(_inAll, _ofAddress, _working);
    }

    /// <summary>Waits for a turn. Dispose the result when the check is done.</summary>
    /// <exception cref="ServiceBusyException">Too many are waiting.</exception>
    public async ValueTask<IDisposable> EnterAsync(string network, CancellationToken cancellationToken)
    {
        var lease = await _limiter.AcquireAsync(network, permitCount: 1, cancellationToken);
        if (lease.IsAcquired)
            return lease;
        lease.Dispose();
        throw new ServiceBusyException($"too many {_what}, of {network} or of all clients");
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _limiter.Dispose();
        _inAll.Dispose();
        _ofAddress.Dispose();
        _working.Dispose();
    }

    private static PartitionedRateLimiter<string> Single(int permits, int waiting) => PartitionedRateLimiter.Create<string, string>(
        _ => RateLimitPartition.GetConcurrencyLimiter("", _ => Options(permits, waiting)), StringComparer.Ordinal);

    private static ConcurrencyLimiterOptions Options(int permits, int waiting) =>
        new() { PermitLimit = permits, QueueLimit = waiting, QueueProcessingOrder = QueueProcessingOrder.OldestFirst };
}
