namespace VimSessionService.Vim25;

/// <summary>The compute resource of an event.</summary>
[VmodlName("vim.event.ComputeResourceEventArgument")]
public sealed partial record ComputeResourceEventArgument : EntityEventArgument
{
    [Reference("ComputeResource")] public required ManagedObjectReference ComputeResource { get; init; }
}

/// <summary>The datacenter of an event.</summary>
[VmodlName("vim.event.DatacenterEventArgument")]
public sealed partial record DatacenterEventArgument : EntityEventArgument
{
    [Reference("Datacenter")] public required ManagedObjectReference Datacenter { get; init; }
}

/// <summary>The datastore of an event.</summary>
[VmodlName("vim.event.DatastoreEventArgument")]
public sealed partial record DatastoreEventArgument : EntityEventArgument
{
    [Reference("Datastore")] public required ManagedObjectReference Datastore { get; init; }
}

/// <summary>The distributed switch of an event.</summary>
[Since(ApiVersion.V4_0)]
[VmodlName("vim.event.DvsEventArgument")]
public sealed partial record DvsEventArgument : EntityEventArgument
{
    [Reference("DistributedVirtualSwitch")] public required ManagedObjectReference Dvs { get; init; }
}

/// <summary>The base of event arguments that name an inventory object.</summary>
[VmodlName("vim.event.EntityEventArgument")]
public partial record EntityEventArgument : EventArgument
{
    public required string Name { get; init; }
}

/// <summary>The base of event arguments.</summary>
[VmodlName("vim.event.EventArgument")]
public partial record EventArgument : DynamicData;

/// <summary>The host of an event.</summary>
[VmodlName("vim.event.HostEventArgument")]
public sealed partial record HostEventArgument : EntityEventArgument
{
    [Reference("HostSystem")] public required ManagedObjectReference Host { get; init; }
}

/// <summary>Any inventory object of an event.</summary>
[VmodlName("vim.event.ManagedEntityEventArgument")]
public sealed partial record ManagedEntityEventArgument : EntityEventArgument
{
    [Reference("ManagedEntity")] public required ManagedObjectReference Entity { get; init; }
}

/// <summary>The network of an event.</summary>
[Since(ApiVersion.V4_0)]
[VmodlName("vim.event.NetworkEventArgument")]
public sealed partial record NetworkEventArgument : EntityEventArgument
{
    [Reference("Network")] public required ManagedObjectReference Network { get; init; }
}

/// <summary>The role of an event.</summary>
[VmodlName("vim.event.RoleEventArgument")]
public sealed partial record RoleEventArgument : EventArgument
{
    public required int RoleId { get; init; }
    public required string Name { get; init; }
}

/// <summary>The virtual machine of an event.</summary>
[VmodlName("vim.event.VmEventArgument")]
public sealed partial record VmEventArgument : EntityEventArgument
{
    [Reference("VirtualMachine")] public required ManagedObjectReference Vm { get; init; }
}

/// <summary>The transit gateway of an event.</summary>
[Since(ApiVersion.V9_1_0_0)]
[VmodlName("vim.event.TgwEventArgument")]
public sealed partial record TgwEventArgument : EntityEventArgument
{
    [Reference("TransitGateway")] public required ManagedObjectReference Tgw { get; init; }
}
