namespace VimSessionService.Core.Directory.Users;

/// <summary>Who may use the service at all.</summary>
internal sealed record AccessOptions
{
    /// <summary>Whether everybody who gives a name and a password may log in, with every privilege.</summary>
    public bool IsPermissive { get; init; }

    /// <summary>
    /// Whether users come from a federated identity provider, so that a password with a user name without a domain is refused: it could be meant for another
    /// domain than the provider's (docs/facts/automation-api.md).
    /// </summary>
    public bool IsFederated { get; init; }

    /// <summary>Why no password is accepted with a user name, for the operator; null for a name with which one may be.</summary>
    public string? PasswordProblem(string userName) => IsFederated && AccountName.Of(userName).Domain is null
        ? "the user name has no domain, which a federated vCenter refuses (--federated)"
        : null;
}
