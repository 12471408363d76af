namespace VimSessionService.Vim25;

public partial record InvalidLogin : VimFault;
public sealed partial record InvalidLocale : VimFault;

[Since(ApiVersion.V2_5U2)]
public sealed partial record InvalidClientCertificate : InvalidLogin;

[Since(ApiVersion.V2_5)]
public sealed partial record NoClientCertificate : VimFault;

[Since(ApiVersion.V2_5)]
public sealed partial record NoSubjectName : VimFault;

[Since(ApiVersion.V6_7_2)]
public sealed partial record PasswordExpired : InvalidLogin;

[Since(ApiVersion.V2_5)]
public sealed partial record SSPIChallenge : VimFault
{
    [Secret] public required string Base64Token { get; init; }
}
