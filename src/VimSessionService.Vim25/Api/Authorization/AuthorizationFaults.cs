namespace VimSessionService.Vim25;

public partial record NoPermission : SecurityError
{
    public ManagedObjectReference? Object { get; init; }
    public string? PrivilegeId { get; init; }
    [Since(ApiVersion.V7_0_3_2)] public NoPermissionEntityPrivileges[]? MissingPrivileges { get; init; }
}

[Since(ApiVersion.V7_0_3_2)]
public sealed partial record NoPermissionEntityPrivileges : DynamicData
{
    public required ManagedObjectReference Entity { get; init; }
    public string[]? PrivilegeIds { get; init; }
}

[Since(ApiVersion.V2_5)]
public sealed partial record NotAuthenticated : NoPermission;

[Since(ApiVersion.V2_5)]
public sealed partial record RestrictedVersion : SecurityError;

public sealed partial record AuthMinimumAdminPermission : VimFault;

public sealed partial record UserNotFound : VimFault
{
    public required string Principal { get; init; }
    public required bool Unresolved { get; init; }
}
