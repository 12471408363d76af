using System.Collections.Concurrent;
using VimSessionService.Core.Directory;
using VimSessionService.Core.Directory.Users;

namespace VimSessionService.Core.Authentication;

/// <summary>
/// The identity that a session of a federated user bears (docs/facts/sessions.md). The same proof gives the same object while the accounts stay
/// as they are, since what an identity may do is remembered by the object.
/// </summary>
/// <param name="accounts">The accounts.</param>
/// <param name="extensions">The extensions, which are users of single sign-on too; null for none.</param>
/// <param name="everybodyIsKnown">Whether everybody is let in.</param>
internal sealed class PrincipalMapping(AccountDirectory accounts, ExtensionDirectory? extensions = null, bool everybodyIsKnown = false)
{
    /// <summary>A proof may bring many groups, so that one identity may be large.</summary>
    private const int Most = 1024;

    private Memory _memory = new(accounts.All);

    /// <summary>The account of a principal; null for none.</summary>
    public KnownAccount? AccountOf(AccountName principal) => accounts.Find(principal);

    /// <summary>
    /// Whether a name is that of somebody who can be here: an account that is not disabled, an extension that logs in by a certificate, or somebody of a
    /// domain that is not the service's own, whose users others know.
    /// </summary>
    public bool IsKnown(AccountName name) =>
        AccountOf(name) is { } known
            ? !known.Account.IsDisabled
            : everybodyIsKnown || !IsOwnDomain(name) || (!name.IsLocal && extensions?.Find(name.Name) is { Certificate: not null });

    /// <summary>Whether all users of a name's domain are known to the service: its own and that of single sign-on.</summary>
    public bool IsOwnDomain(AccountName name) => name.IsLocal || string.Equals(name.Domain, accounts.SsoDomain, StringComparison.OrdinalIgnoreCase);

    /// <summary>
    /// That of the account of the name, if there is one, with the groups of both; else one in the same spelling, made of what the
    /// proof says.
    /// </summary>
    public UserIdentity IdentityOf(FederatedPrincipal principal)
    {
        // Taken before they are read, so that what a change makes stale lands in a memory that is thrown away.
        var all = accounts.All;
        var memory = Volatile.Read(ref _memory);
        if (memory.Accounts != all)
            Volatile.Write(ref _memory, memory = new Memory(all));
        if (memory.Identities.TryGetValue(principal, out var identity))
            return identity;
        if (memory.Identities.Count >= Most)
            memory.Identities.Clear();
        return memory.Identities.GetOrAdd(principal, Make(principal));
    }

    private UserIdentity Make(FederatedPrincipal principal)
    {
        if (AccountOf(principal.Name) is not { Identity: var known })
            return accounts.Describe(principal.Name, principal.FullName, principal.Groups);
        return principal.Groups.Count == 0
            ? known
            : known with { Groups = [.. known.Groups.Concat(principal.Groups).DistinctBy(AccountName.Of)] };
    }

    /// <summary>The identities that were made of the accounts of a moment.</summary>
    private sealed class Memory(IReadOnlyList<KnownAccount> accounts)
    {
        public IReadOnlyList<KnownAccount> Accounts { get; } = accounts;

        public ConcurrentDictionary<FederatedPrincipal, UserIdentity> Identities { get; } = new(new SameProof());
    }

    /// <summary>Two proofs are the same when they say the same to the letter: names are shown as they are spelled.</summary>
    private sealed class SameProof : IEqualityComparer<FederatedPrincipal>
    {
        public bool Equals(FederatedPrincipal? x, FederatedPrincipal? y) =>
            x is not null && y is not null
            && string.Equals(x.Name.Name, y.Name.Name, StringComparison.Ordinal)
            && string.Equals(x.Name.Domain, y.Name.Domain, StringComparison.Ordinal)
            && string.Equals(x.FullName, y.FullName, StringComparison.Ordinal)
            && x.Groups.SequenceEqual(y.Groups, StringComparer.Ordinal);

        public int GetHashCode(FederatedPrincipal principal) => HashCode.Combine(principal.Name, principal.FullName, principal.Groups.Count);
    }
}
