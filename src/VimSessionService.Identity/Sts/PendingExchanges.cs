using System.Net;
using System.Security.Cryptography.X509Certificates;
using VimSessionService.Core.Negotiation;
using VimSessionService.Identity.Sts.Requests;
using VimSessionService.Identity.WsSecurity;

namespace VimSessionService.Identity.Sts;

/// <summary>A negotiation that waits for its client's next leg, and what the client asked for when it began.</summary>
/// <param name="Negotiation">The negotiation.</param>
/// <param name="Request">What was asked for.</param>
/// <param name="Header">The security header that it was asked with.</param>
/// <param name="Signer">Whose key signed it; null for an unsigned one.</param>
/// <param name="Size">How many bytes the message has, of which request and header are parts.</param>
internal sealed record PendingExchange(INegotiation Negotiation, TokenRequest Request, SecurityHeader Header, X509Certificate2? Signer, int Size);

/// <summary>
/// The negotiations that wait, by the context that their client gave them and the address it came from. Whoever takes one has it alone.
/// </summary>
/// <param name="time">The clock.</param>
internal sealed class PendingExchanges(TimeProvider time) : IDisposable
{
    /// <summary>The longest message of a negotiation, in bytes; the longest ticket of Kerberos is of 64 kilobytes.</summary>
    public const int LongestMessage = 128 * 1024;

    private const int Most = 1024;
    private const long MostBytes = 16 * 1024 * 1024;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private readonly Lock _gate = new();
    private readonly Dictionary<(string Context, IPAddress Address), (PendingExchange Exchange, DateTimeOffset Until)> _waiting = [];
    private long _bytes;

    /// <summary>Has a negotiation wait. One that waits for the same ends; so does the oldest when there is no more room.</summary>
    public void Add(string context, IPAddress client, PendingExchange exchange)
    {
        var now = time.GetUtcNow();
        lock (_gate)
        {
            foreach (var (key, _) in _waiting.Where(entry => entry.Value.Until <= now).ToList())
                End(key);
            End((context, client));
            while (_waiting.Count >= Most || _bytes + exchange.Size > MostBytes)
                End(_waiting.MinBy(entry => entry.Value.Until).Key);
            _waiting.Add((context, client), (exchange, now + Patience));
            _bytes += exchange.Size;
        }
    }

    /// <summary>Takes the negotiation that waits; null for none.</summary>
    public PendingExchange? Take(string context, IPAddress client)
    {
        lock (_gate)
        {
            if (!_waiting.Remove((context, client), out var found))
                return null;
            _bytes -= found.Exchange.Size;
            if (time.GetUtcNow() < found.Until)
                return found.Exchange;
            found.Exchange.Negotiation.Dispose();
            return null;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_gate)
        {
            foreach (var key in _waiting.Keys.ToList())
                End(key);
        }
    }

    private void End((string Context, IPAddress Address) key)
    {
        if (!_waiting.Remove(key, out var ended))
            return;
        _bytes -= ended.Exchange.Size;
        ended.Exchange.Negotiation.Dispose();
    }
}
