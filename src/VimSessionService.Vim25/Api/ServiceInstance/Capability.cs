namespace VimSessionService.Vim25;

/// <summary>What the server as a whole can do.</summary>
public sealed partial record Capability : DynamicData
{
    public required bool ProvisioningSupported { get; init; }
    public required bool MultiHostSupported { get; init; }
    [Since(ApiVersion.V2_5)] public required bool UserShellAccessSupported { get; init; }
    [Since(ApiVersion.V4_0)] public EVCMode[]? SupportedEVCMode { get; init; }
    [Since(ApiVersion.V7_0_1_0)] public FeatureEVCMode[]? SupportedEVCGraphicsMode { get; init; }
    [Since(ApiVersion.V5_1)] public bool? NetworkBackupAndRestoreSupported { get; init; }
    [Since(ApiVersion.V6_7)] public bool? FtDrsWithoutEvcSupported { get; init; }
    [Since(ApiVersion.V6_7_1)] public bool? HciWorkflowSupported { get; init; }
    [Since(ApiVersion.V6_8_7)] public int? ComputePolicyVersion { get; init; }
    [Since(ApiVersion.V7_0_0_0)] public bool? ClusterPlacementSupported { get; init; }
    [Since(ApiVersion.V7_0_0_0)] public bool? LifecycleManagementSupported { get; init; }
    [Since(ApiVersion.V7_0_2_0)] public bool? HostSeedingSupported { get; init; }
    [Since(ApiVersion.V7_0_0_0)] public bool? ScalableSharesSupported { get; init; }
    [Since(ApiVersion.V7_0_1_1)] public bool? HadcsSupported { get; init; }
    [Since(ApiVersion.V7_0_3_1)] public bool? ConfigMgmtSupported { get; init; }
}

/// <summary>A processor baseline that a cluster can hold its hosts to.</summary>
[Since(ApiVersion.V4_0)]
public sealed partial record EVCMode : ElementDescription
{
    [Since(ApiVersion.V4_1)] public HostCpuIdInfo[]? GuaranteedCPUFeatures { get; init; }
    [Since(ApiVersion.V5_1)] public HostFeatureCapability[]? FeatureCapability { get; init; }
    [Since(ApiVersion.V5_1)] public HostFeatureMask[]? FeatureMask { get; init; }
    [Since(ApiVersion.V5_1)] public VirtualMachineFeatureRequirement[]? FeatureRequirement { get; init; }
    public required string Vendor { get; init; }
    [Since(ApiVersion.V4_1)] public required string[] Track { get; init; }
    public required int VendorTier { get; init; }
}

/// <summary>A graphics baseline that a cluster can hold its hosts to.</summary>
[Since(ApiVersion.V7_0_1_0)]
public sealed partial record FeatureEVCMode : ElementDescription
{
    public HostFeatureMask[]? Mask { get; init; }
    public HostFeatureCapability[]? Capability { get; init; }
    public VirtualMachineFeatureRequirement[]? Requirement { get; init; }
}

/// <summary>The register values of one CPUID level.</summary>
[VmodlName("vim.host.CpuIdInfo")]
public sealed partial record HostCpuIdInfo : DynamicData
{
    public required int Level { get; init; }
    public string? Vendor { get; init; }
    public string? Eax { get; init; }
    public string? Ebx { get; init; }
    public string? Ecx { get; init; }
    public string? Edx { get; init; }
}

/// <summary>A feature that a host offers, with its value.</summary>
[Since(ApiVersion.V5_1)]
[VmodlName("vim.host.FeatureCapability")]
public sealed partial record HostFeatureCapability : DynamicData
{
    public required string Key { get; init; }
    public required string FeatureName { get; init; }
    public required string Value { get; init; }
}

/// <summary>A restriction laid on a feature of a host.</summary>
[Since(ApiVersion.V5_1)]
[VmodlName("vim.host.FeatureMask")]
public sealed partial record HostFeatureMask : DynamicData
{
    public required string Key { get; init; }
    public required string FeatureName { get; init; }
    public required string Value { get; init; }
}

/// <summary>A feature that a virtual machine needs of its host.</summary>
[Since(ApiVersion.V5_1)]
[VmodlName("vim.vm.FeatureRequirement")]
public sealed partial record VirtualMachineFeatureRequirement : DynamicData
{
    public required string Key { get; init; }
    public required string FeatureName { get; init; }
    public required string Value { get; init; }
}
