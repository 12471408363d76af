namespace VimSessionService.Vim25;

/// <summary>A named set of privileges; system roles cannot be changed.</summary>
[VmodlName("vim.AuthorizationManager.Role")]
public sealed partial record AuthorizationRole : DynamicData
{
    public required int RoleId { get; init; }
    public required bool System { get; init; }
    public required string Name { get; init; }
    public required Description Info { get; init; }
    public string[]? Privilege { get; init; }
}

/// <summary>A privilege that exists, with its group.</summary>
[VmodlName("vim.AuthorizationManager.Privilege")]
public sealed partial record AuthorizationPrivilege : DynamicData
{
    public required string PrivId { get; init; }
    public required bool OnParent { get; init; }
    public required string Name { get; init; }
    public required string PrivGroupName { get; init; }
}

/// <summary>The names of privileges and their groups for people.</summary>
public sealed partial record AuthorizationDescription : DynamicData
{
    public required ElementDescription[] Privilege { get; init; }
    public required ElementDescription[] PrivilegeGroup { get; init; }
}

/// <summary>The role of a user or group on an object and, if it propagates, below it.</summary>
[VmodlName("vim.AuthorizationManager.Permission")]
public sealed partial record Permission : DynamicData
{
    [Reference("ManagedEntity")] public ManagedObjectReference? Entity { get; init; }
    public required string Principal { get; init; }
    public required bool Group { get; init; }
    public required int RoleId { get; init; }
    public required bool Propagate { get; init; }
}

/// <summary>Which of the privileges asked about are held on one object.</summary>
[Since(ApiVersion.V5_5)]
[VmodlName("vim.AuthorizationManager.EntityPrivilege")]
public sealed partial record EntityPrivilege : DynamicData
{
    [Reference("ManagedEntity")] public required ManagedObjectReference Entity { get; init; }
    public required PrivilegeAvailability[] PrivAvailability { get; init; }
}

/// <summary>Whether one privilege is held.</summary>
[Since(ApiVersion.V5_5)]
[VmodlName("vim.AuthorizationManager.PrivilegeAvailability")]
public sealed partial record PrivilegeAvailability : DynamicData
{
    public required string PrivId { get; init; }
    public required bool IsGranted { get; init; }
}

/// <summary>The privileges that a user holds on one object.</summary>
[Since(ApiVersion.V6_5)]
[VmodlName("vim.AuthorizationManager.UserPrivilegeResult")]
public sealed partial record UserPrivilegeResult : DynamicData
{
    [Reference("ManagedEntity")] public required ManagedObjectReference Entity { get; init; }
    public string[]? Privileges { get; init; }
}
