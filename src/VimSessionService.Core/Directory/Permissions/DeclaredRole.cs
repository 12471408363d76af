namespace VimSessionService.Core.Directory.Permissions;

/// <summary>A role that configuration declares.</summary>
/// <param name="Name">The name, unique without regard to case.</param>
/// <param name="Privileges">The privileges by their ids.</param>
public sealed record DeclaredRole(string Name, IReadOnlyList<string> Privileges);
