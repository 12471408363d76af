namespace VimSessionService.Options;

/// <summary>An OpenID provider whose access tokens are accepted.</summary>
internal sealed record OpenIdProviderOptions
{
    /// <summary>The issuer of the tokens; null for no provider.</summary>
    public string? OpenidIssuer { get; set; }

    /// <summary>The file or the URL of the provider's keys.</summary>
    public string? OpenidJwks { get; set; }

    /// <summary>A PEM file of the authorities that the certificate of the URL is verified with; null for the system's.</summary>
    public string? OpenidCa { get; set; }

    /// <summary>The audiences of which a token must have one, separated by commas; null for any.</summary>
    public string? OpenidAudience { get; set; }

    /// <summary>The claim with the user.</summary>
    public string OpenidUserClaim { get; set; } = "upn";

    /// <summary>The claim with the groups.</summary>
    public string OpenidGroupClaim { get; set; } = "groups";
}
