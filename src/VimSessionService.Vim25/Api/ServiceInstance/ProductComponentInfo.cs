namespace VimSessionService.Vim25;

/// <summary>The kinds of migration that a host permits.</summary>
[VmodlName("vim.ServiceInstance.HostVMotionCompatibility")]
public sealed partial record HostVMotionCompatibility : DynamicData
{
    [Reference("HostSystem")] public required ManagedObjectReference Host { get; init; }
    public string[]? Compatibility { get; init; }
}

/// <summary>An installed component of the product.</summary>
[Since(ApiVersion.V2_5)]
[VmodlName("vim.ServiceInstance.ProductComponentInfo")]
public sealed partial record ProductComponentInfo : DynamicData
{
    public required string Id { get; init; }
    public required string Name { get; init; }
    public required string Version { get; init; }
    public required int Release { get; init; }
}

/// <summary>Whether a virtual machine runs.</summary>
[WireEnum]
public enum VirtualMachinePowerState
{
    PoweredOff,
    PoweredOn,
    Suspended,
}
