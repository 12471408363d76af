namespace VimSessionService.Vim25;

/// <summary>Name and password, token, ticket or certificate do not identify a user.</summary>
[VmodlName("vim.fault.InvalidLogin")]
public partial record InvalidLogin : VimFault;

/// <summary>The locale is malformed or unknown.</summary>
[VmodlName("vim.fault.InvalidLocale")]
public sealed partial record InvalidLocale : VimFault;

/// <summary>The client's certificate does not stand verification.</summary>
[Since(ApiVersion.V2_5U2)]
[VmodlName("vim.fault.InvalidClientCertificate")]
public sealed partial record InvalidClientCertificate : InvalidLogin;

/// <summary>The client came without a certificate.</summary>
[Since(ApiVersion.V2_5)]
[VmodlName("vim.fault.NoClientCertificate")]
public sealed partial record NoClientCertificate : VimFault;

/// <summary>The extension was registered without a subject name.</summary>
[Since(ApiVersion.V2_5)]
[VmodlName("vim.fault.NoSubjectName")]
public sealed partial record NoSubjectName : VimFault;

/// <summary>The password was right once and must be changed.</summary>
[Since(ApiVersion.V6_7_2)]
[VmodlName("vim.fault.PasswordExpired")]
public sealed partial record PasswordExpired : InvalidLogin;

/// <summary>Another round of negotiation is needed; bears the server's token.</summary>
[Since(ApiVersion.V2_5)]
[VmodlName("vim.fault.SSPIChallenge")]
public sealed partial record SSPIChallenge : VimFault
{
    [Secret] public required string Base64Token { get; init; }
}
