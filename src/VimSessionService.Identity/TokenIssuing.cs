namespace VimSessionService.Identity;

/// <summary>Whether the service issues tokens itself, and so has a security token service and a lookup service.</summary>
/// <param name="IsOn">Whether it does.</param>
internal sealed record TokenIssuing(bool IsOn);
