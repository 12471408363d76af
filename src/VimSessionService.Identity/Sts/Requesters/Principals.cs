using VimSessionService.Core.Federation;
using VimSessionService.Core.Users;

namespace VimSessionService.Identity.Sts.Requesters;

/// <summary>
/// Who the principals of tokens and of tickets are now. A token outlives much: an account that is gone gets no other for it. The users of
/// the service's own domains are all known to it; those of another are whom that domain proves.
/// </summary>
/// <param name="mapping">What principals are that no account of the service's own describes.</param>
/// <param name="solutions">The solution users.</param>
/// <param name="everybodyIsKnown">Whether everybody is let in.</param>
internal sealed class Principals(PrincipalMapping mapping, SolutionUsers solutions, bool everybodyIsKnown)
{
    /// <summary>Who a principal is; null when it is one of the service's own that is not there.</summary>
    public UserIdentity? Find(FederatedPrincipal principal)
    {
        if (!mapping.IsOwnDomain(principal.Name))
            return mapping.IdentityOf(principal);
        return mapping.AccountOf(principal.Name)?.Identity
            ?? solutions.Find(principal.Name)?.Identity
            ?? (everybodyIsKnown ? mapping.IdentityOf(principal) : null);
    }

    /// <summary>Whether a principal is a program.</summary>
    public bool IsSolution(AccountName name) => mapping.AccountOf(name)?.Account is { Certificate: not null, Password: null } || solutions.IsExtension(name);
}
