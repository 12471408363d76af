namespace VimSessionService.Options;

/// <summary>Tickets, and what they open (docs/facts/sessions.md).</summary>
internal sealed record TicketFileOptions : TicketOptions
{
    /// <summary>Whether local tickets are given.</summary>
    public LocalTicketMode LocalTickets { get; set; } = LocalTicketMode.Auto;

    /// <summary>Where the files of local tickets are; null for a directory of their own in the data directory.</summary>
    public string? LocalTicketDirectory { get; set; }
}

/// <summary>Whether local tickets are given.</summary>
internal enum LocalTicketMode
{
    /// <summary>By an ESX host, unless it runs in a container: a file there is of no use to the users outside.</summary>
    Auto,

    /// <summary>By a vCenter and in a container too.</summary>
    On,

    /// <summary>Never.</summary>
    Off,
}
