namespace VimSessionService.Endpoint.Tickets;

/// <summary>Where generic service tickets are redeemed.</summary>
/// <param name="Paths">The paths; what is below them is served.</param>
internal sealed record TicketedPathOptions(IReadOnlyList<string> Paths);
