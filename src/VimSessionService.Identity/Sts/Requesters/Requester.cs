using VimSessionService.Core.Directory.Users;
using VimSessionService.Identity.Saml;

namespace VimSessionService.Identity.Sts.Requesters;

/// <summary>The authenticated requester of a token.</summary>
/// <param name="Name">The name.</param>
/// <param name="Identity">Who it is.</param>
/// <param name="AuthenticationContext">How they proved it, as an AuthnContextClassRef.</param>
internal sealed record Requester(AccountName Name, UserIdentity Identity, string AuthenticationContext)
{
    private const string Contexts = "urn:oasis:names:tc:SAML:2.0:ac:classes:";
    public const string ByPassword = Contexts + "PasswordProtectedTransport";
    public const string BySignature = Contexts + "XMLDSig";
    public const string ByToken = Contexts + "PreviousSession";
    public const string ByKerberos = Contexts + "Kerberos";

    /// <summary>The token that they proved it with; null for another proof.</summary>
    public VerifiedAssertion? Token { get; init; }
}
