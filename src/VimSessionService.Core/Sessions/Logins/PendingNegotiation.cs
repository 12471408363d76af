using VimSessionService.Core.Expiry;

namespace VimSessionService.Core.Sessions.Logins;

/// <summary>A negotiation between two tokens of its client. All but what is kept is guarded by the set that holds it.</summary>
/// <typeparam name="TName">What it is found by.</typeparam>
/// <typeparam name="T">What is kept.</typeparam>
internal sealed class PendingNegotiation<TName, T>
{
    public PendingNegotiation(TName name, T kept, string network, long deadline, long size)
    {
        Name = name;
        Kept = kept;
        Entry = new SharedCapacity<PendingNegotiation<TName, T>>.Entry(network, this, deadline, size);
    }

    /// <summary>What it is found by.</summary>
    public TName Name { get; }

    /// <summary>The negotiation, which serves one call at a time, and what belongs to it.</summary>
    public T Kept { get; }

    /// <summary>Whether a call is at it.</summary>
    public bool IsReserved { get; set; }

    /// <summary>Its place among the others.</summary>
    public SharedCapacity<PendingNegotiation<TName, T>>.Entry Entry { get; }

    /// <summary>Whether it is among the others, not over yet.</summary>
    public bool IsKept { get; set; } = true;
}
