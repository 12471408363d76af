using System.Net;
using Microsoft.Extensions.Logging;
using VimSessionService.Core;
using VimSessionService.Core.Expiry;
using VimSessionService.Core.Sessions.Logins;

namespace VimSessionService.Identity.Sts;

/// <summary>
/// Says who may continue a negotiation at the security token service. A client chooses the context that names its negotiation, so another client could
/// use the same name. So a negotiation is continued only from the address, and on the connection, on which it began. If that connection is closed, another
/// connection of the address can continue it; if the context is too long to be guessed, any connection of the address can. A negotiation is given to
/// one request at a time. An address has a share, in number and in bytes.
/// </summary>
/// <param name="time">The clock.</param>
/// <param name="limits">How many wait.</param>
/// <param name="logger">Where failures of the timer are logged; null for nowhere.</param>
internal sealed class StsNegotiations(TimeProvider time, NegotiationLimits limits, ILogger? logger = null) : IDisposable
{
    /// <summary>The longest message of a negotiation, in bytes; the longest ticket of Kerberos is of 64 kilobytes.</summary>
    public const int LongestMessage = 128 * 1024;

    /// <summary>What the messages of an address may have on average when it has as many as it may.</summary>
    private const int BytesOfOne = 32 * 1024;

    /// <summary>How many addresses can fill their shares of bytes at once.</summary>
    private const int FullAddresses = 8;

    /// <summary>In characters; clients that make theirs at random write a UUID.</summary>
    private const int UnguessableContext = 16;

    private static readonly TimeSpan MaxWait = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan CloseNotificationDelay = TimeSpan.FromMilliseconds(250);

    private readonly PendingNegotiations<(string Context, IPAddress Address), PendingExchange> _pending =
        new(time, MaxWait, limits, new SizeLimits(FullAddresses * MostBytesOfAddress(limits), MostBytesOfAddress(limits)), logger);

    /// <summary>Has a negotiation wait for the next leg. Another one of the same connection and context ends.</summary>
    public void Add(string context, PendingExchange exchange)
    {
        var caller = exchange.Caller;
        _pending.Add((context, caller.Address), ClientNetwork.Of(caller.Address).ToString(), exchange, exchange.Size, other => other.Caller.Connection == caller.Connection);
    }

    /// <summary>
    /// Takes the negotiation that waits for a caller; null for none. A client that opens a connection for each leg may be quicker than the news that it closed the former one,
    /// for which this waits a moment.
    /// </summary>
    /// <exception cref="OperationCanceledException">The client has gone.</exception>
    public async ValueTask<PendingExchange?> TakeAsync(string context, StsCaller caller, CancellationToken cancellationToken)
    {
        if (Take(context, caller) is { } found)
            return found;
        if (_pending.Find((context, caller.Address)) is not { Caller.ConnectionClosed: var closing })
            return null;
        using var either = CancellationTokenSource.CreateLinkedTokenSource(closing, cancellationToken);
        // In real time, whatever the service's clock says: it is the network that is waited for.
        await Task.Delay(CloseNotificationDelay, either.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        cancellationToken.ThrowIfCancellationRequested();
        return Take(context, caller);
    }

    /// <inheritdoc/>
    public void Dispose() => _pending.Dispose();

    private PendingExchange? Take(string context, StsCaller caller) =>
        _pending.Take((context, caller.Address), of => of.Caller.Connection == caller.Connection)
        ?? _pending.Take((context, caller.Address), of => context.Length >= UnguessableContext || of.Caller.ConnectionClosed.IsCancellationRequested);

    private static long MostBytesOfAddress(NegotiationLimits limits) => Math.Max((long)BytesOfOne * limits.OfAddress, LongestMessage);
}
