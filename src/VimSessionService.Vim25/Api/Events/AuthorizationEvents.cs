namespace VimSessionService.Vim25;

/// <summary>The base of events about roles and permissions.</summary>
[VmodlName("vim.event.AuthorizationEvent")]
public partial record AuthorizationEvent : Event;

/// <summary>A permission was given.</summary>
[VmodlName("vim.event.PermissionAddedEvent")]
public sealed partial record PermissionAddedEvent : PermissionEvent
{
    public required RoleEventArgument Role { get; init; }
    public required bool Propagate { get; init; }
}

/// <summary>The base of events about a permission.</summary>
[VmodlName("vim.event.PermissionEvent")]
public partial record PermissionEvent : AuthorizationEvent
{
    public required ManagedEntityEventArgument Entity { get; init; }
    public required string Principal { get; init; }
    public required bool Group { get; init; }
}

/// <summary>A permission was taken away.</summary>
[VmodlName("vim.event.PermissionRemovedEvent")]
public sealed partial record PermissionRemovedEvent : PermissionEvent;

/// <summary>A permission has another role or reach.</summary>
[VmodlName("vim.event.PermissionUpdatedEvent")]
public sealed partial record PermissionUpdatedEvent : PermissionEvent
{
    public required RoleEventArgument Role { get; init; }
    public required bool Propagate { get; init; }
    [Since(ApiVersion.V6_5)] public RoleEventArgument? PrevRole { get; init; }
    [Since(ApiVersion.V6_5)] public bool? PrevPropagate { get; init; }
}

/// <summary>A role was made.</summary>
[VmodlName("vim.event.RoleAddedEvent")]
public sealed partial record RoleAddedEvent : RoleEvent
{
    public string[]? PrivilegeList { get; init; }
}

/// <summary>The base of events about a role.</summary>
[VmodlName("vim.event.RoleEvent")]
public partial record RoleEvent : AuthorizationEvent
{
    public required RoleEventArgument Role { get; init; }
}

/// <summary>A role was removed.</summary>
[VmodlName("vim.event.RoleRemovedEvent")]
public sealed partial record RoleRemovedEvent : RoleEvent;

/// <summary>A role has another name or other privileges.</summary>
[VmodlName("vim.event.RoleUpdatedEvent")]
public sealed partial record RoleUpdatedEvent : RoleEvent
{
    public string[]? PrivilegeList { get; init; }
    [Since(ApiVersion.V6_5)] public string? PrevRoleName { get; init; }
    [Since(ApiVersion.V6_5)] public string[]? PrivilegesAdded { get; init; }
    [Since(ApiVersion.V6_5)] public string[]? PrivilegesRemoved { get; init; }
}
