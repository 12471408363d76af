using System.Security.Cryptography.X509Certificates;
using VimSessionService.Core;
using VimSessionService.Core.Authentication;
using VimSessionService.Core.Directory.Users;
using VimSessionService.Identity.Saml;
using VimSessionService.Identity.Sts.Faults;
using VimSessionService.Identity.WsSecurity;

namespace VimSessionService.Identity.Sts.Requesters;

/// <summary>
/// Authenticates the requester by all proofs in the security header: a password, a certificate that signed the message, or a token whose
/// key signed it. Proofs of two different users are refused. The caller verifies the signature of the message afterwards, because that
/// costs more than finding out that its key belongs to no user.
/// </summary>
/// <param name="credentials">Checks names and passwords, as logins do.</param>
/// <param name="solutions">The users that prove who they are by a certificate.</param>
/// <param name="principals">Who the principals of tokens are.</param>
/// <param name="access">Who may use the service.</param>
/// <param name="time">The clock.</param>
internal sealed class RequesterAuthentication(ICredentialValidator credentials, SolutionUsers solutions, Principals principals, AccessOptions access, TimeProvider time)
{
    /// <summary>Finds out who asks.</summary>
    /// <param name="header">The security header.</param>
    /// <param name="token">The token by which they ask, verified; null for none.</param>
    /// <param name="signer">Whose key is to have signed the message; null for an unsigned one.</param>
    /// <param name="client">Where the request comes from.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Null when nothing in the header proves anything.</returns>
    /// <exception cref="StsFaultException">FailedAuthentication or UnsupportedSecurityToken.</exception>
    public async ValueTask<Requester?> FindAsync(
        SecurityHeader header, VerifiedAssertion? token, X509Certificate2? signer, ClientInfo client, CancellationToken cancellationToken)
    {
        var byPassword = header.UsernameToken is { } user ? await ByPasswordAsync(user, client, cancellationToken) : null;
        var byCertificate = header.BinarySecurityToken is { } binary ? ByCertificate(binary.Certificate, signer) : null;
        var byToken = token is null ? null : ByToken(token, signer);
        return Same(Same(byPassword, byCertificate), byToken);
    }

    private async ValueTask<Requester> ByPasswordAsync(UsernameToken user, ClientInfo client, CancellationToken cancellationToken)
    {
        var password = user.Password ?? throw StsFaults.UnsupportedSecurityToken("No credential is provided in UNT.");
        if (access.PasswordProblem(user.Name) is { } problem)
            throw StsFaults.FailedAuthentication(problem, user.Name);
        try
        {
            return await credentials.ValidateAsync(user.Name, password, client, cancellationToken) is { } identity
                ? new Requester(AccountName.Of(identity.UserName), identity, Requester.ByPassword)
                : throw StsFaults.FailedAuthentication("wrong user name or password", user.Name);
        }
        catch (LoginRefusedException refused)
        {
            throw StsFaults.FailedAuthentication(refused.Message, user.Name);
        }
    }

    /// <summary>A certificate that no account has is no failure: a person's key, which their token is to be bound to, is not known either.</summary>
    private Requester? ByCertificate(X509Certificate2 certificate, X509Certificate2? signer)
    {
        if (signer is null)
            throw StsFaults.FailedAuthentication("the message shows a certificate and is not signed");
        if (!certificate.RawDataMemory.Span.SequenceEqual(signer.RawDataMemory.Span))
            throw StsFaults.FailedAuthentication("the message was not signed by the certificate that it shows");
        if (solutions.Find(certificate) is not { } solution)
            return null;
        var now = time.GetUtcNow().UtcDateTime;
        if (now < certificate.NotBefore.ToUniversalTime() || now > certificate.NotAfter.ToUniversalTime())
            throw StsFaults.FailedAuthentication("the solution user's certificate is not valid now", solution.Name.Display);
        return new Requester(solution.Name, solution.Identity, Requester.BySignature);
    }

    private Requester ByToken(VerifiedAssertion token, X509Certificate2? signer)
    {
        var name = token.Delegates is [.., var last] ? AccountName.Of(last) : token.Principal.Name;
        if (token.ConfirmationKey is null)
            throw StsFaults.UnsupportedSecurityToken("Only HoK tokens are supported for authentication!");
        if (signer is null)
            throw StsFaults.FailedAuthentication("the token's key did not sign the message", name.Display);
        var principal = token.Delegates.Count == 0 ? token.Principal : new FederatedPrincipal(name, null, []);
        return principals.Find(principal) is { } identity
            ? new Requester(name, identity, Requester.ByToken) { Token = token }
            : throw StsFaults.FailedAuthentication("the token's user is gone", name.Display);
    }

    private static Requester? Same(Requester? one, Requester? other)
    {
        if (one is null || other is null)
            return other ?? one;
        return PrincipalNames.OfUser(one.Name).Equals(PrincipalNames.OfUser(other.Name), StringComparison.OrdinalIgnoreCase)
            ? other with { Token = other.Token ?? one.Token }
            : throw StsFaults.FailedAuthentication("the message proves two different users", other.Name.Display);
    }
}
