namespace VimSessionService.Vim25;

/// <summary>Something that happened: when, by whom, to what.</summary>
[VmodlName("vim.event.Event")]
public partial record Event : DynamicData
{
    public required int Key { get; init; }
    public required int ChainId { get; init; }
    public required DateTime CreatedTime { get; init; }
    public required string UserName { get; init; }
    public DatacenterEventArgument? Datacenter { get; init; }
    public ComputeResourceEventArgument? ComputeResource { get; init; }
    public HostEventArgument? Host { get; init; }
    public VmEventArgument? Vm { get; init; }
    [Since(ApiVersion.V4_0)] public DatastoreEventArgument? Ds { get; init; }
    [Since(ApiVersion.V4_0)] public NetworkEventArgument? Net { get; init; }
    [Since(ApiVersion.V4_0)] public DvsEventArgument? Dvs { get; init; }
    [Since(ApiVersion.V9_1_0_0)] public TgwEventArgument? Tgw { get; init; }
    public string? FullFormattedMessage { get; init; }
    [Since(ApiVersion.V4_0)] public string? ChangeTag { get; init; }
    [Since(ApiVersion.V9_1_0_0)] public string? AuditId { get; init; }
}

/// <summary>An event whose type is known by its identifier alone.</summary>
[Since(ApiVersion.V4_0)]
[VmodlName("vim.event.EventEx")]
public sealed partial record EventEx : Event
{
    public required string EventTypeId { get; init; }
    public string? Severity { get; init; }
    public string? Message { get; init; }
    public KeyAnyValue[]? Arguments { get; init; }
    public string? ObjectId { get; init; }
    public string? ObjectType { get; init; }
    [Since(ApiVersion.V4_1)] public string? ObjectName { get; init; }
    [Since(ApiVersion.V4_1)] public LocalizedMethodFault? Fault { get; init; }
}

/// <summary>An event that is no more than a text.</summary>
[VmodlName("vim.event.GeneralEvent")]
public partial record GeneralEvent : Event
{
    public required string Message { get; init; }
}

/// <summary>A text that a user put into the event log.</summary>
[VmodlName("vim.event.GeneralUserEvent")]
public sealed partial record GeneralUserEvent : GeneralEvent
{
    public ManagedEntityEventArgument? Entity { get; init; }
}

/// <summary>The base of events about custom fields.</summary>
[VmodlName("vim.event.CustomFieldEvent")]
public sealed partial record CustomFieldEvent : Event;
