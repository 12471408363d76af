using System.Net;
using System.Runtime.InteropServices;
using System.Security.Cryptography.X509Certificates;
using VimSessionService.Core.Authentication;
using VimSessionService.Core.Sessions.Logins;
using VimSessionService.Identity.Sts.Requests;
using VimSessionService.Identity.WsSecurity;

namespace VimSessionService.Identity.Sts;

/// <summary>A negotiation that waits for its client's next leg, and what the client asked for when it began.</summary>
/// <param name="Negotiation">The negotiation.</param>
/// <param name="Request">What was asked for.</param>
/// <param name="Header">The security header that it was asked with.</param>
/// <param name="Signer">Whose key signed it; null for an unsigned one.</param>
/// <param name="Signed">The message as it was signed; null for an unsigned one.</param>
/// <param name="Size">How many bytes the message has, of which request and header are parts.</param>
internal sealed record PendingExchange(
    INegotiation Negotiation, TokenRequest Request, SecurityHeader Header, X509Certificate2? Signer, SignedMessage? Signed, int Size);

/// <summary>
/// The negotiations that wait for the next token of their client. A client chooses the context that names its negotiation, so another client could
/// use the same name. So a negotiation is continued only from the address, and on the connection, on which it began. If that connection is closed, another
/// connection of the address can continue it; if the context is too long to be guessed, any connection of the address can. A negotiation is given to
/// one request at a time.
/// <para>
/// An address (with IPv6 a network of 64 bits) has a share, in number and in bytes, and displaces its own oldest negotiation first. When the whole
/// capacity is used, the address with the most loses its oldest.
/// </para>
/// </summary>
/// <param name="time">The clock.</param>
/// <param name="limits">How many wait.</param>
internal sealed class PendingExchanges(TimeProvider time, NegotiationLimits limits) : IDisposable
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

    private readonly long _mostBytes = FullAddresses * MostBytesOfAddress(limits);
    private readonly long _mostBytesOfAddress = MostBytesOfAddress(limits);
    private readonly Lock _gate = new();
    private readonly LinkedList<Waiting> _oldestFirst = [];
    private readonly Dictionary<(string Context, IPAddress Address), List<LinkedListNode<Waiting>>> _byName = [];
    private readonly Dictionary<IPAddress, Share> _shares = [];
    private long _bytes;

    /// <summary>Has a negotiation wait. Another one of the same connection and context ends.</summary>
    public void Add(string context, StsCaller caller, PendingExchange exchange)
    {
        var added = new Waiting(context, caller, Network(caller.Address), exchange, time.GetUtcNow() + MaxWait);
        lock (_gate)
        {
            EndOverdue();
            if (Find(context, caller, of => of.Caller.Connection == caller.Connection) is { } same)
                End(same);
            while (_shares.TryGetValue(added.Network, out var own) && (own.Count >= limits.OfAddress || own.Bytes + exchange.Size > _mostBytesOfAddress))
                EndOldestOf(added.Network);
            while (_oldestFirst.Count >= limits.All || _bytes + exchange.Size > _mostBytes)
                EndOldestOf(_shares.MaxBy(share => share.Value.Bytes + (share.Value.Count * _mostBytes / limits.All)).Key);
            var node = _oldestFirst.AddLast(added);
            ref var named = ref CollectionsMarshal.GetValueRefOrAddDefault(_byName, (context, caller.Address), out _);
            (named ??= []).Add(node);
            Count(added, 1);
        }
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
        if (ClosingOf(context, caller) is not { } closing)
            return null;
        using var either = CancellationTokenSource.CreateLinkedTokenSource(closing, cancellationToken);
        // In real time, whatever the service's clock says: it is the network that is waited for.
        await Task.Delay(CloseNotificationDelay, either.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        cancellationToken.ThrowIfCancellationRequested();
        return Take(context, caller);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_gate)
        {
            while (_oldestFirst.First is { } node)
                End(node);
        }
    }

    private PendingExchange? Take(string context, StsCaller caller)
    {
        lock (_gate)
        {
            EndOverdue();
            var found = Find(context, caller, of => of.Caller.Connection == caller.Connection)
                ?? Find(context, caller, of => context.Length >= UnguessableContext || of.Caller.ConnectionClosed.IsCancellationRequested);
            if (found is null)
                return null;
            Remove(found);
            return found.Value.Exchange;
        }
    }

    /// <summary>Is cancelled when the connection closes that a negotiation of the same name and address began on; null for none.</summary>
    private CancellationToken? ClosingOf(string context, StsCaller caller)
    {
        lock (_gate)
            return Find(context, caller, static _ => true)?.Value.Caller.ConnectionClosed;
    }

    private static long MostBytesOfAddress(NegotiationLimits limits) => Math.Max((long)BytesOfOne * limits.OfAddress, LongestMessage);

    private static IPAddress Network(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6)
            return address.MapToIPv4();
        var bytes = address.GetAddressBytes();
        if (bytes.Length == 16)
            bytes.AsSpan(8).Clear();
        return new IPAddress(bytes);
    }

    /// <summary>The one that began last.</summary>
    private LinkedListNode<Waiting>? Find(string context, StsCaller caller, Func<Waiting, bool> isMeant) =>
        _byName.TryGetValue((context, caller.Address), out var named) ? named.FindLast(node => isMeant(node.Value)) : null;

    private void EndOverdue()
    {
        var now = time.GetUtcNow();
        while (_oldestFirst.First is { } oldest && oldest.Value.Until <= now)
            End(oldest);
    }

    private void EndOldestOf(IPAddress network)
    {
        var node = _oldestFirst.First!;
        while (!node.Value.Network.Equals(network))
            node = node.Next!;
        End(node);
    }

    private void End(LinkedListNode<Waiting> node)
    {
        Remove(node);
        node.Value.Exchange.Negotiation.Dispose();
    }

    private void Remove(LinkedListNode<Waiting> node)
    {
        var (context, caller) = (node.Value.Context, node.Value.Caller);
        var named = _byName[(context, caller.Address)];
        named.Remove(node);
        if (named.Count == 0)
            _byName.Remove((context, caller.Address));
        _oldestFirst.Remove(node);
        Count(node.Value, -1);
    }

    private void Count(Waiting waiting, int sign)
    {
        _bytes += sign * waiting.Exchange.Size;
        ref var share = ref CollectionsMarshal.GetValueRefOrAddDefault(_shares, waiting.Network, out _);
        share = new Share(share.Count + sign, share.Bytes + (sign * waiting.Exchange.Size));
        if (share.Count == 0)
            _shares.Remove(waiting.Network);
    }

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Share(int Count, long Bytes);

    private sealed record Waiting(string Context, StsCaller Caller, IPAddress Network, PendingExchange Exchange, DateTimeOffset Until);
}
