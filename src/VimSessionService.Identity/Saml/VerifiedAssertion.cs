using System.Security.Cryptography.X509Certificates;
using VimSessionService.Core.Authentication;
using VimSessionService.Identity.Xml;

namespace VimSessionService.Identity.Saml;

/// <summary>An assertion that was made by a trusted issuer, is unchanged, and is currently valid.</summary>
internal sealed record VerifiedAssertion
{
    /// <summary>The element.</summary>
    public required MessageElement Element { get; init; }

    /// <summary>Its id.</summary>
    public required string Id { get; init; }

    /// <summary>Who says that it made it.</summary>
    public required string Issuer { get; init; }

    /// <summary>Whom it is about.</summary>
    public required FederatedPrincipal Principal { get; init; }

    /// <summary>The start of its validity; null for no start.</summary>
    public required DateTimeOffset? NotBefore { get; init; }

    /// <summary>The end of its validity, exclusive.</summary>
    public required DateTimeOffset NotOnOrAfter { get; init; }

    /// <summary>The certificate whose key the presenter must hold; null for a bearer assertion, also if the issuer confirmed both.</summary>
    public required X509Certificate2? ConfirmationKey { get; init; }

    /// <summary>Whether other tokens may be made of it for others.</summary>
    public required bool IsDelegatable { get; init; }

    /// <summary>Whether a longer one may be made of it.</summary>
    public required bool IsRenewable { get; init; }

    /// <summary>Whether it can be used only once.</summary>
    public required bool IsForOneUse { get; init; }

    /// <summary>Who acts for whom it is about, the first first.</summary>
    public required IReadOnlyList<string> Delegates { get; init; }
}
