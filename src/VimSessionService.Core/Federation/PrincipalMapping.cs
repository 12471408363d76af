using VimSessionService.Core.Users;

namespace VimSessionService.Core.Federation;

/// <summary>The identity that a session of a federated user bears (wire.md §5).</summary>
public sealed class PrincipalMapping(AccountDirectory accounts)
{
    /// <summary>
    /// That of the account of the name, if there is one, with the groups of both; else one in the same spelling, made of what the
    /// proof says.
    /// </summary>
    public UserIdentity IdentityOf(FederatedPrincipal principal)
    {
        if (accounts.Find(principal.Name) is not { Identity: var known })
            return accounts.Describe(principal.Name, principal.FullName, principal.Groups);
        return principal.Groups.Count == 0
            ? known
            : known with { Groups = [.. known.Groups.Concat(principal.Groups).DistinctBy(AccountName.Of)] };
    }
}
