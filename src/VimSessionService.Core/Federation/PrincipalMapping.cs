using VimSessionService.Core.Users;

namespace VimSessionService.Core.Federation;

/// <summary>The identity that a session of a federated user bears (wire.md §5).</summary>
public sealed class PrincipalMapping(AccountDirectory accounts)
{
    /// <summary>The domain that tokens give accounts without one, as a vCenter calls that of its own operating system.</summary>
    public const string LocalDomain = "localos";

    /// <summary>The account of a principal; null for none. One of the local domain is an account without a domain and no other.</summary>
    public KnownAccount? AccountOf(AccountName principal)
    {
        if (!string.Equals(principal.Domain, LocalDomain, StringComparison.OrdinalIgnoreCase))
            return accounts.Find(principal);
        return accounts.Find(principal with { Domain = null }) is { Account.Name.Domain: null } local ? local : null;
    }

    /// <summary>
    /// That of the account of the name, if there is one, with the groups of both; else one in the same spelling, made of what the
    /// proof says.
    /// </summary>
    public UserIdentity IdentityOf(FederatedPrincipal principal)
    {
        if (AccountOf(principal.Name) is not { Identity: var known })
            return accounts.Describe(principal.Name, principal.FullName, principal.Groups);
        return principal.Groups.Count == 0
            ? known
            : known with { Groups = [.. known.Groups.Concat(principal.Groups).DistinctBy(AccountName.Of)] };
    }
}
