namespace VimSessionService.Core.Tickets;

/// <summary>
/// Issues one-time secrets and redeems each of them once. The contract holds for several replicas that share it: of several
/// callers that redeem one ticket exactly one succeeds.
/// </summary>
public interface ITicketIssuer
{
    /// <summary>Issues a ticket for a purpose, which dies with its session (when it has one) or after its lifetime.</summary>
    ValueTask<string> IssueAsync(TicketGrant grant, TimeSpan lifetime, CancellationToken cancellationToken);

    /// <summary>The grant of a ticket that is still good, which stays so; null otherwise.</summary>
    ValueTask<TicketGrant?> FindAsync(string ticket, CancellationToken cancellationToken);

    /// <summary>The grant of a ticket, at the first redemption for the same purpose; null otherwise.</summary>
    ValueTask<TicketGrant?> RedeemAsync(string ticket, string purpose, CancellationToken cancellationToken);

    /// <summary>Withdraws every ticket of a session.</summary>
    ValueTask RevokeSessionAsync(string sessionKey, CancellationToken cancellationToken);
}

/// <summary>What a ticket is good for.</summary>
/// <param name="Purpose">Compared exactly at redemption, such as <c>CloneSession</c>.</param>
/// <param name="SessionKey">The session it dies with; null for one of no session.</param>
/// <param name="UserName">Whom it speaks for.</param>
public sealed record TicketGrant(string Purpose, string? SessionKey, string UserName)
{
    /// <summary>
    /// Whose share of the tickets it counts to: the user's, but for a ticket of no session, which somebody else may have asked for, that of
    /// its purpose.
    /// </summary>
    public string Owner => SessionKey is null ? Purpose : UserName;
}
