using VimSessionService.Core.Directory.Users;

namespace VimSessionService.Core.Authentication;

/// <summary>Whom a token or a security context proved its bearer to be. Which roles that gives is for the accounts and permissions to say.</summary>
/// <param name="Name">The name, with its domain.</param>
/// <param name="FullName">The full name, where the proof says one.</param>
/// <param name="Groups">The groups that the proof puts the user into, as permissions name them.</param>
public sealed record FederatedPrincipal(AccountName Name, string? FullName, IReadOnlyList<string> Groups)
{
    /// <summary>Whether the service itself issued the proof, for a user whom it knew then; see <see cref="PrincipalMapping.IsKnown"/>.</summary>
    public bool IsOwn { get; init; }
}
