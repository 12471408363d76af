namespace VimSessionService.Core.Directory.Users;

/// <summary>Who may use the service at all.</summary>
internal sealed record AccessSettings
{
    /// <summary>Whether everybody who gives a name and a password may log in, with every privilege.</summary>
    public bool IsPermissive { get; init; }
}
