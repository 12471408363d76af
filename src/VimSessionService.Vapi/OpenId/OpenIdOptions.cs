namespace VimSessionService.Vapi.OpenId;

/// <summary>The OpenID provider whose access tokens are accepted.</summary>
public sealed record OpenIdOptions
{
    /// <summary>The issuer, exactly as its tokens name it.</summary>
    public required string Issuer { get; init; }

    /// <summary>The audiences of which a token must have one; empty for any.</summary>
    public IReadOnlyList<string> Audiences { get; init; } = [];

    /// <summary>The claim with the name of the user, <c>user@domain</c>.</summary>
    public string UserClaim { get; init; } = "upn";

    /// <summary>The claim with the groups of the user.</summary>
    public string GroupClaim { get; init; } = "groups";

    /// <summary>How far the clocks of the provider and of this service may be off.</summary>
    public TimeSpan ClockSkew { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>The most bytes of a token.</summary>
    public int MaxTokenBytes { get; init; } = 64 * 1024;
}
