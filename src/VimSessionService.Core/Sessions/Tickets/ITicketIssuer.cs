namespace VimSessionService.Core.Sessions.Tickets;

/// <summary>
/// Issues one-time secrets and redeems each of them once. The contract holds for several replicas that share it: of several
/// callers that redeem one ticket exactly one succeeds, on whichever replica.
/// <para>Secrets: a ticket has at least 100 random bits, and is kept as a hash only.</para>
/// <para>
/// Limits: clients can ask for tickets without end, so the number that is kept is bounded in total and for each <see cref="TicketGrant.Owner"/>. An owner
/// who asks for too many displaces the own oldest tickets and nobody else's.
/// </para>
/// <para>Threads: every method is called by many threads at once. The service keeps no answer.</para>
/// <para>
/// Cancellation: the token is cancelled when the client has gone or the service stops. A cancelled operation may or may not have been carried out;
/// the ticket of a redemption that was cancelled may be used up.
/// </para>
/// <para>
/// Exceptions: the call fails. A client gets the fault SystemError without the exception's text, or status 500 at a ticketed path; the log
/// gets the exception. An exception of <see cref="RevokeSessionAsync"/> is logged only: the session has ended already.
/// </para>
/// </summary>
public interface ITicketIssuer
{
    /// <summary>Issues a ticket for a purpose, which ends with its session (when it has one) or after its lifetime.</summary>
    /// <param name="grant">What it is good for.</param>
    /// <param name="lifetime">Above zero, a day at most.</param>
    /// <param name="cancellationToken">Cancelled when the client has gone or the service stops.</param>
    /// <returns>The ticket, at most 256 characters that can stand in a URL and a cookie.</returns>
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
/// <param name="SessionKey">The session it ends with; null for one of no session.</param>
/// <param name="UserName">The user of the session that it opens.</param>
public sealed record TicketGrant(string Purpose, string? SessionKey, string UserName)
{
    /// <summary>
    /// Whose share of the tickets it counts to: the user's, but for a ticket of no session, which somebody else may have asked for, that of
    /// its purpose.
    /// </summary>
    public string Owner => SessionKey is null ? Purpose : UserName;
}
