namespace VimSessionService.Vim25;

public partial record AuthorizationEvent : Event;

public sealed partial record PermissionAddedEvent : PermissionEvent
{
    public required RoleEventArgument Role { get; init; }
    public required bool Propagate { get; init; }
}

public partial record PermissionEvent : AuthorizationEvent
{
    public required ManagedEntityEventArgument Entity { get; init; }
    public required string Principal { get; init; }
    public required bool Group { get; init; }
}

public sealed partial record PermissionRemovedEvent : PermissionEvent;

public sealed partial record PermissionUpdatedEvent : PermissionEvent
{
    public required RoleEventArgument Role { get; init; }
    public required bool Propagate { get; init; }
    [Since(ApiVersion.V6_5)] public RoleEventArgument? PrevRole { get; init; }
    [Since(ApiVersion.V6_5)] public bool? PrevPropagate { get; init; }
}

public sealed partial record RoleAddedEvent : RoleEvent
{
    public string[]? PrivilegeList { get; init; }
}

public partial record RoleEvent : AuthorizationEvent
{
    public required RoleEventArgument Role { get; init; }
}

public sealed partial record RoleRemovedEvent : RoleEvent;

public sealed partial record RoleUpdatedEvent : RoleEvent
{
    public string[]? PrivilegeList { get; init; }
    [Since(ApiVersion.V6_5)] public string? PrevRoleName { get; init; }
    [Since(ApiVersion.V6_5)] public string[]? PrivilegesAdded { get; init; }
    [Since(ApiVersion.V6_5)] public string[]? PrivilegesRemoved { get; init; }
}
