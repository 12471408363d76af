using System.ComponentModel.DataAnnotations;

namespace VimSessionService.Hosting;

/// <summary>Tickets, and what they open.</summary>
public record TicketOptions
{
    /// <summary>How long an unused generic service ticket stays valid.</summary>
    public TimeSpan ServiceTicketLifetime { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>How many clone and service tickets one user may have; of all users together ten times as many.</summary>
    [Range(1, int.MaxValue)]
    public int MaxUserTickets { get; set; } = 1_000;

    /// <summary>The paths that generic service tickets open, separated by commas; empty for none.</summary>
    public string TicketedPaths { get; set; } = "/folder,/nfc,/guestFile";

    /// <summary>The largest resource that a client may put to a ticketed path, in bytes.</summary>
    [Range(0, int.MaxValue)]
    public int MaxResourceBytes { get; set; } = 16 * 1024 * 1024;

    /// <summary>All resources at ticketed paths together, in bytes; they are kept in memory.</summary>
    [Range(0, int.MaxValue)]
    public int MaxTotalResourceBytes { get; set; } = 64 * 1024 * 1024;

    /// <summary>How long an unused local ticket stays valid.</summary>
    public TimeSpan LocalTicketLifetime { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>How many local tickets one user may have, each of them a file; of all users together ten times as many.</summary>
    [Range(1, int.MaxValue)]
    public int MaxUserLocalTickets { get; set; } = 100;
}
