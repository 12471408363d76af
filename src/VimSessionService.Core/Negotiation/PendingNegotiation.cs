namespace VimSessionService.Core.Negotiation;

/// <summary>A negotiation between two tokens of its client. All but the negotiation itself is guarded by the set that holds it.</summary>
internal sealed class PendingNegotiation
{
    public PendingNegotiation(INegotiation negotiation, SecretHash hash, string address, long deadline)
    {
        Negotiation = negotiation;
        Hash = hash;
        Address = address;
        Deadline = deadline;
        Node = new LinkedListNode<PendingNegotiation>(this);
    }

    /// <summary>The negotiation, which serves one call at a time.</summary>
    public INegotiation Negotiation { get; }

    /// <summary>The hash of the cookie that it is tied to.</summary>
    public SecretHash Hash { get; }

    /// <summary>The address that began it.</summary>
    public string Address { get; }

    /// <summary>The timestamp at which it ends.</summary>
    public long Deadline { get; }

    /// <summary>Whether a call is at it.</summary>
    public bool IsReserved { get; set; }

    /// <summary>Its place among the others; in no list once it has ended.</summary>
    public LinkedListNode<PendingNegotiation> Node { get; }
}
