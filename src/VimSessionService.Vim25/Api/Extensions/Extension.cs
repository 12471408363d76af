namespace VimSessionService.Vim25;

/// <summary>A registered extension: who made it, how to reach it, how it logs in.</summary>
[Since(ApiVersion.V2_5)]
public sealed partial record Extension : DynamicData
{
    public required Description Description { get; init; }
    public required string Key { get; init; }
    [Since(ApiVersion.V4_0)] public string? Company { get; init; }
    [Since(ApiVersion.V4_0)] public string? Type { get; init; }
    public required string Version { get; init; }
    public string? SubjectName { get; init; }
    public ExtensionServerInfo[]? Server { get; init; }
    public ExtensionClientInfo[]? Client { get; init; }
    public ExtensionTaskTypeInfo[]? TaskList { get; init; }
    public ExtensionEventTypeInfo[]? EventList { get; init; }
    public ExtensionFaultTypeInfo[]? FaultList { get; init; }
    public ExtensionPrivilegeInfo[]? PrivilegeList { get; init; }
    public ExtensionResourceInfo[]? ResourceList { get; init; }
    public required DateTime LastHeartbeatTime { get; init; }
    [Since(ApiVersion.V4_0)] public ExtensionHealthInfo? HealthInfo { get; init; }
    [Since(ApiVersion.V5_0)] public ExtensionOvfConsumerInfo? OvfConsumerInfo { get; init; }
    [Since(ApiVersion.V5_0)] public ExtExtendedProductInfo? ExtendedProductInfo { get; init; }
    [Since(ApiVersion.V5_0)] public ExtManagedEntityInfo[]? ManagedEntityInfo { get; init; }
    [Since(ApiVersion.V5_0)] public bool? ShownInSolutionManager { get; init; }
    [Since(ApiVersion.V5_0)] public ExtSolutionManagerInfo? SolutionManagerInfo { get; init; }
}

/// <summary>A client module of an extension.</summary>
[Since(ApiVersion.V2_5)]
[VmodlName("vim.Extension.ClientInfo")]
public sealed partial record ExtensionClientInfo : DynamicData
{
    public required string Version { get; init; }
    public required Description Description { get; init; }
    public required string Company { get; init; }
    public required string Type { get; init; }
    public required string Url { get; init; }
}

/// <summary>An event type that an extension adds.</summary>
[Since(ApiVersion.V2_5)]
[VmodlName("vim.Extension.EventTypeInfo")]
public sealed partial record ExtensionEventTypeInfo : DynamicData
{
    public required string EventID { get; init; }
    [Since(ApiVersion.V4_0)] public string? EventTypeSchema { get; init; }
}

/// <summary>A fault type that an extension adds.</summary>
[Since(ApiVersion.V2_5)]
[VmodlName("vim.Extension.FaultTypeInfo")]
public sealed partial record ExtensionFaultTypeInfo : DynamicData
{
    public required string FaultID { get; init; }
}

/// <summary>Where the health of an extension can be read.</summary>
[Since(ApiVersion.V4_0)]
[VmodlName("vim.Extension.HealthInfo")]
public sealed partial record ExtensionHealthInfo : DynamicData
{
    public required string Url { get; init; }
}

/// <summary>The OVF sections that an extension handles, and its address for them.</summary>
[Since(ApiVersion.V5_0)]
[VmodlName("vim.Extension.OvfConsumerInfo")]
public sealed partial record ExtensionOvfConsumerInfo : DynamicData
{
    public required string CallbackUrl { get; init; }
    public required string[] SectionType { get; init; }
}

/// <summary>A privilege that an extension adds.</summary>
[Since(ApiVersion.V2_5)]
[VmodlName("vim.Extension.PrivilegeInfo")]
public sealed partial record ExtensionPrivilegeInfo : DynamicData
{
    public required string PrivID { get; init; }
    public required string PrivGroupName { get; init; }
}

/// <summary>Texts of an extension in one locale.</summary>
[Since(ApiVersion.V2_5)]
[VmodlName("vim.Extension.ResourceInfo")]
public sealed partial record ExtensionResourceInfo : DynamicData
{
    public required string Locale { get; init; }
    public required string Module { get; init; }
    public required KeyValue[] Data { get; init; }
}

/// <summary>A server of an extension.</summary>
[Since(ApiVersion.V2_5)]
[VmodlName("vim.Extension.ServerInfo")]
public sealed partial record ExtensionServerInfo : DynamicData
{
    public required string Url { get; init; }
    public required Description Description { get; init; }
    public required string Company { get; init; }
    public required string Type { get; init; }
    public required string[] AdminEmail { get; init; }
    [Since(ApiVersion.V4_1)] public string? ServerThumbprint { get; init; }
    [Since(ApiVersion.V8_0_2_0)] public string? ServerCertificate { get; init; }
}

/// <summary>A task type that an extension adds.</summary>
[Since(ApiVersion.V2_5)]
[VmodlName("vim.Extension.TaskTypeInfo")]
public sealed partial record ExtensionTaskTypeInfo : DynamicData
{
    public required string TaskID { get; init; }
}

/// <summary>How many IP addresses an extension has in use.</summary>
[Since(ApiVersion.V5_1)]
[VmodlName("vim.ExtensionManager.IpAllocationUsage")]
public sealed partial record ExtensionManagerIpAllocationUsage : DynamicData
{
    public required string ExtensionKey { get; init; }
    public required int NumAddresses { get; init; }
}

/// <summary>Web addresses of an extension's product and company.</summary>
[Since(ApiVersion.V5_0)]
[VmodlName("vim.ext.ExtendedProductInfo")]
public sealed partial record ExtExtendedProductInfo : DynamicData
{
    public string? CompanyUrl { get; init; }
    public string? ProductUrl { get; init; }
    public string? ManagementUrl { get; init; }
    [Reference("ManagedEntity")] public ManagedObjectReference? Self { get; init; }
}

/// <summary>A kind of inventory object that an extension manages.</summary>
[Since(ApiVersion.V5_0)]
[VmodlName("vim.ext.ManagedEntityInfo")]
public sealed partial record ExtManagedEntityInfo : DynamicData
{
    public required string Type { get; init; }
    public string? SmallIconUrl { get; init; }
    [Since(ApiVersion.V5_1)] public string? IconUrl { get; init; }
    public string? Description { get; init; }
}

/// <summary>How an extension shows among the solutions.</summary>
[Since(ApiVersion.V5_0)]
[VmodlName("vim.ext.SolutionManagerInfo")]
public sealed partial record ExtSolutionManagerInfo : DynamicData
{
    public ExtSolutionManagerInfoTabInfo[]? Tab { get; init; }
    public string? SmallIconUrl { get; init; }
}

/// <summary>A tab of an extension among the solutions.</summary>
[Since(ApiVersion.V5_0)]
[VmodlName("vim.ext.SolutionManagerInfo.TabInfo")]
public sealed partial record ExtSolutionManagerInfoTabInfo : DynamicData
{
    public required string Label { get; init; }
    public required string Url { get; init; }
}
