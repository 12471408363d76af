using System.Security.Cryptography.X509Certificates;
using VimSessionService.Core;
using VimSessionService.Core.Authentication;
using VimSessionService.Core.Directory.Users;
using VimSessionService.Identity.Saml;
using VimSessionService.Identity.Sts.Faults;
using VimSessionService.Identity.Sts.Requests;
using VimSessionService.Identity.WsSecurity;
using VimSessionService.Identity.Xml;

namespace VimSessionService.Identity.Sts.Requesters;

/// <summary>Verifies what a request proves: its time, its signature and the tokens in it. What is not true is refused with the service's fault.</summary>
/// <param name="assertions">Verifies tokens.</param>
/// <param name="proof">Verifies signatures.</param>
/// <param name="solutions">The solution users.</param>
/// <param name="tolerance">How far the clocks of clients may be off.</param>
/// <param name="time">The clock.</param>
internal sealed class RequestProofs(AssertionVerifier assertions, MessageProof proof, SolutionUsers solutions, TimeSpan tolerance, TimeProvider time)
{
    /// <summary>Verifies the token of the user that a requester wants to act as.</summary>
    public VerifiedAssertion VerifyActAs(SecurityHeader header, TokenRequest request, Requester requester, MessageElement element)
    {
        if (header.Signature is null)
            throw StsFaults.InvalidSecurity("a request to act as another is not signed");
        if (request.DelegateTo is not null)
            throw StsFaults.InvalidRequest("Ambiguity found: 'delegateTo' and 'actAs' used in same request!");
        if (!solutions.MayActAs(requester.Identity))
            throw StsFaults.InvalidRequest("Access not authorized!", $"{requester.Name.Display} is not in the group {SolutionUsers.ActAsUsers}");
        if (requester.Token is { Delegates.Count: > 0 })
            throw StsFaults.InvalidRequest("'ActAs' requester cannot be a delegate!");
        try
        {
            return assertions.Verify(element);
        }
        catch (ProofRefusedException refused)
        {
            throw StsFaults.InvalidRequest("'ActAs' token is invalid!", $"the token to act by is refused: {refused.Message}");
        }
    }

    /// <summary>The solution user that a token is delegated to.</summary>
    public SolutionUser FindDelegate(string name) =>
        AccountName.TryParse(name, out var parsed) && solutions.Find(parsed) is { Certificate: not null } found
            ? found
            : throw StsFaults.InvalidRequest("Invalid delegate", $"{name.Truncate(Truncation.UserName)} is no solution user with a certificate");

    /// <summary>Verifies the token that a requester shows.</summary>
    public VerifiedAssertion VerifyRequester(MessageElement assertion)
    {
        try
        {
            return assertions.Verify(assertion);
        }
        catch (ProofRefusedException refused)
        {
            throw StsFaults.FailedAuthentication($"the token is refused: {refused.Message}", refused.UserName);
        }
    }

    /// <summary>Why a token is not good; null for a good one.</summary>
    public string? ProblemOf(MessageElement assertion)
    {
        try
        {
            assertions.Verify(assertion);
            return null;
        }
        catch (ProofRefusedException refused)
        {
            return refused.Message;
        }
    }

    /// <summary>Whose key is to have signed the message: that of the token, else that of the certificate it shows. Null for an unsigned one.</summary>
    public static X509Certificate2? SignerOf(SecurityHeader header, VerifiedAssertion? token) => header.Signature is null
        ? null
        : token?.ConfirmationKey ?? header.BinarySecurityToken?.Certificate ?? throw StsFaults.InvalidSecurity("the message is signed by a key that it does not show");

    /// <summary>Verifies the signature of the message; null for an unsigned one.</summary>
    public SignedMessage? VerifySignature(SecurityHeader header, X509Certificate2? signer)
    {
        try
        {
            return signer is null ? null : proof.Verify(header, signer);
        }
        catch (ProofRefusedException refused)
        {
            throw StsFaults.FailedCheck(refused.Message);
        }
    }

    /// <summary>A signed message gets one token. It is remembered for its user after everything in it was found valid.</summary>
    public async ValueTask UseUpAsync(SignedMessage? signed, Requester requester, CancellationToken cancellationToken)
    {
        try
        {
            if (signed is not null)
                await proof.UseUpAsync(signed, requester.Name.Display, cancellationToken);
        }
        catch (ProofRefusedException refused)
        {
            throw StsFaults.FailedCheck(refused.Message);
        }
    }

    /// <summary>Refuses a message whose time has not come, or is over.</summary>
    public void RequireFresh(SecurityHeader header)
    {
        if (header.Timestamp is not { } timestamp)
            throw StsFaults.InvalidSecurity("the security header has no timestamp");
        if (!timestamp.IsUtc)
            throw StsFaults.InvalidLifetime("Cannot parse request lifetime", "a time of the timestamp is not in UTC");
        if (timestamp.Expires <= timestamp.Created)
        {
            throw StsFaults.InvalidLifetime(
                $"Invalid request lifetime [ {StsTime.Format(timestamp.Created)}; {StsTime.Format(timestamp.Expires)})", "the timestamp expires before it was made");
        }

        var now = time.GetUtcNow();
        if (now < timestamp.Created - tolerance || now >= timestamp.Expires + tolerance)
        {
            throw StsFaults.MessageExpired(
                $"The time now {StsTime.Format(now)} does not fall in the request lifetime interval extended with clock tolerance of {tolerance.TotalMilliseconds:0} ms: "
                + $"[ {StsTime.Format(timestamp.Created)}; {StsTime.Format(timestamp.Expires)}). This might be due to a clock skew problem.");
        }
    }
}
