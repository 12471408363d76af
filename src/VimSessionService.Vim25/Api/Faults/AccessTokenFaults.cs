namespace VimSessionService.Vim25;

/// <summary>The call needs other authentication; says which kinds there are.</summary>
[Since(ApiVersion.V9_1_0_0)]
[VmodlName("vmodl.fault.AuthenticationRequired")]
public sealed partial record AuthenticationRequired : RuntimeFault
{
    public required AuthenticationRequiredChallenge[] Authenticate { get; init; }
}

/// <summary>A way to authenticate, as a <c>WWW-Authenticate</c> header names it.</summary>
[Since(ApiVersion.V9_1_0_0)]
[VmodlName("vmodl.fault.AuthenticationRequired.Challenge")]
public sealed partial record AuthenticationRequiredChallenge : DynamicData
{
    public required string Scheme { get; init; }
    public string? Realm { get; init; }
    public string? Error { get; init; }
    public string? ErrorDescription { get; init; }
    public string? Ovl { get; init; }
    public string? OidcConfigUrl { get; init; }
}

/// <summary>The schemes of a challenge; travels as text.</summary>
[Since(ApiVersion.V9_1_0_0)]
[WireEnum]
public enum AuthenticationRequiredAuthenticationScheme
{
    [WireName("Basic")]
    Basic,
    [WireName("Bearer")]
    Bearer,
}

/// <summary>Why an access token was refused, as in RFC 6750; travels as text.</summary>
[Since(ApiVersion.V9_1_0_0)]
[WireEnum]
public enum AuthenticationRequiredErrorType
{
    [WireName("invalid_request")]
    InvalidRequest,
    [WireName("invalid_token")]
    InvalidToken,
    [WireName("insufficient_scope")]
    InsufficientScope,
    [WireName("registration_required")]
    RegistrationRequired,
}

/// <summary>The access token is not valid.</summary>
[Since(ApiVersion.V9_1_0_0)]
[VmodlName("vmodl.fault.InvalidToken")]
public sealed partial record InvalidToken : RuntimeFault;

/// <summary>There is no such session.</summary>
[Since(ApiVersion.V9_1_0_0)]
[VmodlName("vmodl.fault.SessionNotFound")]
public sealed partial record SessionNotFound : RuntimeFault;
