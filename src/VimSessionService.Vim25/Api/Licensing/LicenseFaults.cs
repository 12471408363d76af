namespace VimSessionService.Vim25;

/// <summary>The source of licences is for calls from the host itself.</summary>
[VmodlName("vim.fault.CannotAccessLocalSource")]
public sealed partial record CannotAccessLocalSource : VimFault;

/// <summary>The licence file has errors.</summary>
[VmodlName("vim.fault.InvalidLicense")]
public sealed partial record InvalidLicense : VimFault
{
    public required string LicenseContent { get; init; }
}

/// <summary>The licence server does not answer; names it.</summary>
[VmodlName("vim.fault.LicenseServerUnavailable")]
public sealed partial record LicenseServerUnavailable : VimFault
{
    public required string LicenseServer { get; init; }
}
