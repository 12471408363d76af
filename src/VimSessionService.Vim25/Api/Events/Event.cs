namespace VimSessionService.Vim25;

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
    public string? FullFormattedMessage { get; init; }
    [Since(ApiVersion.V4_0)] public string? ChangeTag { get; init; }
}

[Since(ApiVersion.V4_0)]
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

public partial record GeneralEvent : Event
{
    public required string Message { get; init; }
}

public sealed partial record GeneralUserEvent : GeneralEvent
{
    public ManagedEntityEventArgument? Entity { get; init; }
}

public sealed partial record CustomFieldEvent : Event;
