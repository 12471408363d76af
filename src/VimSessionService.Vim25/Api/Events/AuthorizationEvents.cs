namespace VimSessionService.Vim25;

/// <summary>The base of events about roles and permissions.</summary>
public partial record AuthorizationEvent : Event;

/// <summary>A permission was given.</summary>
public sealed partial record PermissionAddedEvent : PermissionEvent
{
    public required RoleEventArgument Role { get; init; }
    public required bool Propagate { get; init; }
}

/// <summary>The base of events about a permission.</summary>
public partial record PermissionEvent : AuthorizationEvent
{
    public required ManagedEntityEventArgument Entity { get; init; }
    public required string Principal { get; init; }
    public required bool Group { get; init; }
}

/// <summary>A permission was taken away.</summary>
public sealed partial record PermissionRemovedEvent : PermissionEvent;

/// <summary>A permission has another role or reach.</summary>
public sealed partial record PermissionUpdatedEvent : PermissionEvent
{
    public required RoleEventArgument Role { get; init; }
    public required bool Propagate { get; init; }
    [Since(ApiVersion.V6_5)] public RoleEventArgument? PrevRole { get; init; }
    [Since(ApiVersion.V6_5)] public bool? PrevPropagate { get; init; }
}

/// <summary>A role was made.</summary>
public sealed partial record RoleAddedEvent : RoleEvent
{
    public string[]? PrivilegeList { get; init; }
}

/// <summary>The base of events about a role.</summary>
public partial record RoleEvent : AuthorizationEvent
{
    public required RoleEventArgument Role { get; init; }
}

/// <summary>A role was removed.</summary>
public sealed partial record RoleRemovedEvent : RoleEvent;

/// <summary>A role has another name or other privileges.</summary>
public sealed partial record RoleUpdatedEvent : RoleEvent
{
    public string[]? PrivilegeList { get; init; }
    [Since(ApiVersion.V6_5)] public string? PrevRoleName { get; init; }
    [Since(ApiVersion.V6_5)] public string[]? PrivilegesAdded { get; init; }
    [Since(ApiVersion.V6_5)] public string[]? PrivilegesRemoved { get; init; }
}
