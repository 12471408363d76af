namespace VimSessionService.Core.Sessions.Tickets;

/// <summary>How many tickets are kept.</summary>
/// <param name="OfUser">Of one user.</param>
internal sealed record TicketLimits(int OfUser = 1_000)
{
    /// <summary>How many users can fill their shares at once.</summary>
    private const int Users = 10;

    /// <summary>Of all users together.</summary>
    public int All => (int)Math.Min(Array.MaxLength, (long)Users * OfUser);
}
