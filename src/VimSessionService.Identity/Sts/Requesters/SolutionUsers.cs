using System.Security.Cryptography.X509Certificates;
using VimSessionService.Core.Directory;
using VimSessionService.Core.Directory.Extensions;
using VimSessionService.Core.Directory.Users;
using VimSessionService.Identity.Sts.Faults;

namespace VimSessionService.Identity.Sts.Requesters;

/// <summary>A user that is a program and proves who it is by a certificate.</summary>
/// <param name="Name">The name.</param>
/// <param name="Identity">Who it is.</param>
/// <param name="Certificate">The certificate; null where only its hash is known.</param>
internal sealed record SolutionUser(AccountName Name, UserIdentity Identity, X509Certificate2? Certificate);

/// <summary>
/// The solution users: accounts that a certificate is declared of, and extensions that log in by one. An extension is one of the
/// service's own, and so in the groups that a vCenter's own solution users are in.
/// </summary>
internal sealed class SolutionUsers(AccountDirectory accounts, ExtensionDirectory extensions)
{
    /// <summary>The group whose members may act as others.</summary>
    public const string ActAsUsers = "ActAsUsers";

    /// <summary>Finds the solution user of a certificate.</summary>
    /// <exception cref="StsFaultException">FailedAuthentication: a disabled account, or an extension that no token can name without naming another user.</exception>
    public SolutionUser? Find(X509Certificate2 certificate)
    {
        foreach (var known in accounts.All)
        {
            if (known.Account.Certificate is not { } own || !own.RawDataMemory.Span.SequenceEqual(certificate.RawDataMemory.Span))
                continue;
            return known.Account.IsDisabled
                ? throw StsFaults.FailedAuthentication("the account is disabled", known.Account.Name.Display)
                : Describe(known);
        }

        var shown = CertificateHash.Of(certificate);
        foreach (var extension in extensions.All)
        {
            if (extension.Certificate?.Matches(shown) != true)
                continue;
            return CanBeNamed(extension)
                ? Describe(extension)
                : throw StsFaults.FailedAuthentication("the extension's key is the name of an account, or none that a token can have", extension.Description.Key);
        }

        return null;
    }

    /// <summary>Finds a solution user by name.</summary>
    public SolutionUser? Find(AccountName name)
    {
        if (accounts.Find(name) is { Account.Certificate: not null } known)
            return Describe(known);
        return FindExtension(name) is { } extension ? Describe(extension) : null;
    }

    /// <summary>Whether a name is that of an extension which logs in by a certificate.</summary>
    public bool IsExtension(AccountName name) => FindExtension(name) is not null;

    /// <summary>Whether a user may act as others.</summary>
    public bool MayActAs(UserIdentity user) =>
        user.Groups.Select(AccountName.Of).Any(group => string.Equals(group.Name, ActAsUsers, StringComparison.OrdinalIgnoreCase) && (group.IsLocal || IsSso(group)));

    private RegisteredExtension? FindExtension(AccountName name) =>
        IsSso(name) && extensions.Find(name.Name) is { Certificate: not null } extension && CanBeNamed(extension) ? extension : null;

    /// <summary>A token names an extension by its key, as it names users by their names; it must not name one of these.</summary>
    private bool CanBeNamed(RegisteredExtension extension) => !extension.Description.Key.AsSpan().ContainsAny('\\', '@') && accounts.Find(extension.Description.Key) is null;

    private static SolutionUser Describe(KnownAccount known) => new(known.Account.Name, known.Identity, known.Account.Certificate);

    private SolutionUser Describe(RegisteredExtension extension)
    {
        var identity = extension.Identity with { Groups = [$"{accounts.SsoDomain}\\SolutionUsers", $"{accounts.SsoDomain}\\{ActAsUsers}"] };
        return new SolutionUser(new AccountName(extension.Description.Key, accounts.SsoDomain), identity, null);
    }

    private bool IsSso(AccountName name) => string.Equals(name.Domain, accounts.SsoDomain, StringComparison.OrdinalIgnoreCase);
}
