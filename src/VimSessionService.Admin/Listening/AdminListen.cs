using System.Net;

namespace VimSessionService.Admin.Listening;

/// <summary>Where the admin API listens.</summary>
/// <param name="Address">The address; null for every address.</param>
/// <param name="Port">The port; 0 for a free one.</param>
public sealed record AdminListen(IPAddress? Address, int Port)
{
    /// <summary>Whether a free port is taken when <see cref="Port"/> is in use.</summary>
    public bool MoveWhenInUse { get; init; }
}
