using System.Security.Cryptography.X509Certificates;
using VimSessionService.Identity.Sts.Faults;
using VimSessionService.Identity.Sts.Requests;
using VimSessionService.Identity.WsSecurity;

namespace VimSessionService.Identity.Sts;

/// <summary>Which key a token is going to be bound to, if any, by what the request says of it in several places.</summary>
internal static class ConfirmationKeys
{
    /// <summary>The certificate of the key; null for a bearer token.</summary>
    /// <param name="request">The request.</param>
    /// <param name="header">Its security header.</param>
    /// <param name="signer">Whose key signed it; null for an unsigned one.</param>
    /// <param name="delegated">The certificate of whom the token is delegated to; null for nobody.</param>
    /// <exception cref="StsFaultException">The parts of the request contradict each other.</exception>
    public static X509Certificate2? Choose(TokenRequest request, SecurityHeader header, X509Certificate2? signer, X509Certificate2? delegated)
    {
        if (request.UseKey is { } id)
        {
            if (signer is null || header.Signature?.Find("Id") is not { } signature || !id.Equals(signature, StringComparison.OrdinalIgnoreCase))
                throw StsFaults.InvalidSecurity("UseKey names another signature than that of the message");
            if (delegated is not null)
                throw StsFaults.InvalidRequest("Request cannot be satisfied - both UseKey and DelegateTo are present");
        }

        return request.KeyType switch
        {
            null => delegated ?? signer,
            StsNames.Bearer when delegated is not null || request.ActAs is not null => throw StsFaults.InvalidRequest("Cannot issue delegated bearer token"),
            StsNames.Bearer => null,
            StsNames.PublicKey => delegated ?? signer ?? throw StsFaults.InvalidRequest("Cannot find certificate to use."),
            _ => throw StsFaults.InvalidRequest("Unknown KeyType"),
        };
    }
}
