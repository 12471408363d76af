using System.Security.Cryptography.X509Certificates;

namespace VimSessionService.Endpoint.Tests.Model;

/// <summary>What a request for a session by REST or JSON-RPC proves its client with.</summary>
internal abstract record AutomationProof
{
    /// <summary>A user name and a password.</summary>
    public sealed record Password(string User, string Secret) : AutomationProof;

    /// <summary>A SAML token.</summary>
    /// <param name="Assertion">The token.</param>
    /// <param name="Signer">Whose key signs the request; null for a request that nobody signs.</param>
    /// <param name="Made">When it was signed.</param>
    /// <param name="Number">Makes it another one than those of the same moment.</param>
    public sealed record Saml(string Assertion, X509Certificate2? Signer, DateTimeOffset Made, int Number) : AutomationProof;

    /// <summary>An access token of an OpenID provider.</summary>
    public sealed record Access(string Token) : AutomationProof;
}
