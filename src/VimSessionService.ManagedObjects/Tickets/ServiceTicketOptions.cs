namespace VimSessionService.ManagedObjects.Tickets;

/// <summary>Generic service tickets.</summary>
internal sealed record ServiceTicketOptions
{
    /// <summary>How long an unused ticket stays valid; real servers' time is not known. Above zero, a day at most.</summary>
    public TimeSpan Lifetime { get; init; } = TimeSpan.FromMinutes(2);
}
