namespace VimSessionService.Vim25;

public sealed partial record ComputeResourceEventArgument : EntityEventArgument
{
    [Reference("ComputeResource")] public required ManagedObjectReference ComputeResource { get; init; }
}

public sealed partial record DatacenterEventArgument : EntityEventArgument
{
    [Reference("Datacenter")] public required ManagedObjectReference Datacenter { get; init; }
}

public sealed partial record DatastoreEventArgument : EntityEventArgument
{
    [Reference("Datastore")] public required ManagedObjectReference Datastore { get; init; }
}

[Since(ApiVersion.V4_0)]
public sealed partial record DvsEventArgument : EntityEventArgument
{
    [Reference("DistributedVirtualSwitch")] public required ManagedObjectReference Dvs { get; init; }
}

public partial record EntityEventArgument : EventArgument
{
    public required string Name { get; init; }
}

public partial record EventArgument : DynamicData;

public sealed partial record HostEventArgument : EntityEventArgument
{
    [Reference("HostSystem")] public required ManagedObjectReference Host { get; init; }
}

public sealed partial record ManagedEntityEventArgument : EntityEventArgument
{
    [Reference("ManagedEntity")] public required ManagedObjectReference Entity { get; init; }
}

[Since(ApiVersion.V4_0)]
public sealed partial record NetworkEventArgument : EntityEventArgument
{
    [Reference("Network")] public required ManagedObjectReference Network { get; init; }
}

public sealed partial record RoleEventArgument : EventArgument
{
    public required int RoleId { get; init; }
    public required string Name { get; init; }
}

public sealed partial record VmEventArgument : EntityEventArgument
{
    [Reference("VirtualMachine")] public required ManagedObjectReference Vm { get; init; }
}
