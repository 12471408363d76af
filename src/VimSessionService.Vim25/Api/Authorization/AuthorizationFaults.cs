namespace VimSessionService.Vim25;

/// <summary>The session lacks a privilege on an object; names both.</summary>
[VmodlName("vim.fault.NoPermission")]
public partial record NoPermission : SecurityError
{
    [RequiredUpTo(ApiVersion.V5_5)] public ManagedObjectReference? Object { get; init; }
    [RequiredUpTo(ApiVersion.V5_5)] public string? PrivilegeId { get; init; }
    [Since(ApiVersion.V7_0_3_2)] public NoPermissionEntityPrivileges[]? MissingPrivileges { get; init; }
}

/// <summary>The privileges that are missing on one object.</summary>
[Since(ApiVersion.V7_0_3_2)]
[VmodlName("vim.fault.NoPermission.EntityPrivileges")]
public sealed partial record NoPermissionEntityPrivileges : DynamicData
{
    public required ManagedObjectReference Entity { get; init; }
    public string[]? PrivilegeIds { get; init; }
}

/// <summary>The call needs a session and has none.</summary>
[Since(ApiVersion.V2_5)]
[VmodlName("vim.fault.NotAuthenticated")]
public sealed partial record NotAuthenticated : NoPermission;

/// <summary>The licence does not include remote access.</summary>
[Since(ApiVersion.V2_5)]
[VmodlName("vim.fault.RestrictedVersion")]
public sealed partial record RestrictedVersion : SecurityError;

/// <summary>The change would leave no administrator.</summary>
[VmodlName("vim.fault.AuthMinimumAdminPermission")]
public sealed partial record AuthMinimumAdminPermission : VimFault;

/// <summary>The user or group is not known.</summary>
[VmodlName("vim.fault.UserNotFound")]
public sealed partial record UserNotFound : VimFault
{
    public required string Principal { get; init; }
    public required bool Unresolved { get; init; }
}
