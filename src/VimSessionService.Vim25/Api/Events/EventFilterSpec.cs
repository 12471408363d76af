namespace VimSessionService.Vim25;

/// <summary>Which events a reader wants; what is unset does not restrict.</summary>
[VmodlName("vim.event.EventFilterSpec")]
public sealed partial record EventFilterSpec : DynamicData
{
    public EventFilterSpecByEntity? Entity { get; init; }
    public EventFilterSpecByTime? Time { get; init; }
    public EventFilterSpecByUsername? UserName { get; init; }
    public int? EventChainId { get; init; }
    [Reference("Alarm")] public ManagedObjectReference? Alarm { get; init; }
    [Reference("ScheduledTask")] public ManagedObjectReference? ScheduledTask { get; init; }
    public bool? DisableFullMessage { get; init; }
    public string[]? Category { get; init; }
    public string[]? Type { get; init; }
    [Since(ApiVersion.V4_0)] public string[]? Tag { get; init; }
    [Since(ApiVersion.V4_0)] public string[]? EventTypeId { get; init; }
    [Since(ApiVersion.V6_5)] public int? MaxCount { get; init; }
    [Since(ApiVersion.V8_0_3_0)] public bool? DelayedInit { get; init; }
    [Since(ApiVersion.V9_1_0_0)] public bool? Auditable { get; init; }
    [Since(ApiVersion.V9_1_0_0)] public string[]? AuditId { get; init; }
}

/// <summary>Only events about an object or what is below it.</summary>
[VmodlName("vim.event.EventFilterSpec.ByEntity")]
public sealed partial record EventFilterSpecByEntity : DynamicData
{
    [Reference("ManagedEntity")] public required ManagedObjectReference Entity { get; init; }
    public required EventFilterSpecRecursionOption Recursion { get; init; }
}

/// <summary>Only events within a span of time.</summary>
[VmodlName("vim.event.EventFilterSpec.ByTime")]
public sealed partial record EventFilterSpecByTime : DynamicData
{
    public DateTime? BeginTime { get; init; }
    public DateTime? EndTime { get; init; }
}

/// <summary>Only events of certain users.</summary>
[VmodlName("vim.event.EventFilterSpec.ByUsername")]
public sealed partial record EventFilterSpecByUsername : DynamicData
{
    public required bool SystemUser { get; init; }
    public string[]? UserList { get; init; }
}

/// <summary>The object itself, its children, or both.</summary>
[WireEnum]
public enum EventFilterSpecRecursionOption
{
    Self,
    Children,
    All,
}
