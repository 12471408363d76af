using VimSessionService.Core.Authentication;
using VimSessionService.Core.Directory.Users;

namespace VimSessionService.Identity.Sts.Requesters;

/// <summary>
/// The current users behind the principals of tokens and tickets. An account that was removed or disabled after a token was issued gets no new token for it. All
/// users of the service's own domains are accounts; users of another domain are accepted as that domain authenticated them.
/// </summary>
/// <param name="mapping">What principals are that no account of the service's own describes.</param>
/// <param name="solutions">The solution users.</param>
/// <param name="everybodyIsKnown">Whether every user is accepted.</param>
internal sealed class Principals(PrincipalMapping mapping, SolutionUsers solutions, bool everybodyIsKnown)
{
    /// <summary>Who a principal is; null when it is one of the service's own that is not there or disabled.</summary>
    public UserIdentity? Find(FederatedPrincipal principal)
    {
        if (!mapping.IsOwnDomain(principal.Name))
            return mapping.IdentityOf(principal);
        if (mapping.AccountOf(principal.Name) is { } known)
            return known.Account.IsDisabled ? null : known.Identity;
        return solutions.Find(principal.Name)?.Identity ?? (everybodyIsKnown ? mapping.IdentityOf(principal) : null);
    }

    /// <summary>Whether a principal is a program.</summary>
    public bool IsSolution(AccountName name) => mapping.AccountOf(name)?.Account is { Certificate: not null, Password: null } || solutions.IsExtension(name);
}
