namespace VimSessionService.AdminClient.Tickets;

/// <summary>A ticket that is good.</summary>
public sealed record TicketInfo
{
    /// <summary>The SHA-256 of the ticket, as hexadecimal digits. It opens nothing.</summary>
    public required string Id { get; init; }

    /// <summary>What it is for, such as <c>CloneSession</c>.</summary>
    public required string Purpose { get; init; }

    /// <summary>The user of the session that it opens.</summary>
    public required string UserName { get; init; }

    /// <summary>The session that it ends with; null for none.</summary>
    public string? SessionKey { get; init; }

    /// <summary>How long it is good.</summary>
    public required TimeSpan ExpiresIn { get; init; }
}

/// <summary>The tickets that are good, the one that expires first at the beginning.</summary>
/// <param name="Tickets">The tickets.</param>
public sealed record TicketList(IReadOnlyList<TicketInfo> Tickets);
