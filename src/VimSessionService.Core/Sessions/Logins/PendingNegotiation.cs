using VimSessionService.Core.Authentication;
using VimSessionService.Core.Expiry;

namespace VimSessionService.Core.Sessions.Logins;

/// <summary>A negotiation between two tokens of its client. All but the negotiation itself is guarded by the set that holds it.</summary>
internal sealed class PendingNegotiation
{
    public PendingNegotiation(INegotiation negotiation, SecretHash hash, string network, long deadline)
    {
        Negotiation = negotiation;
        Hash = hash;
        Network = network;
        Entry = new SharedCapacity<PendingNegotiation>.Entry(network, this, deadline);
    }

    /// <summary>The negotiation, which serves one call at a time.</summary>
    public INegotiation Negotiation { get; }

    /// <summary>The hash of the cookie that it is tied to.</summary>
    public SecretHash Hash { get; }

    /// <summary>The network of its client; see <see cref="ClientInfo.Network"/>.</summary>
    public string Network { get; }

    /// <summary>Whether a call is at it.</summary>
    public bool IsReserved { get; set; }

    /// <summary>Its place among the others.</summary>
    public SharedCapacity<PendingNegotiation>.Entry Entry { get; }

    /// <summary>Whether it is among the others, not over yet.</summary>
    public bool IsKept { get; set; } = true;
}
